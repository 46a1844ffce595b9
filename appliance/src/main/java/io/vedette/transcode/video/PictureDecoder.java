package io.vedette.transcode.video;

import static io.vedette.transcode.TranscodeException.check;
import static org.bytedeco.ffmpeg.avcodec.AVCodecContext.FF_THREAD_SLICE;
import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_DEFAULT;
import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_NONREF;
import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_TRACE;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_copy_props;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_hwdevice_ctx_create;
import static org.bytedeco.ffmpeg.global.avutil.av_hwdevice_find_type_by_name;
import static org.bytedeco.ffmpeg.global.avutil.av_hwframe_transfer_data;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;

import io.vedette.media.AccessUnit;
import io.vedette.transcode.TranscodeException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVBufferRef;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;

/**
 * Makes pictures of a camera's packets, in the order in which they are to be seen. Used by one
 * thread.
 *
 * <p>A picture comes out with the packet that completes it, unless the stream reorders pictures:
 * FFmpeg's threads for whole frames would delay each by as many pictures as there are threads, so
 * only those for slices are used. FFmpeg's flag for low delay is not set: its decoder of H.264 then
 * no longer brings pictures in order, and needs no telling where none are reordered.
 *
 * <p>Damage is concealed and counted. Only a decoder in hardware can be found to be of no use while
 * it runs.
 */
final class PictureDecoder implements AutoCloseable {

  /** Takes what comes out. */
  @FunctionalInterface
  interface Sink {
    /**
     * @param picture valid until this returns; its pts is that of the packet that brought it
     */
    void picture(AVFrame picture) throws TranscodeException;
  }

  /** Moves every message of FFmpeg's below the level that is printed. */
  private static final int QUIET = AV_LOG_TRACE;

  private static final int MOST_THREADS = 4;
  private static final int START_CODE = 1;
  private static final int LENGTH_BYTES = 4;

  /** So many packets in a row that hardware refuses are no damage in the stream. */
  private static final int MOST_FAILURES = 25;

  /** H.264 and H.265 let a decoder hold back so many pictures to bring them in order. */
  private static final int MOST_HELD = 16;

  private final String name;
  private final CodedVideo video;
  private final VideoDecoder decoder;
  private final AVCodecContext context;
  private final AVPacket packet = av_packet_alloc();
  private final AVFrame frame = av_frame_alloc();
  private final AVFrame downloaded = av_frame_alloc();
  private final HeldBack heldBack = new HeldBack(MOST_HELD);
  private boolean keepOnDevice;
  private AVBufferRef device;
  private long lastPts;
  private long pictures;
  private long damaged;
  private int failures;

  private PictureDecoder(CodedVideo video, VideoDecoder decoder, AVCodec codec) {
    this.name = "the decoder of " + video.codec() + ", " + decoder;
    this.video = video;
    this.decoder = decoder;
    this.context = avcodec_alloc_context3(codec);
  }

  /**
   * Opens a decoder.
   *
   * @throws TranscodeException if FFmpeg has none, or it cannot be opened
   */
  static PictureDecoder open(CodedVideo video, VideoDecoder decoder) throws TranscodeException {
    String codecName = codecName(video, decoder);
    AVCodec codec = avcodec_find_decoder_by_name(codecName);
    if (codec == null) {
      throw new TranscodeException("this FFmpeg has no decoder " + codecName);
    }
    PictureDecoder opened = new PictureDecoder(video, decoder, codec);
    try {
      opened.configure(codec);
      return opened;
    } catch (TranscodeException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private static String codecName(CodedVideo video, VideoDecoder decoder) {
    // FFmpeg's own of AV1 does nothing without a device.
    return decoder == VideoDecoder.SOFTWARE && video.codec().equals("av1")
        ? "libaom-av1"
        : video.codec() + decoder.suffix();
  }

  private void configure(AVCodec codec) throws TranscodeException {
    if (context == null || packet == null || frame == null || downloaded == null) {
      throw new TranscodeException(name + ": no memory");
    }
    // What FFmpeg would print goes to nobody; what matters comes back as a result.
    context.log_level_offset(QUIET);
    context.thread_count(
        Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, MOST_THREADS));
    context.thread_type(FF_THREAD_SLICE);
    try (AVRational base = new AVRational()) {
      context.pkt_timebase(base.num(1).den(PictureEncoder.TIMESCALE));
    }
    setHeader();
    if (decoder.deviceType().isPresent()) {
      openDevice(decoder.deviceType().get());
    }
    check(name + ", open", avcodec_open2(context, codec, (AVDictionary) null));
  }

  private void setHeader() throws TranscodeException {
    byte[] header = video.header();
    if (header.length > 0) {
      BytePointer copy =
          new BytePointer(av_mallocz((long) header.length + AV_INPUT_BUFFER_PADDING_SIZE));
      if (copy.isNull()) {
        throw new TranscodeException(name + ": no memory");
      }
      copy.put(header, 0, header.length);
      // The context's from now on: it frees it.
      context.extradata(copy);
      context.extradata_size(header.length);
    }
  }

  /** Opens the device; FFmpeg then picks by itself the pixel format that lies there. */
  private void openDevice(String type) throws TranscodeException {
    AVBufferRef created = new AVBufferRef();
    check(
        name + ", device " + type,
        av_hwdevice_ctx_create(
            created,
            av_hwdevice_find_type_by_name(type),
            (BytePointer) null,
            (AVDictionary) null,
            0));
    device = created;
    context.hw_device_ctx(av_buffer_ref(device));
  }

  /**
   * Decodes a packet.
   *
   * @param data the access unit; not changed
   * @param pts its time, in ticks of {@value PictureEncoder#TIMESCALE} to the second
   * @param key whether it is a key frame
   * @param hurry whether to leave out pictures to which no other refers
   * @param sink takes what is ready, before this returns
   * @throws TranscodeException if there is no memory, hardware turns out to be of no use, or the
   *     sink throws it; not for damage
   */
  void decode(AccessUnit data, long pts, boolean key, boolean hurry, Sink sink)
      throws TranscodeException {
    context.skip_frame(hurry ? AVDISCARD_NONREF : AVDISCARD_DEFAULT);
    lastPts = pts;
    int result;
    try {
      fill(data, key);
      packet.pts(pts);
      packet.dts(AV_NOPTS_VALUE);
      packet.flags(key ? AV_PKT_FLAG_KEY : 0);
      result = avcodec_send_packet(context, packet);
      if (result == AVERROR_EAGAIN()) {
        // Only a device whose buffers are all full says so.
        receive(sink);
        result = avcodec_send_packet(context, packet);
      }
    } finally {
      av_packet_unref(packet);
    }
    if (result < 0) {
      damage(result);
    }
    receive(sink);
    heldBack.went(pts);
    if (decoder != VideoDecoder.SOFTWARE && heldBack.isTooMuch()) {
      throw new TranscodeException(name + ", takes packets and gives no pictures");
    }
  }

  private void fill(AccessUnit data, boolean key) throws TranscodeException {
    byte[] header = video.header();
    boolean withHeader = key && video.framing() == CodedVideo.Framing.OBUS;
    int offset = withHeader ? header.length : 0;
    check(name + ", packet", av_new_packet(packet, offset + data.length()));
    try (BytePointer target = packet.data()) {
      if (withHeader) {
        target.put(header, 0, header.length);
      }
      target.position(offset).put(data.array(), data.offset(), data.length());
      if (video.framing() == CodedVideo.Framing.NAL_UNITS) {
        target.position(0);
        putStartCodes(data.length(), target);
      }
    }
  }

  private static void putStartCodes(int size, BytePointer target) {
    // JavaCPP's buffers have the processor's byte order.
    ByteBuffer unit = target.capacity(size).asByteBuffer().order(ByteOrder.BIG_ENDIAN);
    int at = 0;
    while (at >= 0 && at + LENGTH_BYTES <= size) {
      int length = unit.getInt(at);
      unit.putInt(at, START_CODE);
      at = length < 0 || length > size - at - LENGTH_BYTES ? -1 : at + LENGTH_BYTES + length;
    }
  }

  /**
   * Says where pictures are wanted from the next on: if on its device, and it has one, they stay
   * there. At first they are wanted in the main memory.
   */
  void keepOnDevice(boolean keep) {
    keepOnDevice = keep;
  }

  /**
   * Brings what is held back, at the end of a stream.
   *
   * @throws TranscodeException if the sink throws it
   */
  void finish(Sink sink) throws TranscodeException {
    avcodec_send_packet(context, null);
    receive(sink);
  }

  /** Forgets all pictures: the next packet is a key frame that does not follow the last packet. */
  void restart() {
    heldBack.came();
    avcodec_flush_buffers(context);
  }

  /** How many access units could not be decoded or not without concealing damage. */
  long damaged() {
    return damaged;
  }

  /** How many pictures came out. */
  long pictures() {
    return pictures;
  }

  private void receive(Sink sink) throws TranscodeException {
    while (true) {
      int result = avcodec_receive_frame(context, frame);
      if (result == AVERROR_EAGAIN() || result == AVERROR_EOF) {
        return;
      }
      if (result < 0) {
        damage(result);
        return;
      }
      failures = 0;
      heldBack.came();
      pictures++;
      if ((frame.flags() & AV_FRAME_FLAG_CORRUPT) != 0 || frame.decode_error_flags() != 0) {
        damaged++;
      }
      if (frame.pts() == AV_NOPTS_VALUE) {
        frame.pts(lastPts);
      }
      try {
        sink.picture(inPlace());
      } finally {
        av_frame_unref(frame);
        av_frame_unref(downloaded);
      }
    }
  }

  /** The frame where it is wanted. */
  private AVFrame inPlace() throws TranscodeException {
    if (keepOnDevice || frame.hw_frames_ctx() == null) {
      return frame;
    }
    check(name + ", download", av_hwframe_transfer_data(downloaded, frame, 0));
    check(name + ", download", av_frame_copy_props(downloaded, frame));
    return downloaded;
  }

  private void damage(int result) throws TranscodeException {
    damaged++;
    if (++failures >= MOST_FAILURES && decoder != VideoDecoder.SOFTWARE) {
      check(name + ", no picture of " + failures + " packets", result);
    }
  }

  /** Frees the native memory and the device. Idempotent, never throws. */
  @Override
  public void close() {
    // Each of these takes the address of a pointer and sets it to null there; null is allowed.
    avcodec_free_context(context);
    av_packet_free(packet);
    av_frame_free(frame);
    av_frame_free(downloaded);
    if (device != null) {
      av_buffer_unref(device);
      device = null;
    }
  }
}
