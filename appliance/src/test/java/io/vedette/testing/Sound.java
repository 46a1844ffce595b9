package io.vedette.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sound as the ffmpeg binary decodes it.
 *
 * @param samples from -1 to 1
 * @param sampleRate samples per second
 */
public record Sound(float[] samples, int sampleRate) {

  /** Louder than this is a tone, quieter is silence with what a codec makes of it. */
  private static final float AUDIBLE = 0.05f;

  /**
   * Decodes the first channel of the first audio track of a file, from its first packet on.
   *
   * @param inputOptions what ffmpeg is told before the input
   */
  public static Sound decode(String input, int sampleRate, String... inputOptions)
      throws IOException, InterruptedException {
    Path pcm = Files.createTempFile("vedette-sound", ".f32");
    try {
      List<String> words = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y"));
      words.addAll(List.of(inputOptions));
      words.addAll(List.of("-i", input, "-map", "0:a:0", "-af", "pan=mono|c0=c0"));
      words.addAll(List.of("-ar", Integer.toString(sampleRate), "-f", "f32le", pcm.toString()));
      Command command = Command.run(Duration.ofSeconds(60), words);
      if (command.status() != 0) {
        throw new IOException(command.output());
      }
      FloatBuffer read =
          ByteBuffer.wrap(Files.readAllBytes(pcm)).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
      float[] samples = new float[read.remaining()];
      read.get(samples);
      return new Sound(samples, sampleRate);
    } finally {
      Files.deleteIfExists(pcm);
    }
  }

  public double seconds() {
    return samples.length / (double) sampleRate;
  }

  /**
   * Hertz of a tone between two times: how often it goes from well below to well above zero, which
   * a codec's noise does not. Of the periods, the middle half counts: where a camera had no time to
   * make its sound there is a seam, and that says nothing of the tone.
   */
  public double frequency(double from, double to) {
    float clear = (float) (0.2 * loudness(from, to));
    int end = Math.min((int) (to * sampleRate), samples.length);
    double[] periods = new double[samples.length];
    int found = -1;
    double last = 0;
    boolean below = false;
    for (int i = (int) (from * sampleRate) + 1; i < end; i++) {
      below |= samples[i - 1] < -clear;
      if (below && samples[i] > clear) {
        below = false;
        double crossing = i - (samples[i] - clear) / (samples[i] - samples[i - 1]);
        if (found >= 0) {
          periods[found] = crossing - last;
        }
        last = crossing;
        found++;
      }
    }
    if (found < 1) {
      return 0;
    }
    Arrays.sort(periods, 0, found);
    return sampleRate
        / Arrays.stream(periods, found / 4, found - found / 4).average().orElseThrow();
  }

  /** The root of the mean square between two times. */
  public double loudness(double from, double to) {
    double sum = 0;
    int start = (int) (from * sampleRate);
    int end = Math.min((int) (to * sampleRate), samples.length);
    for (int i = start; i < end; i++) {
      sum += samples[i] * samples[i];
    }
    return Math.sqrt(sum / Math.max(1, end - start));
  }

  /** Seconds at which something is heard for the first time from a time on; negative if never. */
  public double onset(double from) {
    for (int i = (int) (from * sampleRate); i < samples.length; i++) {
      if (Math.abs(samples[i]) > AUDIBLE) {
        return i / (double) sampleRate;
      }
    }
    return -1;
  }
}
