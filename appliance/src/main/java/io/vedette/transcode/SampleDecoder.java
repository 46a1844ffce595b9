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

/** Makes linear samples of raw audio. Used by one thread. */
final class SampleDecoder implements AutoCloseable {

  private final String name;

  /** Moves every message of FFmpeg's below the level that is printed. */
  private static final int QUIET = AV_LOG_TRACE;

  private final AVCodecContext context;
  private final AVPacket packet;
  private final AVFrame frame;
  private final int channels;
  private int sampleBytes;
  private byte[] pcm = new byte[8192];

  private SampleDecoder(RawAudio audio, AVCodecContext context, AVPacket packet, AVFrame frame) {
    this.name = "the decoder of " + audio.encoding().label();
    this.channels = audio.channels();
    this.context = context;
    this.packet = packet;
    this.frame = frame;
  }

  /**
   * Opens a decoder.
   *
   * @throws TranscodeException if FFmpeg has none or refuses the format
   */
  static SampleDecoder open(RawAudio audio) throws TranscodeException {
    AVCodec codec = avcodec_find_decoder(codecId(audio.encoding()));
    if (codec == null) {
      throw new TranscodeException("this FFmpeg does not decode " + audio.encoding().label());
    }
    SampleDecoder decoder =
        new SampleDecoder(
            audio, avcodec_alloc_context3(codec), av_packet_alloc(), av_frame_alloc());
    try {
      decoder.configure(audio, codec);
      return decoder;
    } catch (TranscodeException | RuntimeException e) {
      decoder.close();
      throw e;
    }
  }

  private void configure(RawAudio audio, AVCodec codec) throws TranscodeException {
    if (context == null || packet == null || frame == null) {
      throw new TranscodeException(name + ": no memory");
    }
    // What FFmpeg would print goes to nobody; what matters comes back as a result.
    context.log_level_offset(QUIET);
    context.sample_rate(audio.sampleRate());
    try (AVChannelLayout layout = context.ch_layout()) {
      av_channel_layout_default(layout, channels);
    }
    // What tells the four rates of G.726 apart; the others know their own.
    context.bits_per_coded_sample(audio.encoding().bitsPerSample());
    context.thread_count(1);
    check(name + ", open", avcodec_open2(context, codec, (AVDictionary) null));
    sampleBytes = channels * av_get_bytes_per_sample(context.sample_fmt());
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
  int decode(byte[] data) throws TranscodeException {
    check(name + ", packet", av_new_packet(packet, data.length));
    int sent;
    try (BytePointer target = packet.data()) {
      target.put(data);
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
