package io.vedette.transcode.probe;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Tries candidates in child processes, one for each. Used by one thread. */
public final class ChildTrial implements CandidateTrial {

  /**
   * What one may take: the JVM of a child starts in some seconds on a small box, and it gets only
   * what processor time the streams leave.
   */
  private static final Duration DEADLINE = Duration.ofSeconds(45);

  private final Function<Candidate, List<String>> command;
  private final Duration deadline;
  private final Path root;

  /** Tries them on the hardware of this box. */
  public ChildTrial() {
    this(ChildCommand::of, DEADLINE, Path.of("/"));
  }

  /**
   * @param command what is run for a candidate
   * @param deadline how long it may take
   * @param root below which devices are looked for
   */
  ChildTrial(Function<Candidate, List<String>> command, Duration deadline, Path root) {
    this.command = command;
    this.deadline = deadline;
    this.root = root;
  }

  @Override
  public TrialResult run(Candidate candidate) throws InterruptedException {
    ChildEnd end = ChildProcess.run(command.apply(candidate), deadline);
    TrialResult result = ChildReport.read(candidate, end, deadline.toSeconds() + " s");
    if (result.works()) {
      return result;
    }
    String missing = Devices.missing(candidate, root);
    return missing.isEmpty()
        ? result
        : TrialResult.fails(candidate, missing + " (" + result.reason() + ")");
  }
}
