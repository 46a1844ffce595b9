package io.vedette.camera.simulated;

import java.awt.Color;

/** Mixes colours, which are 0xRRGGBB. */
final class Tone {

  private Tone() {}

  /** A part of one colour in another; a part below 0 or above 1 is cut off. */
  static int mix(int from, int to, double part) {
    double share = Math.clamp(part, 0, 1);
    return channel(from, to, share, 16) << 16
        | channel(from, to, share, 8) << 8
        | channel(from, to, share, 0);
  }

  /** A colour made lighter (above 1) or darker. */
  static int scaled(int colour, double factor) {
    return level((colour >> 16 & 0xff) * factor) << 16
        | level((colour >> 8 & 0xff) * factor) << 8
        | level((colour & 0xff) * factor);
  }

  /** A colour as the light of another falls on it: white leaves it as it is. */
  static int tinted(int colour, int light) {
    return ((colour >> 16 & 0xff) * (light >> 16 & 0xff) / 255) << 16
        | ((colour >> 8 & 0xff) * (light >> 8 & 0xff) / 255) << 8
        | (colour & 0xff) * (light & 0xff) / 255;
  }

  static Color opaque(int colour) {
    return new Color(colour);
  }

  /** With an opacity from 0 to 1. */
  static Color clear(int colour, double opacity) {
    return new Color(colour & 0xffffff | level(opacity * 255) << 24, true);
  }

  private static int channel(int from, int to, double share, int shift) {
    return level((from >> shift & 0xff) * (1 - share) + (to >> shift & 0xff) * share);
  }

  private static int level(double value) {
    return (int) Math.clamp(Math.round(value), 0L, 255L);
  }
}
