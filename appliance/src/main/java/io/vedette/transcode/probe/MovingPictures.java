package io.vedette.transcode.probe;

import static io.vedette.transcode.probe.TrialException.check;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/**
 * Pictures that give an encoder something to do and that can be told from each other when they come
 * back: a texture that pans, and a bright bar that moves over it. They go to and fro, so that they
 * never jump. Used by one thread.
 */
final class MovingPictures implements AutoCloseable {

  /** How many different ones there are. */
  static final int PHASES = 8;

  /** After how many pictures they begin again. */
  static final int PERIOD = 2 * (PHASES - 1);

  private static final int PAN = 4;
  private static final int BAR = 64;

  private final int width;
  private final int height;
  private final List<AVFrame> frames = new ArrayList<>();

  /**
   * Pictures of a size, drawn at once.
   *
   * @param format YUV420P or NV12, by FFmpeg's number
   */
  MovingPictures(int width, int height, int format) throws TrialException {
    this.width = width;
    this.height = height;
    try {
      for (int phase = 0; phase < PHASES; phase++) {
        AVFrame frame = av_frame_alloc();
        if (frame == null) {
          throw new TrialException("no memory for pictures");
        }
        frames.add(frame);
        frame.format(format).width(width).height(height);
        check("memory for pictures", av_frame_get_buffer(frame, 0));
        draw(frame, phase);
      }
    } catch (TrialException | RuntimeException e) {
      close();
      throw e;
    }
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** The picture at a place in the stream; only its time and type may be changed. */
  AVFrame at(long place) {
    return frames.get(phase(place));
  }

  private static int phase(long place) {
    int step = (int) (place % PERIOD);
    return step < PHASES ? step : PERIOD - step;
  }

  private void draw(AVFrame frame, int phase) {
    byte[] row = new byte[width];
    int barFrom = phase * width / PHASES;
    int barTo = (phase + 1) * width / PHASES;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int there = x + PAN * phase;
        int slope = (there * 3 + y * 2 >> 4 & 63) + 40;
        int squares = ((there >> 6 ^ y >> 6) & 1) * 24;
        int grain = (x * 7919 + y * 104729 ^ (phase + 1) * 15485863) * 31 >>> 7 & 7;
        int light = x >= barFrom && x < barTo ? BAR : 0;
        row[x] = (byte) (slope + squares + grain + light);
      }
      put(frame, 0, y, row, width);
    }
    boolean planar = frame.format() == AV_PIX_FMT_YUV420P;
    for (int y = 0; y < height / 2; y++) {
      for (int chroma = 0; chroma < 2; chroma++) {
        for (int x = 0; x < width / 2; x++) {
          int value = 96 + (chroma == 0 ? x * 128 / width : 64 - y * 128 / height);
          row[planar ? x : 2 * x + chroma] = (byte) value;
        }
        if (planar) {
          put(frame, 1 + chroma, y, row, width / 2);
        }
      }
      if (!planar) {
        put(frame, 1, y, row, width);
      }
    }
  }

  private static void put(AVFrame frame, int plane, int y, byte[] row, int length) {
    try (BytePointer target = frame.data(plane)) {
      target.position((long) y * frame.linesize(plane)).put(row, 0, length);
    }
  }

  @Override
  public void close() {
    for (AVFrame frame : frames) {
      av_frame_free(frame);
    }
    frames.clear();
  }
}
