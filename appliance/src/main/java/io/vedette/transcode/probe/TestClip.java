package io.vedette.transcode.probe;

import static io.vedette.transcode.probe.TrialException.check;
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
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;

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
 * What decoders are tried with: a short clip of {@link MovingPictures} as a camera would send it,
 * one key frame and then none, that can be repeated without a seam.
 */
final class TestClip {

  private static final int PICTURES = MovingPictures.PERIOD;
  private static final int RATE = 25;

  /** Of a camera's main stream at 1080p; as much per pixel in other sizes. */
  private static final long BITS_1080P = 4_000_000;

  private TestClip() {}

  /**
   * Encodes the clip on the processor.
   *
   * @param codec {@code h264} or {@code hevc}
   * @return its access units with start codes, one of each picture
   */
  static List<byte[]> encode(String codec, MovingPictures pictures) throws TrialException {
    String name = codec.equals("hevc") ? "libx265" : "libx264";
    AVCodec encoder = avcodec_find_encoder_by_name(name);
    if (encoder == null) {
      throw new TrialException("this FFmpeg has no " + name + " to make a test clip with");
    }
    AVCodecContext context = avcodec_alloc_context3(encoder);
    AVPacket packet = av_packet_alloc();
    AVFrame frame = av_frame_alloc();
    try {
      if (context == null || packet == null || frame == null) {
        throw new TrialException("the test clip: no memory");
      }
      // The quickest that still has what cameras use: CABAC and the loop filter.
      configure(context, pictures, codec.equals("hevc") ? "ultrafast" : "superfast");
      av_opt_set(context.priv_data(), "x265-params", "log-level=none:repeat-headers=1", 0);
      check("the test clip, open", avcodec_open2(context, encoder, (AVDictionary) null));
      List<byte[]> units = new ArrayList<>();
      for (int place = 0; place < PICTURES; place++) {
        check("the test clip, picture", av_frame_ref(frame, pictures.at(place)));
        frame.pts(place);
        int sent = avcodec_send_frame(context, frame);
        av_frame_unref(frame);
        check("the test clip, send", sent);
        receive(context, packet, units);
      }
      check("the test clip, flush", avcodec_send_frame(context, null));
      receive(context, packet, units);
      return units;
    } finally {
      avcodec_free_context(context);
      av_packet_free(packet);
      av_frame_free(frame);
    }
  }

  private static void configure(AVCodecContext context, MovingPictures pictures, String preset) {
    context.width(pictures.width()).height(pictures.height()).pix_fmt(AV_PIX_FMT_YUV420P);
    try (AVRational rate = new AVRational()) {
      context.framerate(rate.num(RATE).den(1));
      context.time_base(rate.num(1).den(RATE));
    }
    context.gop_size(PICTURES).max_b_frames(0);
    context.bit_rate(BITS_1080P * pictures.width() * pictures.height() / (1920 * 1080));
    av_opt_set(context.priv_data(), "preset", preset, 0);
    av_opt_set(context.priv_data(), "tune", "zerolatency", 0);
  }

  private static void receive(AVCodecContext context, AVPacket packet, List<byte[]> units)
      throws TrialException {
    while (true) {
      int result = avcodec_receive_packet(context, packet);
      if (result == AVERROR_EAGAIN() || result == AVERROR_EOF) {
        return;
      }
      check("the test clip, receive", result);
      byte[] unit = new byte[packet.size()];
      try (BytePointer data = packet.data()) {
        data.get(unit);
      }
      av_packet_unref(packet);
      units.add(unit);
    }
  }
}
