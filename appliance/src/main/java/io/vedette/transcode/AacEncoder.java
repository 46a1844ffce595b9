package io.vedette.transcode;

import static io.vedette.transcode.TranscodeException.check;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_TRACE;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_copy;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;

import java.util.Arrays;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Makes AAC-LC of samples. Used by one thread.
 *
 * <p>FFmpeg's coder is left at its default: the fast one costs half the CPU, but loses a fifth of
 * the loudness and twenty decibels of what a tone stands above its noise.
 *
 * <p>A decoder gives back what the encoder was given one frame late; the encoder makes up for that
 * by telling times one frame early. So the first frame, of which nothing can be heard, begins
 * before the first sample.
 */
final class AacEncoder implements AutoCloseable {

  /** Samples in an access unit of AAC-LC as this encoder makes it. */
  static final int FRAME_SAMPLES = 1024;

  /** Two bits a sample: 32 kbit/s at 16 kHz, 96 kbit/s at 48 kHz, for each channel. */
  private static final int BITS_PER_SAMPLE = 2;

  private static final String NAME = "the AAC encoder";

  /** Takes what comes out. */
  @FunctionalInterface
  interface Sink {
    /**
     * @param data one raw data block; the sink's own
     * @param sample number of the sample with which it begins; may lie before the first
     */
    void accessUnit(byte[] data, long sample);
  }

  /** Moves every message of FFmpeg's below the level that is printed. */
  private static final int QUIET = AV_LOG_TRACE;

  private final AVCodecContext context;
  private final AVFrame frame;
  private final AVPacket packet;
  private final float[][] planes;
  private byte[] config = {};
  private int filled;
  private long nextSample;

  private AacEncoder(AVCodecContext context, AVFrame frame, AVPacket packet, int channels) {
    this.context = context;
    this.frame = frame;
    this.packet = packet;
    this.planes = new float[channels][FRAME_SAMPLES];
  }

  /**
   * Opens an encoder.
   *
   * @param sampleRate one of AAC's (ISO/IEC 14496-3 table 1.18)
   * @param channels 1 or 2
   * @throws TranscodeException if FFmpeg has none or refuses the settings
   */
  static AacEncoder open(int sampleRate, int channels) throws TranscodeException {
    AVCodec codec = avcodec_find_encoder_by_name("aac");
    if (codec == null) {
      throw new TranscodeException("this FFmpeg has no AAC encoder");
    }
    AacEncoder encoder =
        new AacEncoder(
            avcodec_alloc_context3(codec), av_frame_alloc(), av_packet_alloc(), channels);
    try {
      encoder.configure(codec, sampleRate);
      return encoder;
    } catch (TranscodeException | RuntimeException e) {
      encoder.close();
      throw e;
    }
  }

  private void configure(AVCodec codec, int sampleRate) throws TranscodeException {
    if (context == null || frame == null || packet == null) {
      throw new TranscodeException(NAME + ": no memory");
    }
    // What FFmpeg would print goes to nobody; what matters comes back as a result.
    context.log_level_offset(QUIET);
    context.sample_rate(sampleRate);
    context.sample_fmt(AV_SAMPLE_FMT_FLTP);
    context.bit_rate((long) BITS_PER_SAMPLE * sampleRate * planes.length);
    context.thread_count(1);
    try (AVRational base = new AVRational()) {
      context.time_base(base.num(1).den(sampleRate));
    }
    frame.nb_samples(FRAME_SAMPLES);
    frame.format(AV_SAMPLE_FMT_FLTP);
    frame.sample_rate(sampleRate);
    try (AVChannelLayout layout = context.ch_layout();
        AVChannelLayout frameLayout = frame.ch_layout()) {
      av_channel_layout_default(layout, planes.length);
      check(NAME + ", layout", av_channel_layout_copy(frameLayout, layout));
    }
    check(NAME + ", open", avcodec_open2(context, codec, (AVDictionary) null));
    check(NAME + ", frame buffer", av_frame_get_buffer(frame, 0));
    config = new byte[context.extradata_size()];
    try (BytePointer extradata = context.extradata()) {
      extradata.get(config);
    }
  }

  /** The AudioSpecificConfig of what comes out (ISO/IEC 14496-3 1.6.2.1). */
  byte[] config() {
    return config.clone();
  }

  /** Numbers the next sample; pads the frame under way with silence. Numbers must not fall. */
  void startAt(long sample, Sink sink) throws TranscodeException {
    if (filled > 0) {
      for (float[] plane : planes) {
        Arrays.fill(plane, filled, FRAME_SAMPLES, 0);
      }
      send(sink);
    }
    nextSample = sample;
  }

  /**
   * Encodes samples.
   *
   * @param interleaved samples from -1 to 1
   * @param count samples of each channel
   */
  void encode(float[] interleaved, int count, Sink sink) throws TranscodeException {
    int channels = planes.length;
    for (int i = 0; i < count; i++) {
      for (int channel = 0; channel < channels; channel++) {
        planes[channel][filled] = interleaved[i * channels + channel];
      }
      if (++filled == FRAME_SAMPLES) {
        send(sink);
      }
    }
  }

  private void send(Sink sink) throws TranscodeException {
    check(NAME + ", frame", av_frame_make_writable(frame));
    for (int channel = 0; channel < planes.length; channel++) {
      try (BytePointer data = frame.data(channel);
          FloatPointer plane = new FloatPointer(data)) {
        plane.put(planes[channel], 0, FRAME_SAMPLES);
      }
    }
    frame.pts(nextSample);
    filled = 0;
    nextSample += FRAME_SAMPLES;
    check(NAME + ", send", avcodec_send_frame(context, frame));
    while (true) {
      int result = avcodec_receive_packet(context, packet);
      if (result == AVERROR_EAGAIN()) {
        return;
      }
      check(NAME + ", receive", result);
      byte[] bytes = new byte[packet.size()];
      try (BytePointer data = packet.data()) {
        data.get(bytes);
      }
      long sample = packet.pts();
      av_packet_unref(packet);
      sink.accessUnit(bytes, sample);
    }
  }

  /** Frees the native memory. Idempotent, never throws. */
  @Override
  public void close() {
    // Each of these takes the address of a pointer and sets it to null there; null is allowed.
    avcodec_free_context(context);
    av_frame_free(frame);
    av_packet_free(packet);
  }
}
