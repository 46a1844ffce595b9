package io.vedette.transcode.probe;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a whole probe found.
 *
 * @param fingerprint of the system on which it ran, see {@link Fingerprint}
 * @param finishedAt when it was done
 * @param trials one of each candidate, in the order of {@link Candidate#ALL}
 */
public record ProbeResult(String fingerprint, Instant finishedAt, List<TrialResult> trials) {

  /** Nothing has been tried yet. */
  public static final ProbeResult NONE = new ProbeResult("", Instant.EPOCH, List.of());

  public ProbeResult {
    trials = List.copyOf(trials);
  }

  /** Whether there is one at all. */
  public boolean isDone() {
    return !trials.isEmpty();
  }

  /** What came of a candidate, if it was tried. */
  public Optional<TrialResult> of(Candidate candidate) {
    return trials.stream().filter(trial -> trial.candidate().equals(candidate)).findFirst();
  }
}
