package io.vedette.transcode.video;

import io.vedette.media.Orientation;
import io.vedette.media.PictureFormat;
import java.time.Duration;

/**
 * What a camera's video is to become.
 *
 * @param box what its pictures have to fit into, after they were turned
 * @param frameRate most pictures per second, above 0 to 240
 * @param leastBits bits per second of the smallest picture
 * @param mostBits bits per second of one that fills the box; between them it goes by area
 * @param keyInterval longest time between key frames
 * @param orientation how its pictures have to be turned
 */
public record VideoTarget(
    PictureBox box,
    double frameRate,
    int leastBits,
    int mostBits,
    Duration keyInterval,
    Orientation orientation) {

  /** Pictures per second of a stream that does not tell. */
  public static final double USUAL_RATE = 25;

  public VideoTarget {
    // What an encoder would refuse is refused here already.
    new EncodingPlan(16, 16, frameRate, leastBits, keyInterval);
    new EncodingPlan(16, 16, frameRate, mostBits, keyInterval);
    if (leastBits > mostBits) {
      throw new IllegalArgumentException("from " + leastBits + " to " + mostBits + " bits");
    }
  }

  /** What becomes of a source's pictures, if their pixels are square. */
  public EncodingPlan plan(PictureFormat source) {
    PictureBox.Size size = box.fit(source.width(), source.height(), 1).turned(orientation);
    return new EncodingPlan(
        size.width(),
        size.height(),
        Math.min(frameRate, source.frameRate().orElse(USUAL_RATE)),
        bitsFor(size.width(), size.height()),
        keyInterval);
  }

  /**
   * The same made smaller.
   *
   * @param scale what is left of width and height, above 0 to 1; as much is left of the bits as of
   *     the area, but never less than half of the least, nor less than an encoder takes
   */
  public VideoTarget scaled(double scale) {
    int least = Math.max(EncodingPlan.LEAST_BITS, leastBits / 2);
    int most = Math.max(least, (int) (mostBits * scale * scale));
    PictureBox smaller =
        new PictureBox(
            (int) Math.round(box.width() * scale), (int) Math.round(box.height() * scale));
    return new VideoTarget(smaller, frameRate, least, most, keyInterval, orientation);
  }

  /** Bits per second of pictures of a size. */
  int bitsFor(int width, int height) {
    double share = Math.min(1, (double) width * height / ((double) box.width() * box.height()));
    return (int) Math.round(leastBits + (mostBits - leastBits) * share);
  }
}
