package io.vedette.transcode.probe;

/** Tries a candidate. */
@FunctionalInterface
public interface CandidateTrial {

  /**
   * Tries it; blocks for as long as that takes, which is bounded.
   *
   * @throws InterruptedException if the thread was interrupted; nothing of the trial is left then
   */
  TrialResult run(Candidate candidate) throws InterruptedException;
}
