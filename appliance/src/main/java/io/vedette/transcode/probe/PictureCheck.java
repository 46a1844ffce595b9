package io.vedette.transcode.probe;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_NV12;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/**
 * Tells whether a picture that came back is the one that went in. Compares the mean of each field
 * of a grid: coding at any bitrate leaves those alone, while a picture that is black, grey,
 * shifted, swapped or another one of the sequence does not have them.
 */
final class PictureCheck {

  private static final int COLUMNS = 16;
  private static final int ROWS = 9;

  /** Half of the moving bar, by which one picture differs from the next. */
  private static final int TOLERANCE = 28;

  private PictureCheck() {}

  /**
   * Compares two pictures.
   *
   * @param came back, in planes or with interleaved chroma
   * @param sent what went in, in planes
   * @throws TrialException if they are not the same, with what is different
   */
  static void compare(AVFrame came, AVFrame sent) throws TrialException {
    if (came.width() != sent.width() || came.height() != sent.height()) {
      throw new TrialException(
          "pictures of "
              + came.width()
              + "x"
              + came.height()
              + " came of such of "
              + sent.width()
              + "x"
              + sent.height());
    }
    int width = sent.width();
    int height = sent.height();
    compare("brightness", means(came, 0, width, height), means(sent, 0, width, height));
    for (int chroma = 1; chroma <= 2; chroma++) {
      compare(
          "colour",
          means(came, chroma, width / 2, height / 2),
          means(sent, chroma, width / 2, height / 2));
    }
  }

  private static void compare(String what, int[] came, int[] sent) throws TrialException {
    for (int field = 0; field < sent.length; field++) {
      if (Math.abs(came[field] - sent[field]) > TOLERANCE) {
        throw new TrialException(
            "the pictures that came are not those that went in: %s %d where it was %d"
                .formatted(what, came[field], sent[field]));
      }
    }
  }

  /**
   * Means of the fields, of every second row.
   *
   * @param component 0 for luma, 1 and 2 for chroma
   */
  private static int[] means(AVFrame frame, int component, int width, int height)
      throws TrialException {
    int step = 1;
    int plane = component;
    int offset = 0;
    if (frame.format() == AV_PIX_FMT_NV12 && component > 0) {
      step = 2;
      plane = 1;
      offset = component - 1;
    } else if (frame.format() != AV_PIX_FMT_NV12
        && frame.format() != AV_PIX_FMT_YUV420P
        && frame.format() != AV_PIX_FMT_YUVJ420P) {
      throw new TrialException("pictures came in pixel format " + frame.format());
    }
    long[] sums = new long[COLUMNS * ROWS];
    int[] counts = new int[COLUMNS * ROWS];
    byte[] row = new byte[width * step];
    try (BytePointer source = frame.data(plane)) {
      for (int y = 0; y < height; y += 2) {
        source.position((long) y * frame.linesize(plane)).get(row, 0, row.length);
        int line = y * ROWS / height * COLUMNS;
        for (int x = 0; x < width; x++) {
          int field = line + x * COLUMNS / width;
          sums[field] += row[x * step + offset] & 0xff;
          counts[field]++;
        }
      }
    }
    int[] means = new int[sums.length];
    for (int field = 0; field < sums.length; field++) {
      means[field] = (int) (sums[field] / Math.max(1, counts[field]));
    }
    return means;
  }
}
