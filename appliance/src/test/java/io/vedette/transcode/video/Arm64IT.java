package io.vedette.transcode.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.testing.Arm64;
import io.vedette.testing.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The box's own classes and FFmpeg's libraries as they run on arm64, by emulation. Devices are not
 * emulated, so of hardware encoders it shows only that they are there.
 */
class Arm64IT {

  /** Thirty times what it takes alone. */
  private static final Duration LIMIT = Duration.ofMinutes(15);

  private static final int PICTURES = 10;

  /** What a machine has to have; docs/design/0009-encoder-probe.md says in which packages. */
  private static final Set<String> FROM_DEBIAN =
      Set.of(
          "libc.so.6",
          "libm.so.6",
          "libgcc_s.so.1",
          "libstdc++.so.6",
          "libva.so.2",
          "libva-drm.so.2",
          "libdrm.so.2",
          "libudev.so.1",
          "libcap.so.2");

  private static final Pattern FOUND = Pattern.compile("\\s*(\\S+) => (\\S+) \\(0x.*");

  @TempDir private Path folder;
  private Arm64 machine;

  @BeforeEach
  void find() throws IOException {
    machine = Arm64.find();
  }

  @Test
  void eachLibraryFindsWhatItNeedsInThePackagesThatAnImageCarries() throws Exception {
    Set<String> outside = new TreeSet<>();
    List<Path> libraries = libraries();
    assertEquals(7, libraries.size(), libraries.toString());
    for (Path library : libraries) {
      Command listed = machine.libraries(LIMIT, library);
      assertEquals(0, listed.status(), library + ": " + listed.output());
      for (String line : listed.output().lines().toList()) {
        Matcher found = FOUND.matcher(line);
        if (found.matches() && !Path.of(found.group(2)).startsWith(library.getParent())) {
          Path inside = machine.root().resolve(found.group(2).substring(1));
          assertTrue(Files.exists(inside), "not from the packages: " + line);
          outside.add(found.group(1));
        }
      }
    }
    assertEquals(new TreeSet<>(FROM_DEBIAN), outside);
  }

  /**
   * Those that Java calls. The box uses no device to capture from, which would take X and sound.
   */
  private static List<Path> libraries() throws IOException {
    try (Stream<Path> all = Files.walk(Arm64.NATIVES)) {
      return all.filter(file -> file.getFileName().toString().matches("libjni.*\\.so"))
          .filter(file -> !file.endsWith("libjniavdevice.so"))
          .toList();
    }
  }

  @Test
  void thePromisedEncodersAreThereAndThoseInSoftwareTranscode() throws Exception {
    Clip clip =
        Clip.make(
            folder.resolve("in.ts"),
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=640x360:r=25",
            "-frames:v",
            String.valueOf(PICTURES),
            "-c:v",
            "libx265",
            "-preset",
            "ultrafast",
            "-x265-params",
            "log-level=none:bframes=0:scenecut=0");
    assertEquals(PICTURES, clip.packets().size());

    Command ran =
        machine.java(
            LIMIT, folder, Arm64Transcode.class, clip.file().toString(), folder.toString());
    System.out.println(ran.output().strip().replaceAll("\n\n+", "\n"));
    assertEquals(0, ran.status(), ran.output());
    List<String> lines = ran.output().lines().toList();

    assertTrue(lines.contains("architecture aarch64"), ran.output());
    // Quick Sync is a thing of Intel's processors.
    assertEquals(
        Arrays.stream(VideoEncoder.values())
            .filter(encoder -> encoder != VideoEncoder.QSV)
            .map(VideoEncoder::codecName)
            .collect(Collectors.toSet()),
        Arrays.stream(VideoEncoder.values())
            .map(VideoEncoder::codecName)
            .filter(name -> lines.contains("encoder " + name))
            .collect(Collectors.toSet()));
    for (String name : List.of("libx264", "libopenh264")) {
      Path made = folder.resolve(name + ".h264");
      assertEquals("320,180,yuv420p," + PICTURES, Transcoded.probe(made), name);
      double likeness = Transcoded.likeness(made, clip.file(), "320:180");
      assertTrue(likeness > 35, name + ": " + likeness + " dB");
    }
    assertProbed(lines);
  }

  /** The probe has found that what libx264 made can be decoded and is what went in. */
  private static void assertProbed(List<String> lines) {
    for (String size : List.of("720", "1080")) {
      assertTrue(
          lines.stream().anyMatch(line -> line.startsWith("vedette-probe: size " + size + " ")),
          "libx264 at " + size + "p: " + lines);
    }
    assertTrue(lines.contains("vedette-probe: done"), lines.toString());
  }
}
