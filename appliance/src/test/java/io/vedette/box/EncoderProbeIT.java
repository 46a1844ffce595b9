package io.vedette.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.testing.Box;
import io.vedette.transcode.probe.ProbeChild;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A box that ends in the middle of a probe. */
@Timeout(120)
class EncoderProbeIT {

  private static final int LEAST_PRIORITY = 19;

  @TempDir private Path folder;

  @ParameterizedTest
  @Timeout(60)
  @ValueSource(booleans = {false, true})
  void itsChildEndsWithIt(boolean killed) throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    try (Box box = Box.withJvmFlag("-Djava.io.tmpdir=" + temporary, folder.resolve("box"))) {
      box.request("POST", "/api/v1/encoders/probe", "{}");
      ProcessHandle child = child(box);
      assertEquals(
          Math.min(LEAST_PRIORITY, niceness(box.process().pid()) + 10), niceness(child.pid()));
      String environment = Files.readString(Path.of("/proc/" + child.pid() + "/environ"));
      assertTrue(!environment.contains(Box.PASSWORD), "the child knows the password");
      if (killed) {
        box.process().destroyForcibly();
      } else {
        box.process().destroy();
      }
      assertTrue(box.process().waitFor(20, TimeUnit.SECONDS));
      child.onExit().get(10, TimeUnit.SECONDS);
      assertEquals(List.of(), folders(temporary));
    }
  }

  private static List<Path> folders(Path temporary) throws IOException {
    try (Stream<Path> all = Files.list(temporary)) {
      return all.filter(path -> path.getFileName().toString().startsWith("vedette-probe"))
          .sorted()
          .toList();
    }
  }

  private static int niceness(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    // proc(5): the 19th field, the 17th behind the name in parentheses.
    return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16]);
  }

  /** Just begun, a child is still a copy of the box, and then nice(1), which has the same words. */
  private static boolean isProbe(Path process) {
    try {
      String[] command =
          Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1).split("\0");
      return command[0].endsWith("/java")
          && List.of(command).contains(ProbeChild.class.getName())
          && Files.isReadable(process.resolve("environ"));
    } catch (IOException e) {
      // Gone by now.
      return false;
    }
  }

  private static ProcessHandle child(Box box) {
    while (true) {
      for (ProcessHandle child : box.process().children().toList()) {
        if (isProbe(Path.of("/proc/" + child.pid()))) {
          return child;
        }
      }
      Thread.onSpinWait();
    }
  }
}
