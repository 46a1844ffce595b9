package io.vedette.transcode.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_LOW_DELAY;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PROFILE_H264_HIGH;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_TRACE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_I;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_NONE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_NV12;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_VAAPI;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_VULKAN;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_ref;

import io.vedette.media.CodecParameters;
import io.vedette.media.Timebase;
import java.time.Duration;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVBufferRef;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVHWFramesContext;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;

/**
 * Makes H.264, High profile, of pictures, without delay where the encoder allows it: no picture
 * refers to a later one, none is looked at ahead of its turn. Used by one thread.
 *
 * <p>x264 without delay believes the plan's frame rate and not the pictures' times; so a camera
 * that sends half as many would get half the bits. The bit rate it is told follows the rate at
 * which pictures come.
 *
 * <p>Key frames are IDR pictures. They come when they are asked for, and when the last one is
 * {@link EncodingPlan#keyInterval()} ago.
 */
public final class PictureEncoder implements AutoCloseable {

  /** Ticks per second of the times of pictures. */
  public static final int TIMESCALE = 90_000;

  /** Takes what comes out. */
  @FunctionalInterface
  public interface Sink {
    /**
     * @param data an access unit as {@link io.vedette.media.Packet#data()} has it; the sink's own
     * @param pts the time of its picture
     * @param key whether it is an IDR picture; {@link PictureEncoder#parameters()} are then those
     *     from it on
     */
    void accessUnit(byte[] data, long pts, boolean key);
  }

  /** Moves every message of FFmpeg's below the level that is printed. */
  private static final int QUIET = AV_LOG_TRACE;

  /** More threads cut a picture into more slices than pay. */
  private static final int MOST_THREADS = 4;

  /** No device works on more pictures at a time: none refers to a later one. */
  private static final int MOST_HELD = 8;

  /** Pictures that come seldom do not get more than so many times the bits planned for one. */
  private static final double MOST_SPREAD = 10;

  /** A frame rate that is off by less is jitter. */
  private static final double LEAST_CHANGE = 0.1;

  private static final long NEVER = Long.MIN_VALUE;

  private final VideoEncoder encoder;
  private final EncodingPlan plan;
  private final FrameRateMeter frameRate = new FrameRateMeter();
  private final HeldBack heldBack = new HeldBack(MOST_HELD);
  private final long keyTicks;
  private final AVCodecContext context;
  private final AVPacket packet;
  private final AccessUnits units = new AccessUnits();
  private DeviceFrames deviceFrames;
  private byte[] annexB = new byte[64 * 1024];
  private long lastKey = NEVER;

  private PictureEncoder(
      VideoEncoder encoder, EncodingPlan plan, AVCodecContext context, AVPacket packet) {
    this.encoder = encoder;
    this.plan = plan;
    this.keyTicks =
        Timebase.rescale(plan.keyInterval().toNanos(), Duration.ofSeconds(1).toNanos(), TIMESCALE);
    this.context = context;
    this.packet = packet;
  }

  /**
   * Opens an encoder of pictures in the main memory.
   *
   * @throws EncoderFailedException if this FFmpeg has none, or it cannot be opened; says what was
   *     tried
   */
  public static PictureEncoder open(VideoEncoder encoder, EncodingPlan plan)
      throws EncoderFailedException {
    if (encoder != VideoEncoder.V4L2M2M) {
      return open(encoder, plan, null, encoder.isHardware() ? AV_PIX_FMT_NV12 : AV_PIX_FMT_YUV420P);
    }
    // Each driver knows one of them, and FFmpeg does not tell beforehand which.
    try {
      return open(encoder, plan, null, AV_PIX_FMT_YUV420P);
    } catch (EncoderFailedException e) {
      try {
        return open(encoder, plan, null, AV_PIX_FMT_NV12);
      } catch (EncoderFailedException again) {
        again.addSuppressed(e);
        throw again;
      }
    }
  }

  /**
   * Opens an encoder of pictures that lie on its device.
   *
   * @param frames the context of the pictures' frames (AVFrame.hw_frames_ctx); stays the caller's
   * @throws EncoderFailedException as above
   */
  static PictureEncoder open(VideoEncoder encoder, EncodingPlan plan, AVBufferRef frames)
      throws EncoderFailedException {
    // A view of what the reference holds, which frees it.
    AVHWFramesContext context = new AVHWFramesContext(frames.data());
    return open(encoder, plan, frames, context.format());
  }

  private static PictureEncoder open(
      VideoEncoder encoder, EncodingPlan plan, AVBufferRef frames, int pixelFormat)
      throws EncoderFailedException {
    AVCodec codec = avcodec_find_encoder_by_name(encoder.codecName());
    if (codec == null) {
      throw new EncoderFailedException(encoder, "this FFmpeg has none");
    }
    PictureEncoder opened =
        new PictureEncoder(encoder, plan, avcodec_alloc_context3(codec), av_packet_alloc());
    try {
      opened.configure(codec, frames, pixelFormat);
      return opened;
    } catch (EncoderFailedException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private void configure(AVCodec codec, AVBufferRef frames, int pixelFormat)
      throws EncoderFailedException {
    if (context == null || packet == null) {
      throw new EncoderFailedException(encoder, "no memory");
    }
    // What FFmpeg would print goes to nobody; what matters comes back as a result.
    context.log_level_offset(QUIET);
    context.width(plan.width()).height(plan.height());
    try (AVRational rational = new AVRational()) {
      context.time_base(rational.num(1).den(TIMESCALE));
      context.framerate(rational.num((int) Math.round(plan.frameRate() * 1000)).den(1000));
      context.sample_aspect_ratio(rational.num(1).den(1));
    }
    context.profile(AV_PROFILE_H264_HIGH);
    context.max_b_frames(0);
    context.gop_size(
        (int) Math.max(1, Math.round(plan.frameRate() * keyTicks / (double) TIMESCALE)));
    context.bit_rate(plan.bitsPerSecond());
    context.rc_max_rate(plan.bitsPerSecond());
    context.rc_buffer_size(plan.bitsPerSecond());
    context.thread_count(threads());
    context.flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER | AV_CODEC_FLAG_LOW_DELAY);
    plan.colour()
        .ifPresent(
            colour ->
                context
                    .color_primaries(colour.primaries())
                    .color_trc(colour.transfer())
                    .colorspace(colour.matrix())
                    .color_range(colour.fullRange() ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG));
    EncoderOptions.set(encoder, context);
    setFrames(frames, pixelFormat);
    check("open", avcodec_open2(context, codec, (AVDictionary) null));
    readHeader();
  }

  /** Half of the processor's: the rest of the box is there too. */
  private static int threads() {
    return Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, MOST_THREADS);
  }

  private void setFrames(AVBufferRef frames, int pixelFormat) throws EncoderFailedException {
    if (frames != null) {
      context.pix_fmt(pixelFormat);
      context.hw_frames_ctx(av_buffer_ref(frames));
      return;
    }
    if (!encoder.takesDeviceFramesOnly()) {
      context.pix_fmt(pixelFormat);
      return;
    }
    int deviceFormat = encoder == VideoEncoder.VAAPI ? AV_PIX_FMT_VAAPI : AV_PIX_FMT_VULKAN;
    deviceFrames =
        DeviceFrames.open(encoder, deviceFormat, pixelFormat, plan.width(), plan.height());
    context.pix_fmt(deviceFormat);
    context.sw_pix_fmt(pixelFormat);
    // The context's own from now on.
    context.hw_frames_ctx(av_buffer_ref(deviceFrames.context()));
  }

  private void readHeader() {
    int length = context.extradata_size();
    if (length > 0) {
      byte[] header = new byte[length];
      try (BytePointer extradata = context.extradata()) {
        extradata.get(header);
      }
      units.noteHeader(header, length);
    }
  }

  /** The one in use. */
  public VideoEncoder encoder() {
    return encoder;
  }

  /** FFmpeg's number of the pixel format in which pictures have to come. */
  public int pixelFormat() {
    return deviceFrames == null ? context.pix_fmt() : context.sw_pix_fmt();
  }

  /** What a decoder must know of the last access unit that came out; empty before the first. */
  public Optional<CodecParameters.H264> parameters() {
    return units.parameters();
  }

  /**
   * Encodes a picture.
   *
   * @param picture of the plan's size and {@link #pixelFormat()}; its pts, in ticks of {@value
   *     #TIMESCALE} to the second, rises from picture to picture. Stays the caller's, but its type
   *     is set
   * @param key whether to begin anew with it
   * @param sink takes what is ready, before this returns: with most encoders this very picture
   * @throws EncoderFailedException if it cannot go on; it is then only good for closing
   */
  public void encode(AVFrame picture, boolean key, Sink sink) throws EncoderFailedException {
    long pts = picture.pts();
    boolean asKey = key || lastKey == NEVER || pts - lastKey >= keyTicks;
    if (asKey) {
      lastKey = pts;
    }
    if (encoder == VideoEncoder.X264 && frameRate.measures(pts)) {
      spreadBits();
    }
    // What the decoder said of it would else be an order.
    picture.pict_type(asKey ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE);
    AVFrame sent = deviceFrames == null ? picture : deviceFrames.upload(picture);
    int result = avcodec_send_frame(context, sent);
    if (result == AVERROR_EAGAIN()) {
      // Only a device whose buffers are all full says so.
      receive(sink);
      result = avcodec_send_frame(context, sent);
    }
    check("send", result);
    receive(sink);
    heldBack.went(pts);
    if (heldBack.isTooMuch()) {
      throw new EncoderFailedException(encoder, "takes pictures and gives nothing");
    }
  }

  /** Tells x264, which looks before each picture, a bit rate as if pictures came as planned. */
  private void spreadBits() {
    double share = Math.clamp(plan.frameRate() / frameRate.value(), 0.5, MOST_SPREAD);
    long bits = Math.round(plan.bitsPerSecond() * share);
    if (Math.abs(bits - context.bit_rate()) > context.bit_rate() * LEAST_CHANGE) {
      context.bit_rate(bits);
      context.rc_max_rate(bits);
    }
  }

  /**
   * Ends the stream; nothing can be encoded afterwards.
   *
   * @param sink takes what was still held back
   * @throws EncoderFailedException if the encoder fails
   */
  public void finish(Sink sink) throws EncoderFailedException {
    check("flush", avcodec_send_frame(context, null));
    receive(sink);
  }

  private void receive(Sink sink) throws EncoderFailedException {
    while (true) {
      int result = avcodec_receive_packet(context, packet);
      if (result == AVERROR_EAGAIN() || result == AVERROR_EOF) {
        return;
      }
      check("receive", result);
      heldBack.came();
      int size = packet.size();
      if (size > annexB.length) {
        annexB = new byte[Math.max(size, 2 * annexB.length)];
      }
      try (BytePointer data = packet.data()) {
        data.get(annexB, 0, size);
      }
      long pts = packet.pts();
      av_packet_unref(packet);
      emit(size, pts, sink);
    }
  }

  private void emit(int size, long pts, Sink sink) throws EncoderFailedException {
    byte[] accessUnit;
    try {
      accessUnit = units.read(annexB, size);
    } catch (IllegalArgumentException e) {
      throw new EncoderFailedException(encoder, "its parameter sets: " + e.getMessage());
    }
    if (accessUnit.length == 0) {
      return;
    }
    if (units.parameters().isEmpty()) {
      throw new EncoderFailedException(
          encoder, "a picture came without parameter sets, or before the first key frame");
    }
    if (units.isKey()) {
      lastKey = Math.max(lastKey, pts);
    }
    sink.accessUnit(accessUnit, pts, units.isKey());
  }

  private void check(String step, int result) throws EncoderFailedException {
    EncoderFailedException.check(encoder, step, result);
  }

  /** Frees the native memory and the device. Idempotent, never throws. */
  @Override
  public void close() {
    // Each of these takes the address of a pointer and sets it to null there; null is allowed.
    avcodec_free_context(context);
    av_packet_free(packet);
    if (deviceFrames != null) {
      deviceFrames.close();
      deviceFrames = null;
    }
  }
}
