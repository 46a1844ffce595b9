package io.vedette.transcode;

import static io.vedette.transcode.TranscodeException.check;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_U8;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.swresample.swr_alloc_set_opts2;
import static org.bytedeco.ffmpeg.global.swresample.swr_convert;
import static org.bytedeco.ffmpeg.global.swresample.swr_free;
import static org.bytedeco.ffmpeg.global.swresample.swr_get_out_samples;
import static org.bytedeco.ffmpeg.global.swresample.swr_init;

import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** Changes sampling rate, sample format and number of channels. Used by one thread. */
final class Resampler implements AutoCloseable {

  /** Samples converted in one go. */
  private static final int CHUNK = 4096;

  private static final byte ZERO_OF_UNSIGNED = (byte) 0x80;

  private final SwrContext context = new SwrContext((Pointer) null);
  private final int outputChannels;
  private final int sampleBytes;
  private final byte zero;
  private BytePointer input = new BytePointer();
  private FloatPointer output = new FloatPointer();
  private PointerPointer<Pointer> inputs = new PointerPointer<>();
  private PointerPointer<Pointer> outputs = new PointerPointer<>();
  private float[] samples = {};

  /** Takes what comes out. */
  @FunctionalInterface
  interface Sink {
    /**
     * @param interleaved samples from -1 to 1, valid during the call
     * @param count samples of each channel
     */
    void samples(float[] interleaved, int count) throws TranscodeException;
  }

  private Resampler(int sampleFormat, int sampleBytes, int outputChannels) {
    this.sampleBytes = sampleBytes;
    this.outputChannels = outputChannels;
    this.zero = sampleFormat == AV_SAMPLE_FMT_U8 ? ZERO_OF_UNSIGNED : 0;
  }

  /**
   * Opens a resampler.
   *
   * @param sampleFormat FFmpeg's number of the interleaved format that goes in
   * @param sampleBytes bytes of one sample of all channels that goes in
   * @throws TranscodeException if FFmpeg refuses
   */
  static Resampler open(
      int sampleFormat,
      int sampleBytes,
      int inputRate,
      int inputChannels,
      int outputRate,
      int outputChannels)
      throws TranscodeException {
    Resampler resampler = new Resampler(sampleFormat, sampleBytes, outputChannels);
    try (AVChannelLayout from = new AVChannelLayout();
        AVChannelLayout to = new AVChannelLayout()) {
      av_channel_layout_default(from, inputChannels);
      av_channel_layout_default(to, outputChannels);
      check(
          "the resampler, settings",
          swr_alloc_set_opts2(
              resampler.context,
              to,
              AV_SAMPLE_FMT_FLT,
              outputRate,
              from,
              sampleFormat,
              inputRate,
              0,
              null));
      check("the resampler, open", swr_init(resampler.context));
      resampler.allocate();
      return resampler;
    } catch (TranscodeException | RuntimeException | Error e) {
      resampler.close();
      throw e;
    }
  }

  private void allocate() throws TranscodeException {
    int most = check("the resampler, size", swr_get_out_samples(context, CHUNK));
    samples = new float[most * outputChannels];
    input = new BytePointer((long) CHUNK * sampleBytes);
    output = new FloatPointer(samples.length);
    inputs = new PointerPointer<>(1L).put(0, input);
    outputs = new PointerPointer<>(1L).put(0, output);
  }

  /**
   * Converts samples. What the filter needs of the future stays inside for now.
   *
   * @param pcm interleaved samples in the format told
   * @param from first sample of each channel to use
   * @param to the sample behind the last
   */
  void convert(byte[] pcm, int from, int to, Sink sink) throws TranscodeException {
    for (int at = from; at < to; at += CHUNK) {
      int count = Math.min(CHUNK, to - at);
      input.put(pcm, at * sampleBytes, count * sampleBytes);
      convert(count, sink);
    }
  }

  /** Lets silence through, as if that many samples of it had come. */
  void silence(long count, Sink sink) throws TranscodeException {
    if (count > 0) {
      Pointer.memset(input, zero, (long) CHUNK * sampleBytes);
    }
    for (long at = 0; at < count; at += CHUNK) {
      convert((int) Math.min(CHUNK, count - at), sink);
    }
  }

  private void convert(int count, Sink sink) throws TranscodeException {
    int room = samples.length / outputChannels;
    int made = check("the resampler", swr_convert(context, outputs, room, inputs, count));
    if (made > 0) {
      output.get(samples, 0, made * outputChannels);
      sink.samples(samples, made);
    }
  }

  /** Frees the native memory. Idempotent, never throws. */
  @Override
  public void close() {
    swr_free(context);
    input.close();
    output.close();
    inputs.close();
    outputs.close();
  }
}
