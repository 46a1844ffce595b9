package io.vedette.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.testing.Box;
import io.vedette.testing.Command;
import io.vedette.transcode.probe.ProbeChild;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A box that ends in the middle of a probe. */
@Timeout(300)
class EncoderProbeIT {

  private static final int LEAST_PRIORITY = 19;
  private static final long LOOK_MILLIS = 20;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /**
   * What is seen of a child while it lives.
   *
   * @param nice setpriority(2)'s
   * @param environment as in proc(5)
   */
  private record Child(ProcessHandle process, int nice, String environment) {}

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itsChildEndsWithIt(boolean killed) throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    try (Box box = Box.withJvmFlag("-Djava.io.tmpdir=" + temporary, folder.resolve("box"))) {
      Child child = heldWithItsChild(box);
      assertEquals(Math.min(LEAST_PRIORITY, niceness(box.process().pid()) + 10), child.nice);
      assertFalse(child.environment.contains(Box.PASSWORD), "the child knows the password");
      if (killed) {
        box.process().destroyForcibly();
      } else {
        box.process().destroy();
        signal(box, "CONT");
      }
      assertTrue(box.process().waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS));
      child.process.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
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

  /**
   * Lets the box try its encoders until a child of its lives, and stops the box there: one child
   * follows the other, each lives for a second, and a test may be slower.
   */
  private static Child heldWithItsChild(Box box) throws Exception {
    while (true) {
      // Refused while they are being tried.
      box.send("POST", "/api/v1/encoders/probe", "{}");
      Optional<ProcessHandle> seen =
          box.process().children().filter(EncoderProbeIT::isProbe).findAny();
      if (seen.isPresent()) {
        signal(box, "STOP");
        Optional<Child> child = look(seen.get());
        if (child.isPresent()) {
          return child.get();
        }
        signal(box, "CONT");
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  /** Empty if it has ended. */
  private static Optional<Child> look(ProcessHandle process) {
    Path facts = Path.of("/proc/" + process.pid());
    try {
      int nice = niceness(process.pid());
      String environment = Files.readString(facts.resolve("environ"), StandardCharsets.ISO_8859_1);
      // Who is dead has no words any more.
      return isProbe(process)
          ? Optional.of(new Child(process, nice, environment))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Just begun, a child is still a copy of the box, and then nice(1), which has the same words. */
  private static boolean isProbe(ProcessHandle process) {
    try {
      Path words = Path.of("/proc/" + process.pid() + "/cmdline");
      String[] command = Files.readString(words, StandardCharsets.ISO_8859_1).split("\0");
      return command[0].endsWith("/java") && List.of(command).contains(ProbeChild.class.getName());
    } catch (IOException e) {
      // Gone by now.
      return false;
    }
  }

  private static void signal(Box box, String name) throws IOException, InterruptedException {
    Command sent =
        Command.run(LIMIT, List.of("kill", "-" + name, String.valueOf(box.process().pid())));
    assertEquals(0, sent.status(), sent.output());
  }
}
