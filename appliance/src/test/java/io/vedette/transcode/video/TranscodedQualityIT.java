package io.vedette.transcode.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What comes out looks as what the ffmpeg binary makes with the same settings, at the same rate.
 */
class TranscodedQualityIT {

  private static final double WANTED_BYTES = Quality.BITS * Quality.SECONDS / 8.0;

  @TempDir Path folder;

  @Test
  void looksAsWhatTheBinaryMakes() throws Exception {
    Quality quality = Quality.measure(folder, 1);
    System.Logger log = System.getLogger(TranscodedQualityIT.class.getName());
    log.log(System.Logger.Level.INFO, quality.toString());
    assertEquals(WANTED_BYTES, quality.ourBytes(), WANTED_BYTES * 0.15, "bytes");
    assertEquals(quality.theirBytes(), quality.ourBytes(), quality.theirBytes() * 0.1, "bytes");
    assertTrue(quality.ours() > quality.theirs() - 0.5, quality.toString());
  }
}
