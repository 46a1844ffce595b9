package io.vedette.transcode.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;

import java.util.Random;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/** A grey slope that moves a pixel to the left with each picture, with noise on it or without. */
final class TestPictures implements AutoCloseable {

  private final AVFrame frame = av_frame_alloc();
  private final Random random = new Random(5);
  private final int noise;

  TestPictures(int width, int height) {
    this(width, height, 0);
  }

  TestPictures(int width, int height, int noise) {
    this.noise = noise;
    frame.format(AV_PIX_FMT_YUV420P).width(width).height(height);
    if (av_frame_get_buffer(frame, 0) < 0) {
      throw new IllegalStateException("no memory for a picture");
    }
  }

  /** The picture of a number, at a time; valid until the next. */
  AVFrame picture(int number, long pts) {
    if (av_frame_make_writable(frame) < 0) {
      throw new IllegalStateException("no memory for a picture");
    }
    for (int plane = 0; plane < 3; plane++) {
      int rows = plane == 0 ? frame.height() : frame.height() / 2;
      byte[] row = new byte[frame.linesize(plane)];
      for (int x = 0; x < row.length; x++) {
        row[x] = (byte) (plane == 0 ? 16 + (x + number) % 200 : 128);
      }
      try (BytePointer data = frame.data(plane)) {
        for (int y = 0; y < rows; y++) {
          for (int x = 0; noise > 0 && plane == 0 && x < row.length; x++) {
            row[x] = (byte) (16 + (x + number) % 200 + random.nextInt(noise));
          }
          data.position((long) y * row.length).put(row, 0, row.length);
        }
      }
    }
    frame.pts(pts);
    return frame;
  }

  @Override
  public void close() {
    av_frame_free(frame);
  }
}
