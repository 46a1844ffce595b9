package io.vedette.camera.simulated;

/** Smooth noise for surfaces that are not all of one colour; the same every time. */
final class Noise {

  private Noise() {}

  /** Value noise of one octave at a place, from 0 to 1; features are one unit wide. */
  static double at(double x, double y) {
    long cellX = (long) Math.floor(x);
    long cellY = (long) Math.floor(y);
    double u = smooth(x - cellX);
    double v = smooth(y - cellY);
    double top = corner(cellX, cellY) * (1 - u) + corner(cellX + 1, cellY) * u;
    double bottom = corner(cellX, cellY + 1) * (1 - u) + corner(cellX + 1, cellY + 1) * u;
    return top * (1 - v) + bottom * v;
  }

  /** Noise of several octaves, each half as large and half as strong; from 0 to 1. */
  static double layered(double x, double y, int octaves) {
    double sum = 0;
    double weight = 0;
    double strength = 1;
    for (int i = 0; i < octaves; i++) {
      double scale = 1L << i;
      sum += strength * at(x * scale + 17.3 * i, y * scale - 9.1 * i);
      weight += strength;
      strength /= 2;
    }
    return sum / weight;
  }

  /** A number from 0 to 1 for a pair of integers, without any pattern to the eye. */
  static double corner(long x, long y) {
    long hash = x * 0x9E3779B97F4A7C15L ^ y * 0xC2B2AE3D27D4EB4FL;
    hash = (hash ^ hash >>> 29) * 0xBF58476D1CE4E5B9L;
    hash ^= hash >>> 32;
    return (hash & 0xffffff) / (double) 0x1000000;
  }

  private static double smooth(double t) {
    return t * t * (3 - 2 * t);
  }
}
