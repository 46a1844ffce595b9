package io.vedette.camera.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_ERROR_MAX_STRING_SIZE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;

/**
 * Encodes pictures to H.264, High profile, with libx264: closed groups of pictures of a fixed
 * length, no B-frames, parameter sets before every key frame. What is equally set gives equal
 * parameter sets, so that pieces encoded apart can be put together between groups.
 *
 * <p>Used by one thread.
 */
public final class SceneEncoder implements AutoCloseable {

  private final EncoderSettings settings;
  private final AVCodecContext context;
  private final AVFrame frame;
  private final AVPacket packet;
  private long pictures;

  private SceneEncoder(
      EncoderSettings settings, AVCodecContext context, AVFrame frame, AVPacket packet) {
    this.settings = settings;
    this.context = context;
    this.frame = frame;
    this.packet = packet;
  }

  /**
   * Opens an encoder.
   *
   * @throws EncoderException if libx264 is not there or refuses the settings
   */
  public static SceneEncoder open(EncoderSettings settings) throws EncoderException {
    AVCodec codec = avcodec_find_encoder_by_name("libx264");
    if (codec == null) {
      throw new EncoderException("this FFmpeg has no libx264");
    }
    SceneEncoder encoder =
        new SceneEncoder(
            settings, avcodec_alloc_context3(codec), av_frame_alloc(), av_packet_alloc());
    try {
      encoder.configure(codec);
      return encoder;
    } catch (EncoderException | RuntimeException e) {
      encoder.close();
      throw e;
    }
  }

  private void configure(AVCodec codec) throws EncoderException {
    if (context == null || frame == null || packet == null) {
      throw new EncoderException("no memory for an encoder");
    }
    context.width(settings.width());
    context.height(settings.height());
    context.pix_fmt(AV_PIX_FMT_YUV420P);
    try (AVRational rate = new AVRational()) {
      context.framerate(rate.num(settings.rateNumerator()).den(settings.rateDenominator()));
      context.time_base(rate.num(settings.rateDenominator()).den(settings.rateNumerator()));
    }
    context.gop_size(settings.groupFrames());
    context.max_b_frames(0);
    context.thread_count(1);
    context.bit_rate(settings.bitsPerSecond());
    context.rc_max_rate(settings.bitsPerSecond() * 5L / 4);
    context.rc_buffer_size(settings.bitsPerSecond() * 5 / 4);
    context.color_range(AVCOL_RANGE_MPEG);
    context.colorspace(AVCOL_SPC_BT709);
    context.color_primaries(AVCOL_PRI_BT709);
    context.color_trc(AVCOL_TRC_BT709);
    option("preset", "superfast");
    option("tune", "zerolatency");
    option("profile", "high");
    option(
        "x264-params",
        "keyint=%1$d:min-keyint=%1$d:scenecut=0:sliced-threads=0:log=-1"
            .formatted(settings.groupFrames()));
    check("open", avcodec_open2(context, codec, (AVDictionary) null));

    frame.format(AV_PIX_FMT_YUV420P);
    frame.width(settings.width());
    frame.height(settings.height());
    check("frame buffer", av_frame_get_buffer(frame, 0));
  }

  /**
   * Encodes the next picture.
   *
   * @return the access units that are ready; usually the one of this picture
   * @throws EncoderException if the encoder fails
   */
  public List<EncodedFrame> encode(YuvPicture picture) throws EncoderException {
    if (picture.width() != settings.width() || picture.height() != settings.height()) {
      throw new IllegalArgumentException(
          "a picture of " + picture.width() + "x" + picture.height() + " for " + settings);
    }
    check("frame", av_frame_make_writable(frame));
    copy(picture.luma(), picture.width(), 0);
    copy(picture.blue(), picture.width() / 2, 1);
    copy(picture.red(), picture.width() / 2, 2);
    frame.pts(pictures++);
    check("send", avcodec_send_frame(context, frame));
    return received();
  }

  /**
   * Ends the stream; nothing can be encoded afterwards.
   *
   * @return the access units that were still held back
   * @throws EncoderException if the encoder fails
   */
  public List<EncodedFrame> finish() throws EncoderException {
    check("flush", avcodec_send_frame(context, null));
    return received();
  }

  private void copy(byte[] plane, int width, int index) {
    int stride = frame.linesize(index);
    try (BytePointer target = frame.data(index)) {
      for (int row = 0; row < plane.length / width; row++) {
        target.position((long) row * stride).put(plane, row * width, width);
      }
    }
  }

  private List<EncodedFrame> received() throws EncoderException {
    List<EncodedFrame> frames = new ArrayList<>(1);
    while (true) {
      int result = avcodec_receive_packet(context, packet);
      if (result == AVERROR_EAGAIN() || result == AVERROR_EOF) {
        return frames;
      }
      check("receive", result);
      byte[] bytes = new byte[packet.size()];
      try (BytePointer data = packet.data()) {
        data.get(bytes);
      }
      frames.add(new EncodedFrame(bytes, (packet.flags() & AV_PKT_FLAG_KEY) != 0));
      av_packet_unref(packet);
    }
  }

  private void option(String name, String value) throws EncoderException {
    check(name, av_opt_set(context.priv_data(), name, value, 0));
  }

  private static void check(String step, int result) throws EncoderException {
    if (result < 0) {
      byte[] text = new byte[AV_ERROR_MAX_STRING_SIZE];
      av_strerror(result, text, text.length);
      String message = new String(text, StandardCharsets.UTF_8).split("\0", 2)[0];
      throw new EncoderException("libx264, " + step + ": " + message);
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
