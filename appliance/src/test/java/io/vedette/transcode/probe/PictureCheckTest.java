package io.vedette.transcode.probe;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_NV12;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;

/** Encoders that lie: what comes back is not what went in. */
class PictureCheckTest {

  private static final int WIDTH = 1280;
  private static final int HEIGHT = 720;

  private static MovingPictures pictures(int width, int height, int format) throws TrialException {
    return new MovingPictures(width, height, format);
  }

  private static void fill(AVFrame frame, int plane, byte[] row) {
    try (BytePointer target = frame.data(plane)) {
      for (int y = 0; y < (plane == 0 ? HEIGHT : HEIGHT / 2); y++) {
        target.position((long) y * frame.linesize(plane)).put(row, 0, row.length);
      }
    }
  }

  private static void refused(AVFrame came, AVFrame sent, String word) {
    TrialException refusal =
        assertThrows(TrialException.class, () -> PictureCheck.compare(came, sent));
    assertTrue(refusal.getMessage().contains(word), refusal.getMessage());
  }

  @Test
  void theSamePictureInAnotherLayoutIsTheSame() throws Exception {
    try (MovingPictures planar = pictures(WIDTH, HEIGHT, AV_PIX_FMT_YUV420P);
        MovingPictures interleaved = pictures(WIDTH, HEIGHT, AV_PIX_FMT_NV12)) {
      for (int place = 0; place < MovingPictures.PERIOD; place++) {
        PictureCheck.compare(planar.at(place), interleaved.at(place));
        PictureCheck.compare(interleaved.at(place), planar.at(place));
      }
    }
  }

  @Test
  void thePictureBeforeOrAfterIsAnotherOne() throws Exception {
    try (MovingPictures pictures = pictures(WIDTH, HEIGHT, AV_PIX_FMT_YUV420P)) {
      for (int place = 0; place < MovingPictures.PERIOD; place++) {
        refused(pictures.at(place + 1), pictures.at(place), "brightness");
      }
    }
  }

  @Test
  void anotherSizeIsRefused() throws Exception {
    try (MovingPictures large = pictures(1920, 1080, AV_PIX_FMT_YUV420P);
        MovingPictures small = pictures(WIDTH, HEIGHT, AV_PIX_FMT_YUV420P)) {
      refused(large.at(0), small.at(0), "1920x1080");
    }
  }

  @Test
  void blackGarbageAndWrongColoursAreRefused() throws Exception {
    try (MovingPictures sent = pictures(WIDTH, HEIGHT, AV_PIX_FMT_YUV420P)) {
      byte[] row = new byte[WIDTH];
      Arrays.fill(row, (byte) 16);
      try (MovingPictures black = pictures(WIDTH, HEIGHT, AV_PIX_FMT_YUV420P)) {
        fill(black.at(0), 0, row);
        refused(black.at(0), sent.at(0), "brightness 16");
      }
      new Random(1).nextBytes(row);
      try (MovingPictures noise = pictures(WIDTH, HEIGHT, AV_PIX_FMT_YUV420P)) {
        fill(noise.at(0), 0, row);
        refused(noise.at(0), sent.at(0), "brightness");
      }
      byte[] grey = new byte[WIDTH / 2];
      for (int plane : List.of(1, 2)) {
        try (MovingPictures swapped = pictures(WIDTH, HEIGHT, AV_PIX_FMT_YUV420P)) {
          Arrays.fill(grey, (byte) 0);
          fill(swapped.at(0), plane, grey);
          refused(swapped.at(0), sent.at(0), "colour 0");
        }
      }
      assertEquals(WIDTH, sent.width());
    }
  }
}
