package io.vedette.transcode;

import static io.vedette.transcode.TranscodeException.check;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_QSCALE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_TRACE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.FF_QP2LAMBDA;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;

/** Makes JPEG files of stills. May be used by any thread; blocks it in native code. */
public final class JpegEncoder {

  private static final String NAME = "the JPEG encoder";

  /** FFmpeg's quality scale from 2, best, to 31: good enough to read a number plate. */
  private static final int QUALITY = 4;

  private JpegEncoder() {}

  /**
   * Encodes a still.
   *
   * @param width how wide it is to be, in pixels; it is never made larger than it is, and keeps its
   *     shape
   * @throws TranscodeException if FFmpeg fails
   */
  public static byte[] encode(StillPicture picture, int width) throws TranscodeException {
    int w = Math.clamp(width, 16, Math.max(16, picture.width()));
    int h = Math.max(2, Math.round((float) picture.height() * w / picture.width()));
    AVFrame frame = PictureScaler.toFrame(picture, w, h);
    AVCodec codec = avcodec_find_encoder(AV_CODEC_ID_MJPEG);
    AVCodecContext context = avcodec_alloc_context3(codec);
    AVPacket packet = av_packet_alloc();
    try {
      if (codec == null || context == null || packet == null) {
        throw new TranscodeException(NAME + ": none, or no memory");
      }
      context.log_level_offset(AV_LOG_TRACE);
      context.thread_count(1);
      context.width(w).height(h).pix_fmt(AV_PIX_FMT_YUVJ420P);
      try (AVRational base = new AVRational()) {
        context.time_base(base.num(1).den(1));
      }
      context.flags(context.flags() | AV_CODEC_FLAG_QSCALE);
      context.global_quality(FF_QP2LAMBDA * QUALITY);
      frame.quality(FF_QP2LAMBDA * QUALITY);
      check(NAME + ", open", avcodec_open2(context, codec, (AVDictionary) null));
      check(NAME + ", send", avcodec_send_frame(context, frame));
      check(NAME + ", receive", avcodec_receive_packet(context, packet));
      byte[] jpeg = new byte[packet.size()];
      try (BytePointer data = packet.data()) {
        data.get(jpeg);
      }
      return jpeg;
    } finally {
      avcodec_free_context(context);
      av_packet_free(packet);
      av_frame_free(frame);
    }
  }
}
