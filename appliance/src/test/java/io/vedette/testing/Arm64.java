package io.vedette.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A machine of the box's kind, by emulation: programs for arm64 Linux run on this one's kernel and
 * see its files, but for those that {@code ./dev test} has put into a folder of their own.
 *
 * @param root that folder: Debian's arm64 packages, unpacked
 */
public record Arm64(Path root) {

  /** FFmpeg's libraries for arm64 as they lie in their jars, unpacked by the build. */
  public static final Path NATIVES = Path.of("target", "arm64").toAbsolutePath();

  private static final String JAVA = "usr/lib/jvm/java-25-openjdk-arm64/bin/java";
  private static final String LOADER = "lib/ld-linux-aarch64.so.1";

  /**
   * Finds it in the cache.
   *
   * @throws IOException if it is not there; says how to get it
   */
  public static Arm64 find() throws IOException {
    Path cache =
        Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
            .map(Path::of)
            .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
    Path root = cache.resolve("vedette").resolve("arm64").toAbsolutePath();
    if (!Files.isExecutable(root.resolve(JAVA))) {
      throw new IOException("there is no " + root.resolve(JAVA) + ": './dev test' puts it there");
    }
    return new Arm64(root);
  }

  /**
   * Runs Java with the class path of the tests and the libraries of {@link #NATIVES}. Its standard
   * input does not end before it does.
   *
   * @param folder where it may write
   */
  public Command java(Duration limit, Path folder, Class<?> program, String... arguments)
      throws IOException, InterruptedException {
    List<String> words = emulated(root.resolve(JAVA));
    words.addAll(
        List.of(
            "-Xmx128m",
            "-XX:+UseSerialGC",
            // What is compiled here is emulated too, and runs once.
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-XX:ErrorFile=" + folder.resolve("crash.log"),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Djava.awt.headless=true",
            "-Djava.io.tmpdir=" + folder,
            "-Dorg.bytedeco.javacpp.cachedir=" + folder,
            "-cp",
            NATIVES + ":" + System.getProperty("java.class.path"),
            program.getName()));
    words.addAll(List.of(arguments));
    return Command.runWithInput(limit, words);
  }

  /** What the dynamic loader says of the libraries that one needs, a line each. */
  public Command libraries(Duration limit, Path library) throws IOException, InterruptedException {
    List<String> words = emulated(root.resolve(LOADER));
    words.addAll(
        List.of("--library-path", library.getParent().toString(), "--list", library.toString()));
    return Command.run(limit, words);
  }

  private List<String> emulated(Path program) {
    return new ArrayList<>(
        List.of("qemu-aarch64-static", "-L", root.toString(), program.toString()));
  }
}
