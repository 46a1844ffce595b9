package io.vedette.camera.simulated;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes one simulated camera, main and sub-stream, behave as cameras do when they behave badly. One
 * of dropping, refusing and stalling holds at a time; the newest wins. May be used from any thread.
 */
public final class FaultPlan {

  /** What is wrong at this moment. */
  enum Fault {
    NONE,
    DROPPED,
    REFUSING,
    STALLED
  }

  private final Runnable hangUp;
  private final AtomicLong clockTicks = new AtomicLong();
  private volatile Fault fault = Fault.NONE;
  private volatile boolean resolutionChanged;

  /** A plan without faults, which hangs up on all clients with this. */
  FaultPlan(Runnable hangUp) {
    this.hangUp = hangUp;
  }

  /** Closes all connections, and every new one as soon as it asks for this camera. */
  public void drop() {
    fault = Fault.DROPPED;
    hangUp.run();
  }

  /** Answers whoever asks for a new session with 453; sessions that play go on. */
  public void refuse() {
    fault = Fault.REFUSING;
  }

  /** Sends no more video, while sessions, sender reports and keep-alives go on. */
  public void stall() {
    fault = Fault.STALLED;
  }

  /**
   * Sets the camera's clock, from which the RTP timestamps come.
   *
   * @param by how far ahead of where it stands now; negative for back
   */
  public void jumpClock(Duration by) {
    clockTicks.addAndGet(by.toMillis() * 90);
  }

  /**
   * Makes the main stream go on, from the next key frame and so within two seconds, with the
   * sub-stream's picture and its parameter sets.
   */
  public void changeResolution() {
    resolutionChanged = true;
  }

  /** Ends all faults. A clock that was set stays so: to set it back would be another fault. */
  public void heal() {
    resolutionChanged = false;
    fault = Fault.NONE;
  }

  Fault fault() {
    return fault;
  }

  boolean isResolutionChanged() {
    return resolutionChanged;
  }

  /** How far the clock has been set, in ticks of 90 kHz. */
  long clockTicks() {
    return clockTicks.get();
  }
}
