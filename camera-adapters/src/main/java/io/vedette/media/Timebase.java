package io.vedette.media;

/** Converts times between timescales. The only place that does. */
public final class Timebase {

  /** Ticks per second of {@link System#nanoTime()}. */
  public static final long NANOS = 1_000_000_000L;

  private Timebase() {}

  /**
   * Rescales a time, rounding half up. Exact for every time a stream can reach (2^63 ticks of the
   * finer scale), without overflow in between.
   *
   * @param ticks the time, in ticks of {@code from}; may be negative
   * @param from ticks per second of the argument, positive
   * @param to ticks per second of the result, positive
   * @return the time in ticks of {@code to}
   * @throws ArithmeticException if the result does not fit a long
   */
  public static long rescale(long ticks, long from, long to) {
    if (from == to) {
      return ticks;
    }
    long seconds = Math.floorDiv(ticks, from);
    long rest = Math.floorMod(ticks, from);
    long whole = Math.multiplyExact(seconds, to);
    return Math.addExact(whole, Math.floorDiv(rest * to * 2 + from, from * 2));
  }
}
