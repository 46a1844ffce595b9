package io.vedette.transcode;

import static io.vedette.transcode.TranscodeException.check;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_image_copy_to_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_image_fill_arrays;
import static org.bytedeco.ffmpeg.global.avutil.av_image_get_buffer_size;
import static org.bytedeco.ffmpeg.global.swscale.SWS_AREA;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.ffmpeg.swscale.SwsFilter;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;

/** Brings pictures to the one format that stills have, and to a size. */
final class PictureScaler {

  private static final String NAME = "scaling a picture";

  private PictureScaler() {}

  /** A copy of a decoded frame on the heap, in its own size. */
  static StillPicture toHeap(AVFrame frame) throws TranscodeException {
    AVFrame converted = scaled(frame, frame.width(), frame.height());
    int size =
        av_image_get_buffer_size(AV_PIX_FMT_YUVJ420P, converted.width(), converted.height(), 1);
    try (BytePointer buffer = new BytePointer(size)) {
      check(
          NAME + ", copy",
          av_image_copy_to_buffer(
              buffer,
              size,
              converted.data(),
              converted.linesize(),
              AV_PIX_FMT_YUVJ420P,
              converted.width(),
              converted.height(),
              1));
      byte[] planes = new byte[size];
      buffer.get(planes);
      return new StillPicture(converted.width(), converted.height(), planes);
    } finally {
      av_frame_free(converted);
    }
  }

  /**
   * A still in a size.
   *
   * @return a frame that the caller frees
   */
  static AVFrame toFrame(StillPicture picture, int width, int height) throws TranscodeException {
    AVFrame source = av_frame_alloc();
    try (BytePointer buffer = new BytePointer(picture.planes())) {
      if (source == null) {
        throw new TranscodeException(NAME + ": no memory");
      }
      source.format(AV_PIX_FMT_YUVJ420P).width(picture.width()).height(picture.height());
      check(
          NAME + ", planes",
          av_image_fill_arrays(
              source.data(),
              source.linesize(),
              buffer,
              AV_PIX_FMT_YUVJ420P,
              picture.width(),
              picture.height(),
              1));
      return scaled(source, width, height);
    } finally {
      av_frame_free(source);
    }
  }

  private static AVFrame scaled(AVFrame source, int width, int height) throws TranscodeException {
    AVFrame target = av_frame_alloc();
    if (target == null) {
      throw new TranscodeException(NAME + ": no memory");
    }
    SwsContext context =
        sws_getContext(
            source.width(),
            source.height(),
            source.format(),
            width,
            height,
            AV_PIX_FMT_YUVJ420P,
            SWS_AREA,
            (SwsFilter) null,
            (SwsFilter) null,
            (DoublePointer) null);
    try {
      if (context == null) {
        throw new TranscodeException(NAME + ": not from pixel format " + source.format());
      }
      target.format(AV_PIX_FMT_YUVJ420P).width(width).height(height);
      check(NAME + ", buffer", av_frame_get_buffer(target, 0));
      check(
          NAME,
          sws_scale(
              context,
              source.data(),
              source.linesize(),
              0,
              source.height(),
              target.data(),
              target.linesize()));
      return target;
    } catch (TranscodeException | RuntimeException e) {
      av_frame_free(target);
      throw e;
    } finally {
      sws_freeContext(context);
    }
  }
}
