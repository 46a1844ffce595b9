package io.vedette.transcode;

import static io.vedette.transcode.TranscodeException.check;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_ADPCM_G722;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_ADPCM_G726;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_ADPCM_G726LE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_ALAW;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_MULAW;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_S16BE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_S24BE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_U8;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_TRACE;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_get_bytes_per_sample;

import io.vedette.media.AccessUnit;
import io.vedette.media.CodecParameters;
import io.vedette.media.CodecParameters.Opus;
import io.vedette.media.CodecParameters.RawAudio;
import io.vedette.media.RawEncoding;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/** Makes linear samples of audio. Used by one thread. */
final class SampleDecoder implements AutoCloseable {

  private final String name;

  /** Moves every message of FFmpeg's below the level that is printed. */
  private static final int QUIET = AV_LOG_TRACE;

  private final AVCodecContext context;
  private final AVPacket packet;
  private final AVFrame frame;
  private final Sound sound;
  private int sampleBytes;
  private byte[] pcm = new byte[8192];

  /**
   * What comes in.
   *
   * @param label its codec, for messages
   * @param sampleRate samples a second that come out
   * @param channels how many of them at a time
   * @param codedBits bits of a sample as it comes; 0 where the codec says that itself
   */
  private record Sound(String label, int sampleRate, int channels, int codedBits) {}

  private SampleDecoder(Sound sound, AVCodecContext context, AVPacket packet, AVFrame frame) {
    this.name = "the decoder of " + sound.label();
    this.sound = sound;
    this.context = context;
    this.packet = packet;
    this.frame = frame;
  }

  /**
   * Opens a decoder of raw audio or Opus.
   *
   * @throws TranscodeException if FFmpeg has none or refuses the format
   * @throws IllegalArgumentException if it is something else
   */
  static SampleDecoder open(CodecParameters audio) throws TranscodeException {
    return switch (audio) {
      case RawAudio(RawEncoding encoding, int sampleRate, int channels) ->
          open(
              new Sound(encoding.label(), sampleRate, channels, encoding.bitsPerSample()),
              avcodec_find_decoder(codecId(encoding)));
      // FFmpeg's own does not interleave what it gives.
      case Opus(int channels, int _, int _) ->
          open(new Sound("Opus", 48_000, channels, 0), avcodec_find_decoder_by_name("libopus"));
      default -> throw new IllegalArgumentException("not decoded: " + audio);
    };
  }

  private static SampleDecoder open(Sound sound, AVCodec codec) throws TranscodeException {
    if (codec == null) {
      throw new TranscodeException("this FFmpeg does not decode " + sound.label());
    }
    SampleDecoder decoder =
        new SampleDecoder(
            sound, avcodec_alloc_context3(codec), av_packet_alloc(), av_frame_alloc());
    try {
      decoder.configure(codec);
      return decoder;
    } catch (TranscodeException | RuntimeException e) {
      decoder.close();
      throw e;
    }
  }

  private void configure(AVCodec codec) throws TranscodeException {
    if (context == null || packet == null || frame == null) {
      throw new TranscodeException(name + ": no memory");
    }
    // What FFmpeg would print goes to nobody; what matters comes back as a result.
    context.log_level_offset(QUIET);
    context.sample_rate(sound.sampleRate());
    try (AVChannelLayout layout = context.ch_layout()) {
      av_channel_layout_default(layout, sound.channels());
    }
    // What tells the four rates of G.726 apart; the others know their own.
    context.bits_per_coded_sample(sound.codedBits());
    context.thread_count(1);
    check(name + ", open", avcodec_open2(context, codec, (AVDictionary) null));
    sampleBytes = sound.channels() * av_get_bytes_per_sample(context.sample_fmt());
  }

  private static int codecId(RawEncoding encoding) {
    return switch (encoding) {
      case G711_MU_LAW -> AV_CODEC_ID_PCM_MULAW;
      case G711_A_LAW -> AV_CODEC_ID_PCM_ALAW;
      case G722 -> AV_CODEC_ID_ADPCM_G722;
      case G726_16, G726_24, G726_32, G726_40 -> AV_CODEC_ID_ADPCM_G726LE;
      case AAL2_G726_16, AAL2_G726_24, AAL2_G726_32, AAL2_G726_40 -> AV_CODEC_ID_ADPCM_G726;
      case L8 -> AV_CODEC_ID_PCM_U8;
      case L16 -> AV_CODEC_ID_PCM_S16BE;
      case L24 -> AV_CODEC_ID_PCM_S24BE;
    };
  }

  /** Samples a second that come out. */
  int sampleRate() {
    return sound.sampleRate();
  }

  /** How many channels. */
  int channels() {
    return sound.channels();
  }

  /** What it decodes, such as {@code G.722}. */
  String label() {
    return sound.label();
  }

  /** FFmpeg's number of the format in which samples come out, interleaved. */
  int sampleFormat() {
    return context.sample_fmt();
  }

  /** Bytes of one sample of all channels. */
  int sampleBytes() {
    return sampleBytes;
  }

  /** The samples of the last packet, valid until the next; not to be changed. */
  byte[] pcm() {
    return pcm;
  }

  /**
   * Decodes a packet.
   *
   * @return how many samples of each channel lie in {@link #pcm()}
   * @throws TranscodeException if the packet cannot be decoded; the next one may be
   */
  int decode(AccessUnit data) throws TranscodeException {
    check(name + ", packet", av_new_packet(packet, data.length()));
    int sent;
    try (BytePointer target = packet.data()) {
      target.put(data.array(), data.offset(), data.length());
      sent = avcodec_send_packet(context, packet);
    } finally {
      av_packet_unref(packet);
    }
    check(name + ", send", sent);
    int samples = 0;
    while (true) {
      int result = avcodec_receive_frame(context, frame);
      if (result == AVERROR_EAGAIN()) {
        return samples;
      }
      check(name + ", receive", result);
      int had = samples * sampleBytes;
      int bytes = frame.nb_samples() * sampleBytes;
      if (had + bytes > pcm.length) {
        pcm = Arrays.copyOf(pcm, Math.max(2 * pcm.length, had + bytes));
      }
      try (BytePointer source = frame.data(0)) {
        source.get(pcm, had, bytes);
      }
      samples += frame.nb_samples();
    }
  }

  /** Frees the native memory. Idempotent, never throws. */
  @Override
  public void close() {
    // Each of these takes the address of a pointer and sets it to null there; null is allowed.
    avcodec_free_context(context);
    av_packet_free(packet);
    av_frame_free(frame);
  }
}
