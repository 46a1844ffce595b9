package io.vedette.discovery;

import java.net.InetAddress;

/** What asking for a trial came to. */
public sealed interface TrialOutcome {

  /**
   * The camera was tried.
   *
   * @param result what it came to
   */
  record Tried(TrialResult result) implements TrialOutcome {}

  /** No such camera has been found. */
  record Unknown() implements TrialOutcome {}

  /**
   * The camera is on no network of the box's, and credentials would leave the site: nothing was
   * sent.
   *
   * @param address where it answers
   */
  record Foreign(InetAddress address) implements TrialOutcome {}

  /** The same camera is being tried. */
  record UnderWay() implements TrialOutcome {}

  /** As many cameras are being tried as the box tries at once. */
  record Busy() implements TrialOutcome {}
}
