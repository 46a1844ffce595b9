package io.vedette.camera.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_FORBIDDEN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_NOT_FOUND;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_UNAUTHORIZED;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_ERROR_MAX_STRING_SIZE;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;

/** An open RTSP input of libavformat and its native memory. Used by one thread. */
final class FfmpegInput implements AutoCloseable {

  /** The errors of C, negative, as FFmpeg hands them on under Linux. */
  private static final int CONNECTION_REFUSED = -111;

  private static final int NO_ROUTE = -113;

  /**
   * One stream.
   *
   * @param index its number in the input
   * @param extradata what a decoder has to know beforehand, possibly empty
   * @param ticksPerSecond of its times
   * @param sampleRate of audio
   * @param channels of audio
   */
  record Stream(int index, byte[] extradata, int ticksPerSecond, int sampleRate, int channels) {}

  private final AVFormatContext context;
  private final AVPacket packet;
  private final Interrupts.Registration registration;
  private final Stream video;
  private final boolean h265;
  private final Optional<FfmpegAudio> audio;

  private FfmpegInput(AVFormatContext context, Interrupts.Registration registration)
      throws CameraException {
    this.context = context;
    this.registration = registration;
    this.packet = av_packet_alloc();
    try {
      Optional<Stream> h264 = stream(AV_CODEC_ID_H264);
      this.h265 = h264.isEmpty();
      this.video =
          h264.or(() -> stream(AV_CODEC_ID_HEVC))
              .orElseThrow(
                  () ->
                      new CameraException(
                          Reason.UNSUPPORTED_MEDIA,
                          "DESCRIBE",
                          "FFmpeg finds no H.264 or H.265 video, only " + names()));
      this.audio = bestAudio();
    } catch (CameraException e) {
      close();
      throw e;
    }
  }

  /**
   * Opens an input and starts it playing.
   *
   * @param ends whether to give up; asked again and again
   * @param answer how long one step may take
   */
  static FfmpegInput open(
      FfmpegUrl url, Interrupts interrupts, BooleanSupplier ends, Duration answer)
      throws CameraException {
    String address = url.secret();
    AVFormatContext context = avformat_alloc_context();
    if (context == null) {
      throw new CameraException(Reason.PROTOCOL, "connect", "no memory for FFmpeg's reader");
    }
    Interrupts.Registration registration = interrupts.register(context, ends);
    Map<String, String> settings =
        Map.of(
            // Never a file, never a process, whatever a camera sends.
            "protocol_whitelist", "rtsp,tcp,udp,rtp",
            "rtsp_flags", "prefer_tcp",
            "allowed_media_types", "video+audio",
            "timeout", Long.toString(answer.toNanos() / 1000),
            // The description says what there is: nothing has to be read to find out.
            "probesize", "32",
            "fflags", "nobuffer");
    try (AVDictionary options = new AVDictionary(null)) {
      settings.forEach((name, value) -> av_dict_set(options, name, value, 0));
      int result = avformat_open_input(context, address, null, options);
      av_dict_free(options);
      if (result < 0) {
        // The context is freed already.
        registration.close();
        throw failure("connect", result);
      }
    }
    return new FfmpegInput(context, registration);
  }

  /** Whether the video is H.265, else H.264. */
  boolean isH265() {
    return h265;
  }

  Stream video() {
    return video;
  }

  /** The audio that is carried, if there is any. */
  Optional<FfmpegAudio> audio() {
    return audio;
  }

  /**
   * Why there is no audio although the camera has some; empty where there is nothing to explain.
   */
  Optional<String> audioNotice() {
    String found = names(AVMEDIA_TYPE_AUDIO);
    return audio.isPresent() || found.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "the camera's audio is not carried: "
                + found
                + " is a codec that this box does not"
                + " read");
  }

  /**
   * Reads the next packet.
   *
   * @return the number of its stream
   */
  int read() throws CameraException {
    av_packet_unref(packet);
    int result = av_read_frame(context, packet);
    if (result < 0) {
      throw failure("read", result);
    }
    return packet.stream_index();
  }

  /** A copy of the packet's bytes. */
  byte[] data() {
    byte[] bytes = new byte[packet.size()];
    try (BytePointer data = packet.data()) {
      data.get(bytes);
    }
    return bytes;
  }

  /** The packet's presentation time, else its decoding time, else {@link StreamClock#UNKNOWN}. */
  long time() {
    if (packet.pts() != AV_NOPTS_VALUE) {
      return packet.pts();
    }
    return packet.dts() == AV_NOPTS_VALUE ? StreamClock.UNKNOWN : packet.dts();
  }

  private Optional<Stream> stream(int codec) {
    for (int i = 0; i < context.nb_streams(); i++) {
      if (context.streams(i).codecpar().codec_id() == codec) {
        return Optional.of(stream(context.streams(i), i));
      }
    }
    return Optional.empty();
  }

  private Optional<FfmpegAudio> bestAudio() {
    List<FfmpegAudio> offers = new ArrayList<>();
    for (int i = 0; i < context.nb_streams(); i++) {
      AVCodecParameters parameters = context.streams(i).codecpar();
      if (parameters.codec_type() == AVMEDIA_TYPE_AUDIO) {
        FfmpegAudio.of(
                stream(context.streams(i), i),
                parameters.codec_id(),
                parameters.bits_per_coded_sample())
            .ifPresent(offers::add);
      }
    }
    return offers.stream().min(Comparator.comparingInt(FfmpegAudio::rank));
  }

  private static Stream stream(AVStream stream, int index) {
    AVCodecParameters parameters = stream.codecpar();
    byte[] extradata = new byte[parameters.extradata_size()];
    if (extradata.length > 0) {
      parameters.extradata().get(extradata);
    }
    AVRational base = stream.time_base();
    return new Stream(
        index,
        extradata,
        base.den() / Math.max(1, base.num()),
        parameters.sample_rate(),
        parameters.ch_layout().nb_channels());
  }

  private String names() {
    String video = names(AVMEDIA_TYPE_VIDEO);
    String sound = names(AVMEDIA_TYPE_AUDIO);
    String both = video + (video.isEmpty() || sound.isEmpty() ? "" : ", ") + sound;
    return both.isEmpty() ? "nothing" : both;
  }

  /** The streams of a kind by their codecs, such as {@code audio gsm}; empty if there is none. */
  private String names(int type) {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < context.nb_streams(); i++) {
      AVCodecParameters parameters = context.streams(i).codecpar();
      if (parameters.codec_type() == type) {
        names
            .append(names.isEmpty() ? "" : ", ")
            .append(type == AVMEDIA_TYPE_VIDEO ? "video " : "audio ")
            .append(avcodec_get_name(parameters.codec_id()).getString());
      }
    }
    return names.toString();
  }

  private static CameraException failure(String step, int result) {
    byte[] text = new byte[AV_ERROR_MAX_STRING_SIZE];
    av_strerror(result, text, text.length);
    String message = "FFmpeg says: " + new String(text, StandardCharsets.UTF_8).split("\0", 2)[0];
    Reason reason = Reason.PROTOCOL;
    if (result == AVERROR_HTTP_UNAUTHORIZED) {
      reason = Reason.UNAUTHORIZED;
    } else if (result == AVERROR_HTTP_NOT_FOUND || result == AVERROR_HTTP_FORBIDDEN) {
      reason = Reason.NOT_FOUND;
    } else if (result == CONNECTION_REFUSED || result == NO_ROUTE) {
      reason = Reason.UNREACHABLE;
    } else if (result == AVERROR_EOF) {
      reason = Reason.CLOSED;
    }
    return new CameraException(reason, step, message);
  }

  /** Ends the session (TEARDOWN) and frees everything. */
  @Override
  public void close() {
    // Each of these takes the address of a pointer and sets it to null there; null is allowed.
    av_packet_free(packet);
    avformat_close_input(context);
    registration.close();
  }
}
