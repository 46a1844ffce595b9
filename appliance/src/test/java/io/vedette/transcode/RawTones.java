package io.vedette.transcode;

import io.vedette.media.AccessUnit;
import io.vedette.media.Packet;
import java.util.function.DoubleUnaryOperator;

/** A camera's microphone: packets of G.711, µ-law, whose samples follow a function of time. */
final class RawTones {

  static final int RATE = 8000;
  static final int PACKET_SAMPLES = 160;
  private static final int BIAS = 132;

  private RawTones() {}

  /**
   * The packet of 20 ms at a time.
   *
   * @param dts in samples
   * @param firstSample where on the function's timeline it begins
   */
  static Packet packet(long dts, long firstSample, DoubleUnaryOperator level) {
    byte[] data = new byte[PACKET_SAMPLES];
    for (int i = 0; i < data.length; i++) {
      double value = level.applyAsDouble((firstSample + i) / (double) RATE);
      data[i] = muLaw((int) Math.round(value * 32_000));
    }
    return new Packet(2, dts, dts, PACKET_SAMPLES, true, AccessUnit.copyOf(data), 0);
  }

  static double sine(double hertz, double seconds) {
    return 0.5 * Math.sin(2 * Math.PI * hertz * seconds);
  }

  /** ITU-T G.711, table 2a. */
  private static byte muLaw(int sample) {
    int sign = sample < 0 ? 0x80 : 0;
    int magnitude = Math.min(Math.abs(sample), 32_635) + BIAS;
    int exponent = 31 - Integer.numberOfLeadingZeros(magnitude) - 7;
    int mantissa = magnitude >> (exponent + 3) & 0x0f;
    return (byte) ~(sign | exponent << 4 | mantissa);
  }
}
