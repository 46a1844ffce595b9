package io.vedette.transcode.probe;

import static io.vedette.transcode.probe.TrialException.check;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_HW_CONFIG_METHOD_HW_DEVICE_CTX;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_hw_config;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_HWDEVICE_TYPE_NONE;
import static org.bytedeco.ffmpeg.global.avutil.AV_HWDEVICE_TYPE_VAAPI;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_NONE;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_hwdevice_ctx_create;
import static org.bytedeco.ffmpeg.global.avutil.av_hwdevice_find_type_by_name;
import static org.bytedeco.ffmpeg.global.avutil.av_hwframe_transfer_data;

import io.vedette.transcode.video.VideoDecoder;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecHWConfig;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVBufferRef;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/** A decoder that is being tried, or that checks what an encoder made. Used by one thread. */
final class TrialDecoder implements AutoCloseable {

  private final String name;
  private final AVCodecContext context;
  private final AVPacket packet = av_packet_alloc();
  private final AVFrame frame = av_frame_alloc();
  private final AVFrame copy = av_frame_alloc();
  private AVBufferRef device;
  private int hardwareFormat = AV_PIX_FMT_NONE;

  private TrialDecoder(String name, AVCodec codec) {
    this.name = name;
    this.context = avcodec_alloc_context3(codec);
  }

  /** FFmpeg's own decoder of H.264, on the processor. */
  static TrialDecoder ofH264() throws TrialException {
    return open("h264", avcodec_find_decoder(AV_CODEC_ID_H264), AV_HWDEVICE_TYPE_NONE);
  }

  /** The decoder that a candidate stands for. */
  static TrialDecoder of(Candidate candidate) throws TrialException {
    String name = candidate.name();
    String codec = name.startsWith("hevc") ? "hevc" : "h264";
    return switch (candidate.hardware()) {
      case VAAPI -> open(name, avcodec_find_decoder_by_name(codec), AV_HWDEVICE_TYPE_VAAPI);
      case V4L2_REQUEST -> open(name, avcodec_find_decoder_by_name(codec), requestType());
      case NONE, V4L2_M2M, NVIDIA, QSV, VULKAN ->
          open(name, avcodec_find_decoder_by_name(name), AV_HWDEVICE_TYPE_NONE);
    };
  }

  /** Only some builds of FFmpeg know it, and they number it as they like. */
  private static int requestType() throws TrialException {
    String type = VideoDecoder.V4L2_REQUEST.deviceType().orElseThrow();
    int number = av_hwdevice_find_type_by_name(type);
    if (number == AV_HWDEVICE_TYPE_NONE) {
      throw new TrialException("this FFmpeg knows no devices of the kind " + type);
    }
    return number;
  }

  private static TrialDecoder open(String name, AVCodec codec, int deviceType)
      throws TrialException {
    if (codec == null) {
      throw new TrialException("this FFmpeg has no decoder " + name);
    }
    TrialDecoder decoder = new TrialDecoder(name, codec);
    try {
      decoder.configure(codec, deviceType);
      return decoder;
    } catch (TrialException | RuntimeException e) {
      decoder.close();
      throw e;
    }
  }

  private void configure(AVCodec codec, int deviceType) throws TrialException {
    if (context == null || packet == null || frame == null || copy == null) {
      throw new TrialException(name + ": no memory");
    }
    context.thread_count(1);
    if (deviceType != AV_HWDEVICE_TYPE_NONE) {
      hardwareFormat = format(codec, deviceType);
      device = new AVBufferRef(null);
      check(
          name + ", device",
          av_hwdevice_ctx_create(device, deviceType, (String) null, (AVDictionary) null, 0));
      // With a device, FFmpeg picks its format wherever the driver takes the stream.
      context.hw_device_ctx(av_buffer_ref(device));
    }
    check(name + ", open", avcodec_open2(context, codec, (AVDictionary) null));
  }

  private int format(AVCodec codec, int deviceType) throws TrialException {
    for (int i = 0; ; i++) {
      AVCodecHWConfig config = avcodec_get_hw_config(codec, i);
      if (config == null) {
        throw new TrialException("this FFmpeg cannot decode by " + name);
      }
      if (config.device_type() == deviceType
          && (config.methods() & AV_CODEC_HW_CONFIG_METHOD_HW_DEVICE_CTX) != 0) {
        return config.pix_fmt();
      }
    }
  }

  /** Takes an access unit; false if pictures have to be taken out first. */
  boolean send(byte[] unit, long place) throws TrialException {
    check(name + ", packet", av_new_packet(packet, unit.length));
    try (BytePointer data = packet.data()) {
      data.put(unit, 0, unit.length);
      packet.pts(place).dts(place);
      int result = avcodec_send_packet(context, packet);
      if (result == AVERROR_EAGAIN()) {
        return false;
      }
      check(name + ", send", result);
      return true;
    } finally {
      av_packet_unref(packet);
    }
  }

  /** Ends the stream: what is held back comes out. */
  void finish() throws TrialException {
    check(name + ", flush", avcodec_send_packet(context, null));
  }

  /**
   * Decodes the next picture, which {@link #picture} gives.
   *
   * @return false if there is none yet, or no more
   * @throws TrialException if the decoder fails, or gives pictures that are not of its hardware
   */
  boolean receive() throws TrialException {
    int result = avcodec_receive_frame(context, frame);
    if (result == AVERROR_EAGAIN() || result == AVERROR_EOF) {
      return false;
    }
    check(name + ", receive", result);
    if (hardwareFormat != AV_PIX_FMT_NONE && frame.format() != hardwareFormat) {
      throw new TrialException("the driver does not take this stream: it was decoded without it");
    }
    return true;
  }

  /** The last picture in memory, valid until the next; on the device it stays where it is. */
  AVFrame picture() throws TrialException {
    if (hardwareFormat == AV_PIX_FMT_NONE) {
      return frame;
    }
    av_frame_unref(copy);
    check(name + ", copy from the device", av_hwframe_transfer_data(copy, frame, 0));
    return copy;
  }

  /** Where in the stream the last picture belongs. */
  long place() {
    return frame.pts();
  }

  @Override
  public void close() {
    avcodec_free_context(context);
    av_packet_free(packet);
    av_frame_free(frame);
    av_frame_free(copy);
    if (device != null) {
      av_buffer_unref(device);
    }
  }
}
