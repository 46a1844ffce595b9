package io.vedette.bench;

import java.util.Arrays;

/**
 * How times lie.
 *
 * @param count how many there are
 * @param median in milliseconds
 * @param p99 of a hundred, the one before the latest, in milliseconds
 * @param worst in milliseconds
 */
record Spread(int count, double median, double p99, double worst) {

  /** Of times in nanoseconds; without any, all is endless. */
  static Spread of(long[] nanos) {
    if (nanos.length == 0) {
      return new Spread(
          0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Spread(
        sorted.length,
        sorted[sorted.length / 2] / 1e6,
        sorted[(int) (sorted.length * 99L / 100)] / 1e6,
        sorted[sorted.length - 1] / 1e6);
  }

  @Override
  public String toString() {
    return "%.1f, %.1f, %.1f ms".formatted(median, p99, worst);
  }
}
