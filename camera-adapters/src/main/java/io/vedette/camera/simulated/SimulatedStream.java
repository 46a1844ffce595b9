package io.vedette.camera.simulated;

import io.vedette.rtsp.server.FrameSink;
import io.vedette.rtsp.server.ServedFrame;
import io.vedette.rtsp.server.ServedStream;
import io.vedette.rtsp.server.VideoDescription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Plays a clip to whoever wants it, each frame at its wall-clock time, from a thread that lives
 * only while somebody watches.
 */
final class SimulatedStream implements ServedStream {

  /** Behind by more than this (a machine that slept), playing goes on at the present. */
  private static final int MAX_FRAMES_BEHIND = 25;

  /** More than any frame lasts: whoever would wait longer, waits for a clock that was set back. */
  private static final long MAX_WAIT_MILLIS = 1000;

  /**
   * A clip at its pace.
   *
   * @param clip the frames
   * @param rateNumerator frames per second, numerator
   * @param rateDenominator frames per second, denominator
   */
  record Pace(Clip clip, int rateNumerator, int rateDenominator) {

    /** Number of the frame, counted from the epoch, that is shown at a time. */
    long frameAt(long millis) {
      return Math.floorDiv(millis * rateNumerator, 1000L * rateDenominator);
    }

    /** When a frame is shown, in milliseconds since the epoch. */
    long millisOf(long frame) {
      return Math.ceilDiv(frame * 1000L * rateDenominator, (long) rateNumerator);
    }

    long ticksOf(long frame) {
      return frame * 90_000L * rateDenominator / rateNumerator;
    }

    int place(long frame) {
      return Math.floorMod(frame, clip.frames());
    }
  }

  private final String name;
  private final Pace usual;
  private final Pace other;
  private final FaultPlan faults;
  private final List<FrameSink> sinks = new CopyOnWriteArrayList<>();
  private final Object lock = new Object();
  private boolean playing;

  /**
   * @param name its name for people
   * @param usual what it plays
   * @param other what it plays after a change of resolution
   */
  SimulatedStream(String name, Pace usual, Pace other, FaultPlan faults) {
    this.name = name;
    this.usual = usual;
    this.other = other;
    this.faults = faults;
  }

  @Override
  public VideoDescription video() {
    Pace pace = wanted();
    double rate = (double) pace.rateNumerator / pace.rateDenominator;
    return new VideoDescription(name, pace.clip.sps(), pace.clip.pps(), rate);
  }

  @Override
  public Subscription play(FrameSink sink) {
    synchronized (lock) {
      sinks.add(sink);
      if (!playing) {
        playing = true;
        Thread.ofVirtual().name("play-" + name).start(this::pace);
      }
    }
    return () -> sinks.remove(sink);
  }

  /** Hangs up on everybody who watches. */
  void hangUp() {
    List<FrameSink> all = new ArrayList<>(sinks);
    sinks.removeAll(all);
    all.forEach(FrameSink::end);
  }

  private Pace wanted() {
    return faults.isResolutionChanged() ? other : usual;
  }

  private void pace() {
    Pace pace = wanted();
    long next = pace.frameAt(System.currentTimeMillis()) + 1;
    boolean awaitingKey = false;
    while (isWatched()) {
      long present = pace.frameAt(System.currentTimeMillis());
      if (Math.abs(present - next) > MAX_FRAMES_BEHIND) {
        // The machine slept, or its clock was set.
        next = present + 1;
        awaitingKey = true;
      }
      awaitMillis(pace.millisOf(next));
      boolean key = pace.clip.isKey(pace.place(next));
      Pace wanted = wanted();
      if (key && pace != wanted) {
        // Both clips have a key frame at this moment: their groups are equally long.
        next = wanted.frameAt(pace.millisOf(next));
        pace = wanted;
      }
      awaitingKey = awaitingKey && !key || faults.fault() == FaultPlan.Fault.STALLED;
      if (!awaitingKey) {
        ServedFrame frame = frame(pace, next);
        sinks.forEach(sink -> sink.frame(frame));
      }
      next++;
    }
  }

  private boolean isWatched() {
    synchronized (lock) {
      playing = !sinks.isEmpty();
      return playing;
    }
  }

  private static void awaitMillis(long millis) {
    long wait = millis - System.currentTimeMillis();
    while (wait > 0 && wait <= MAX_WAIT_MILLIS) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(wait));
      wait = millis - System.currentTimeMillis();
    }
  }

  private ServedFrame frame(Pace pace, long number) {
    int place = pace.place(number);
    return new ServedFrame(
        pace.clip.nalUnits(place),
        pace.clip.isKey(place),
        pace.ticksOf(number) + faults.clockTicks(),
        Instant.ofEpochMilli(pace.millisOf(number)));
  }
}
