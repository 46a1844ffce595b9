package io.vedette.transcode;

import io.vedette.media.Timebase;

/**
 * Compares the samples that have come with the times that their packets tell, and says how many are
 * missing or too many. Counting alone would drift: a microphone's clock is not the one that makes
 * the timestamps, and packets get lost. Used by one thread.
 *
 * <p>Cameras take a timestamp when they find the time to, so single ones are a few milliseconds
 * off. Only a large step is believed at once; small ones count by their average.
 */
final class SampleClock {

  /** Off by this much, samples were lost, or came twice. */
  private static final int STEP_MILLIS = 60;

  /** Off by this much for a while, sound and picture drift apart. */
  private static final int DRIFT_MILLIS = 15;

  /** Packets over which the average goes, roughly. */
  private static final int AVERAGED = 16;

  private final int timescale;
  private final int sampleRate;
  private boolean started;
  private long origin;
  private long samples;
  private double average;

  /**
   * @param timescale ticks per second of the packets' times
   * @param sampleRate samples per second
   */
  SampleClock(int timescale, int sampleRate) {
    this.timescale = timescale;
    this.sampleRate = sampleRate;
  }

  boolean started() {
    return started;
  }

  /** The next sample counted has this time. */
  void start(long time) {
    started = true;
    origin = time;
    samples = 0;
    average = 0;
  }

  /** So many samples have been used. */
  void count(long more) {
    samples += more;
  }

  /** Samples missing up to a time; negative if too many have come. */
  long missing(long time) {
    return Timebase.rescale(time - origin, timescale, sampleRate) - samples;
  }

  /**
   * What is to be done before the samples of a packet.
   *
   * @param time the packet's
   * @return samples of silence to insert, or if negative, samples to leave out; nearly always 0
   */
  long correction(long time) {
    long off = missing(time);
    if (Math.abs(off) >= samplesIn(STEP_MILLIS)) {
      average = 0;
      return off;
    }
    average += (off - average) / AVERAGED;
    if (Math.abs(average) >= samplesIn(DRIFT_MILLIS)) {
      long drift = Math.round(average);
      average = 0;
      return drift;
    }
    return 0;
  }

  private long samplesIn(int millis) {
    return (long) sampleRate * millis / 1000;
  }
}
