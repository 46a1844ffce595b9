package io.vedette.transcode.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.testing.Attempts;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The real children on this machine, which has software encoders whatever else it has. */
@Timeout(3600)
class ProbeIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Far more than the box gives a child, which gives way to all else that is tested here. */
  private static final Duration DEADLINE = Duration.ofMinutes(8);

  /** Pictures a second that any machine would make, and that none would. */
  private static final double SLOWEST = 0.1;

  private static final double FASTEST = 20_000;

  @Test
  void softwareWorksAndWhatDoesNotSaysWhy() throws Exception {
    for (Candidate candidate : Candidate.ALL) {
      // A busy machine may take what a child has of time.
      Attempts.upToThree(_ -> isTried(candidate));
    }
    awaitNoChildren();
  }

  private static void isTried(Candidate candidate) throws Exception {
    TrialResult result = new ChildTrial(ChildCommand::of, DEADLINE, Path.of("/")).run(candidate);
    System.out.printf(
        "%-8s %-17s %-6s %7.1f %7.1f  %s%n",
        result.candidate().kind(),
        result.candidate().name(),
        result.works() ? "works" : "-",
        result.fps720(),
        result.fps1080(),
        result.reason());
    String what = result.toString();
    if (!result.candidate().isHardware()) {
      assertTrue(result.works(), what);
      // How fast each is, and which of the two is faster, the machine's other work decides.
      assertTrue(result.fps720() > SLOWEST && result.fps720() < FASTEST, what);
      assertTrue(result.fps1080() > SLOWEST && result.fps1080() < FASTEST, what);
    } else if (!result.works()) {
      assertTrue(result.reason().length() > 20, what);
      assertFalse(result.reason().contains("crashed"), what);
      assertFalse(result.reason().contains("no answer"), what);
    }
  }

  /** Who has ended is a child until the JVM has asked how. */
  private static void awaitNoChildren() throws InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (ProcessHandle.current().children().findAny().isPresent()
        && System.nanoTime() < deadline) {
      Thread.sleep(20);
    }
    assertEquals(List.of(), ProcessHandle.current().children().toList());
  }

  /** As when the box is killed: nobody is left to kill its child. */
  @Test
  void aChildEndsWithTheBox() throws Exception {
    // Who was stopped for seconds may find it at its own end.
    Attempts.upToThree(_ -> endsWithTheBox());
  }

  private static void endsWithTheBox() throws Exception {
    Candidate slow = Candidate.find(Candidate.Kind.DECODER, "hevc").orElseThrow();
    Process child =
        new ProcessBuilder(ChildCommand.of(slow))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out = child.inputReader()) {
      String line = out.readLine();
      while (line != null && !line.contains("step making a clip of 720p")) {
        line = out.readLine();
      }
      child.getOutputStream().close();
      assertTrue(child.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS), "it goes on without the box");
      assertEquals(1, child.exitValue());
    } finally {
      child.destroyForcibly();
    }
  }
}
