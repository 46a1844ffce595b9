package io.vedette.transcode;

import static io.vedette.transcode.TranscodeException.check;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG4;
import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_TRACE;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;

import io.vedette.media.CodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Decodes single key frames. A decoder is made for each and lives no longer: they are asked for
 * seldom, and no damage in one can reach the next. May be used by any thread; blocks it in native
 * code, for some tens of milliseconds for a large picture.
 */
public final class StillDecoder {

  private static final String NAME = "decoding a key frame";

  private StillDecoder() {}

  /**
   * Decodes a key frame.
   *
   * @param codec how it is coded
   * @param configuration what stands in the sample entry: avcC, hvcC or av1C, without box header,
   *     or the headers of MPEG-4 video
   * @param sample the access unit as it stands in an mdat
   * @throws TranscodeException if no picture comes out of it
   */
  public static StillPicture decode(
      CodecParameters.Video codec, byte[] configuration, byte[] sample) throws TranscodeException {
    AVCodecContext context = avcodec_alloc_context3(decoder(codec));
    AVPacket packet = av_packet_alloc();
    AVFrame frame = av_frame_alloc();
    try {
      if (context == null || packet == null || frame == null) {
        throw new TranscodeException(NAME + ": no memory");
      }
      configure(context, configuration);
      check(NAME + ", open", avcodec_open2(context, context.codec(), (AVDictionary) null));
      check(NAME + ", packet", av_new_packet(packet, sample.length));
      try (BytePointer data = packet.data()) {
        data.put(sample, 0, sample.length);
      }
      check(NAME + ", send", avcodec_send_packet(context, packet));
      // The end of the stream makes a decoder hand over a picture that it would hold back.
      check(NAME + ", flush", avcodec_send_packet(context, null));
      check(NAME + ", receive", avcodec_receive_frame(context, frame));
      return PictureScaler.toHeap(frame);
    } finally {
      avcodec_free_context(context);
      av_packet_free(packet);
      av_frame_free(frame);
    }
  }

  private static AVCodec decoder(CodecParameters.Video codec) throws TranscodeException {
    AVCodec found =
        switch (codec) {
          case CodecParameters.H264 _ -> avcodec_find_decoder(AV_CODEC_ID_H264);
          case CodecParameters.H265 _ -> avcodec_find_decoder(AV_CODEC_ID_HEVC);
          case CodecParameters.Mjpeg _ -> avcodec_find_decoder(AV_CODEC_ID_MJPEG);
          case CodecParameters.Mpeg4 _ -> avcodec_find_decoder(AV_CODEC_ID_MPEG4);
          // FFmpeg's own needs hardware, and this build has no libdav1d.
          case CodecParameters.Av1 _ -> avcodec_find_decoder_by_name("libaom-av1");
        };
    if (found == null) {
      throw new TranscodeException("this FFmpeg has no decoder for " + codec);
    }
    return found;
  }

  private static void configure(AVCodecContext context, byte[] configuration) {
    // What FFmpeg would print goes to nobody; what matters comes back as a result.
    context.log_level_offset(AV_LOG_TRACE);
    context.thread_count(1);
    Pointer copy = av_mallocz((long) configuration.length + AV_INPUT_BUFFER_PADDING_SIZE);
    BytePointer extradata = new BytePointer(copy);
    extradata.put(configuration, 0, configuration.length);
    // The context's from now on: it frees it.
    context.extradata(extradata);
    context.extradata_size(configuration.length);
  }
}
