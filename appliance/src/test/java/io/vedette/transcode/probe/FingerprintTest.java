package io.vedette.transcode.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {

  @TempDir private Path root;

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private String now() {
    return Fingerprint.of(
        root,
        root + "/lib/ffmpeg-8.1.2-1.5.14.jar:" + root + "/lib/appliance-1.jar",
        root + "/native");
  }

  @Test
  void whatMattersChangesItAndNothingElse() throws IOException {
    write("proc/sys/kernel/osrelease", "6.1.0-18-arm64\n");
    write("lib/ffmpeg-8.1.2-1.5.14.jar", "ffmpeg");
    write("lib/appliance-1.jar", "box");
    String before = now();
    assertTrue(before.startsWith("Linux 6.1.0-18-arm64, FFmpeg 8.1.2-1.5.14, "), before);
    write("var/log/syslog", "a line");
    write("lib/flyway.jar", "other");
    write("dev/ttyUSB0", "");
    assertEquals(before, now());

    for (String changed :
        new String[] {
          "proc/sys/kernel/osrelease",
          "dev/video11",
          "dev/dri/renderD128",
          "sys/module/nvidia/version",
          "usr/lib/aarch64-linux-gnu/dri/iHD_drv_video.so",
          "usr/lib/aarch64-linux-gnu/libva.so.2",
          "usr/share/vulkan/icd.d/radeon.json",
          "lib/ffmpeg-8.1.2-1.5.14.jar",
          "lib/appliance-1.jar",
          "native/libavcodec.so.62"
        }) {
      write(changed, "changed by a package, to " + changed);
      String after = now();
      assertNotEquals(before, after, changed);
      before = after;
    }
  }

  @Test
  void twiceOnOneSystemIsTheSame() {
    assertEquals(Fingerprint.ofThisBox(), Fingerprint.ofThisBox());
  }
}
