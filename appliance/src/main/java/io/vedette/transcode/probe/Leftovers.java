package io.vedette.transcode.probe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Finds every process that a child has begun, also one whose parents are gone and that no table of
 * parents leads to: they all inherit a word in their environment (proc(5), {@code
 * /proc/PID/environ}).
 */
final class Leftovers {

  /** The name of that word. */
  static final String VARIABLE = "VEDETTE_PROBE_CHILD";

  private static final int MAX_ENVIRONMENT = 1 << 20;
  private static final long LOOK_MILLIS = 10;

  private enum Kind {
    /** It carries the word. */
    OURS,
    /**
     * It may: nothing can be read while a process turns into another program (execve(2)), and that
     * takes as long as the processor is busy with others.
     */
    UNCLEAR,
    /** It does not, or is gone. */
    OTHER
  }

  private Leftovers() {}

  /**
   * Kills all that carry a word.
   *
   * @param since when the first of them was started; what is older is not asked twice
   * @param atMost how long to wait for those that show nothing at the moment
   * @throws InterruptedException if the thread is interrupted while it waits; what has been found
   *     is dead then
   */
  static void kill(String word, Instant since, Duration atMost) throws InterruptedException {
    long due = System.nanoTime() + atMost.toNanos();
    // The kernel counts the time of a start in ticks.
    Instant young = since.minusSeconds(1);
    while (killOnce(word, young) && System.nanoTime() - due < 0) {
      Thread.sleep(LOOK_MILLIS);
    }
  }

  /** Whether to look again: what forks while it is looked for is found in the next round. */
  private static boolean killOnce(String word, Instant young) {
    boolean again = false;
    for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
      switch (kind(process, word, young)) {
        case OURS -> {
          process.destroyForcibly();
          again = true;
        }
        case UNCLEAR -> again = true;
        case OTHER -> {}
      }
    }
    return again;
  }

  private static Kind kind(ProcessHandle process, String word, Instant young) {
    Path folder = Path.of("/proc", Long.toString(process.pid()));
    try (InputStream in = Files.newInputStream(folder.resolve("environ"))) {
      String environment = new String(in.readNBytes(MAX_ENVIRONMENT), StandardCharsets.ISO_8859_1);
      if (environment.contains(VARIABLE + "=" + word)) {
        return Kind.OURS;
      }
      return environment.isEmpty()
              && process.info().startInstant().stream().anyMatch(young::isBefore)
              && !isDead(folder)
          ? Kind.UNCLEAR
          : Kind.OTHER;
    } catch (IOException e) {
      return Kind.OTHER;
    }
  }

  /** Dead, and its parent has not asked how (proc(5), {@code /proc/PID/stat}). */
  private static boolean isDead(Path folder) throws IOException {
    String stat = Files.readString(folder.resolve("stat"), StandardCharsets.ISO_8859_1);
    // The name before it may hold anything.
    return "ZX".indexOf(stat.charAt(stat.lastIndexOf(')') + 2)) >= 0;
  }
}
