package io.vedette.transcode;

import io.vedette.media.AccessUnit;
import io.vedette.media.CodecParameters;
import io.vedette.media.Packet;
import io.vedette.media.Timebase;
import io.vedette.media.Track;
import java.util.function.Consumer;

/**
 * Turns a track of raw audio or Opus into AAC-LC on the same timeline, on the thread that brings
 * the packets.
 *
 * <p>One channel stays one, more than two become two. What is sampled slower than {@value
 * #LEAST_RATE} times a second, as telephones do, is brought up to it. A hole in the sound is filled
 * with silence, since players stop at holes; only one longer than {@link #MOST_SILENCE_SECONDS} is
 * left as it is. Sound comes out between one and two frames of {@value AacEncoder#FRAME_SAMPLES}
 * samples after it went in, with times that are right to {@link SampleClock}'s tolerance.
 */
public final class AudioTranscoder implements AutoCloseable {

  /** The least sampling rate that goes to browsers. */
  static final int LEAST_RATE = 16_000;

  /** A hole longer than this stays one. */
  static final int MOST_SILENCE_SECONDS = 10;

  /** So many packets in a row that cannot be decoded are no accident. */
  private static final int MOST_FAILURES = 50;

  private static final int MOST_CHANNELS = 2;

  /** The rates of AAC that browsers and sound cards are happy with, rising. */
  private static final int[] RATES = {LEAST_RATE, 22_050, 24_000, 32_000, 44_100, 48_000};

  private final Track input;
  private final Track output;
  private final SampleDecoder decoder;
  private final Resampler resampler;
  private final AacEncoder encoder;
  private final SampleClock clock;
  private final Resampler.Sink resampled = this::encode;
  private final AacEncoder.Sink encoded = this::emit;
  private int failures;

  // Where the packets go that come out while one goes in.
  private Consumer<Packet> sink = _ -> {};
  private long arrivalNanos;

  private AudioTranscoder(
      Track input,
      int outputRate,
      SampleDecoder decoder,
      Resampler resampler,
      AacEncoder encoder,
      int channels) {
    this.input = input;
    this.decoder = decoder;
    this.resampler = resampler;
    this.encoder = encoder;
    this.clock = new SampleClock(input.timescale(), decoder.sampleRate());
    this.output =
        new Track(
            input.id(),
            outputRate,
            new CodecParameters.Aac(encoder.config(), outputRate, channels));
  }

  /**
   * Opens decoder, resampler and encoder. The first in a process loads FFmpeg's libraries.
   *
   * @param input a track of raw audio or Opus
   * @throws TranscodeException if any of them cannot be had; nothing is left open then
   * @throws IllegalArgumentException if the track holds something else
   */
  public static AudioTranscoder open(Track input) throws TranscodeException {
    try {
      return open(input, SampleDecoder.open(input.codec()));
    } catch (LinkageError e) {
      throw TranscodeException.notLoaded(e);
    } catch (OutOfMemoryError e) {
      // JavaCPP's own, where the process takes more memory than it was allowed: not the heap's.
      throw new TranscodeException("no memory left for it: " + e.getMessage(), e);
    }
  }

  private static AudioTranscoder open(Track input, SampleDecoder decoder)
      throws TranscodeException {
    int rate = outputRate(decoder.sampleRate());
    int channels = Math.min(decoder.channels(), MOST_CHANNELS);
    try {
      Resampler resampler =
          Resampler.open(
              decoder.sampleFormat(),
              decoder.sampleBytes(),
              decoder.sampleRate(),
              decoder.channels(),
              rate,
              channels);
      try {
        AacEncoder encoder = AacEncoder.open(rate, channels);
        return new AudioTranscoder(input, rate, decoder, resampler, encoder, channels);
      } catch (TranscodeException | RuntimeException | Error e) {
        resampler.close();
        throw e;
      }
    } catch (TranscodeException | RuntimeException | Error e) {
      decoder.close();
      throw e;
    }
  }

  private static int outputRate(int inputRate) {
    for (int rate : RATES) {
      if (rate >= inputRate) {
        return rate;
      }
    }
    return RATES[RATES.length - 1];
  }

  /** The track that comes out: the same identifier, AAC, one tick for each sample. */
  public Track output() {
    return output;
  }

  /**
   * Transcodes a packet.
   *
   * @param packet of the input track, in the order of their times
   * @param out takes what is ready, before this returns: often nothing, sometimes several packets
   * @throws TranscodeException if it cannot go on; it is then only good for closing
   */
  public void transcode(Packet packet, Consumer<Packet> out) throws TranscodeException {
    int samples;
    try {
      samples = decoder.decode(packet.data());
      failures = 0;
    } catch (TranscodeException e) {
      if (++failures == MOST_FAILURES) {
        throw e;
      }
      return;
    }
    sink = out;
    arrivalNanos = packet.arrivalNanos();
    long skipped = catchUp(packet.dts(), samples);
    resampler.convert(decoder.pcm(), (int) skipped, samples, resampled);
    clock.count(samples - skipped);
  }

  /**
   * Lets silence through up to a time, for a camera that has stopped sending sound. What it sends
   * later for times before that is left out.
   *
   * @param time in ticks of the input track; one that has been passed does nothing
   * @param arrivalNanos {@link System#nanoTime()} to put on what comes out
   * @param out takes what is ready, before this returns
   * @throws TranscodeException as {@link #transcode} does
   */
  public void silence(long time, long arrivalNanos, Consumer<Packet> out)
      throws TranscodeException {
    if (clock.started()) {
      long missing = clock.missing(time);
      if (missing > 0 && missing <= mostSilence()) {
        sink = out;
        this.arrivalNanos = arrivalNanos;
        resampler.silence(missing, resampled);
        clock.count(missing);
      }
    }
  }

  /** Brings the clock to a packet's time; how many of its samples are not to be used. */
  private long catchUp(long time, int samples) throws TranscodeException {
    if (!clock.started()) {
      startAt(time);
      return 0;
    }
    long correction = clock.correction(time);
    if (correction > mostSilence()) {
      startAt(time);
      return 0;
    }
    if (correction > 0) {
      resampler.silence(correction, resampled);
      clock.count(correction);
      return 0;
    }
    return Math.min(-correction, samples);
  }

  private void startAt(long time) throws TranscodeException {
    clock.start(time);
    encoder.startAt(Timebase.rescale(time, input.timescale(), output.timescale()), encoded);
  }

  private long mostSilence() {
    return (long) decoder.sampleRate() * MOST_SILENCE_SECONDS;
  }

  private void encode(float[] interleaved, int count) throws TranscodeException {
    encoder.encode(interleaved, count, encoded);
  }

  private void emit(byte[] data, long sample) {
    // The first frame, which only brings the decoder into swing, may lie before the timeline.
    if (sample >= 0) {
      sink.accept(
          new Packet(
              output.id(),
              sample,
              sample,
              AacEncoder.FRAME_SAMPLES,
              true,
              AccessUnit.copyOf(data),
              arrivalNanos));
    }
  }

  /** Frees the native memory. Idempotent, never throws. */
  @Override
  public void close() {
    encoder.close();
    resampler.close();
    decoder.close();
  }

  /** What becomes of what, such as {@code G.711 A-law → AAC 16 kHz mono}. */
  @Override
  public String toString() {
    return decoder.label() + " → " + output.codec();
  }
}
