package io.vedette.media;

import java.util.Locale;

/** Sampling rate and channels as people say them, such as {@code 16 kHz mono}. */
final class AudioLabel {

  private AudioLabel() {}

  static String of(int sampleRate, int channels) {
    String rate =
        sampleRate % 1000 == 0
            ? Integer.toString(sampleRate / 1000)
            : String.format(Locale.ROOT, "%.3f", sampleRate / 1000.0).replaceAll("0+$", "");
    String layout =
        switch (channels) {
          case 1 -> "mono";
          case 2 -> "stereo";
          default -> channels + " channels";
        };
    return rate + " kHz " + layout;
  }
}
