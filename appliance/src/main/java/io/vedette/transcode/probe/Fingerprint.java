package io.vedette.transcode.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What a probe's result depends on: kernel, drivers, device nodes and whether they may be opened,
 * the drivers of libva and Vulkan, FFmpeg, and the box's own program. Two equal fingerprints mean
 * that trying again would show nothing new.
 */
public final class Fingerprint {

  private static final int SHOWN_DIGITS = 16;
  private static final int MAX_FACT = 4096;

  /** Folders below {@code /usr/lib} and their like, and how what matters in them begins. */
  private static final List<String> LIBRARIES =
      List.of(
          "libva.so",
          "libva-drm.so",
          "libcuda.so",
          "libnvidia-encode.so",
          "libvulkan.so",
          "libmfx",
          "libvpl.so");

  private static final List<String> LIBRARY_FOLDERS =
      List.of(
          "usr/lib",
          "usr/lib64",
          "usr/local/lib",
          "usr/lib/x86_64-linux-gnu",
          "usr/lib/aarch64-linux-gnu",
          "usr/lib/arm-linux-gnueabihf");

  private static final List<String> VULKAN_FOLDERS =
      List.of("usr/share/vulkan/icd.d", "usr/local/share/vulkan/icd.d", "etc/vulkan/icd.d");

  private final Path root;
  private final List<String> facts = new ArrayList<>();

  private Fingerprint(Path root) {
    this.root = root;
  }

  /** That of the system that the box runs on; takes some milliseconds, reads files only. */
  public static String ofThisBox() {
    return of(
        Path.of("/"),
        System.getProperty("java.class.path"),
        System.getProperty("java.library.path", ""));
  }

  /**
   * That of a system.
   *
   * @param root its root folder
   * @param classPath where its classes are
   * @param libraryPath where its native libraries are
   */
  static String of(Path root, String classPath, String libraryPath) {
    Fingerprint print = new Fingerprint(root);
    String kernel = print.text(root.resolve("proc/sys/kernel/osrelease"));
    print.facts.add(kernel);
    print.facts.add(print.text(root.resolve("proc/version")));
    print.devices();
    print.libraries();
    String ffmpeg = print.programs(classPath, libraryPath);
    return "Linux " + kernel + ", FFmpeg " + ffmpeg + ", " + print.digest();
  }

  private void devices() {
    nodes("dev", "video");
    nodes("dev", "media");
    nodes("dev", "nvidia");
    nodes("dev/dri", "");
    for (String group : List.of("sys/class/video4linux", "sys/class/drm")) {
      for (Path device : Devices.nodes(root.resolve(group), "")) {
        Path driver = device.resolve("device/driver");
        if (Files.exists(driver)) {
          facts.add(device.getFileName() + " " + text(device.resolve("name")));
          module(real(driver).getFileName().toString());
          module(real(driver.resolve("module")).getFileName().toString());
        }
      }
    }
    module("nvidia");
  }

  private void nodes(String folder, String prefix) {
    for (Path node : Devices.nodes(root.resolve(folder), prefix)) {
      facts.add(node + " " + Files.isReadable(node) + " " + Files.isWritable(node));
    }
  }

  private void module(String name) {
    Path module = root.resolve("sys/module").resolve(name);
    if (Files.exists(module)) {
      facts.add(
          name + " " + text(module.resolve("version")) + " " + text(module.resolve("srcversion")));
    }
  }

  private void libraries() {
    for (String folder : LIBRARY_FOLDERS) {
      LIBRARIES.forEach(name -> files(root.resolve(folder), name));
      files(root.resolve(folder).resolve("dri"), "");
    }
    VULKAN_FOLDERS.forEach(folder -> files(root.resolve(folder), ""));
  }

  private void files(Path folder, String prefix) {
    Devices.nodes(folder, prefix).forEach(this::file);
  }

  private void file(Path file) {
    try {
      facts.add(file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis());
    } catch (IOException e) {
      facts.add(file + " " + e.getClass().getSimpleName());
    }
  }

  /** FFmpeg's version as its archive is called; the archives of FFmpeg and of the box are facts. */
  private String programs(String classPath, String libraryPath) {
    String ffmpeg = "unknown";
    for (String entry : classPath.split(":")) {
      Path path = Path.of(entry);
      String name = String.valueOf(path.getFileName());
      if (name.startsWith("ffmpeg-") || name.startsWith("javacpp-")) {
        file(path);
        if (name.matches("ffmpeg-[0-9.-]+\\.jar")) {
          ffmpeg = name.replaceFirst("ffmpeg-", "").replaceFirst("\\.jar$", "");
        }
      } else if (name.startsWith("appliance-")) {
        file(path);
      } else if (Files.isDirectory(path)) {
        files(path.resolve("io/vedette/transcode/probe"), "");
        files(path.resolve("io/vedette/transcode/video"), "");
      }
    }
    for (String folder : libraryPath.split(":")) {
      for (String name : List.of("libav", "libsw", "libjniav", "libx264", "libopenh264")) {
        files(Path.of(folder), name);
      }
    }
    return ffmpeg;
  }

  private static Path real(Path link) {
    try {
      return link.toRealPath();
    } catch (IOException e) {
      return link;
    }
  }

  private String text(Path file) {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MAX_FACT), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "";
    }
  }

  private String digest() {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha.digest(String.join("\n", facts).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, SHOWN_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
