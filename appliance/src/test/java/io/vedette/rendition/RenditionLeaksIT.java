package io.vedette.rendition;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.live.FragmentCursor;
import io.vedette.testing.Resources;
import io.vedette.transcode.video.PictureEncoder;
import io.vedette.transcode.video.VideoDecoder;
import io.vedette.transcode.video.VideoEncoder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A rendition that is opened and left again and again, from its first viewer to its last. */
@Timeout(1800)
class RenditionLeaksIT {

  private static final int ROUNDS = 500;
  private static final int WARM_UP = 100;

  /** An encoder of this size has a megabyte: five of five hundred left would show. */
  private static final long MOST_GROWTH = 4 << 20;

  @TempDir private Path folder;

  @Test
  void fiveHundredViewersOneAfterTheOtherLeaveNothing() throws Throwable {
    Means means =
        new Means(VideoDecoder.SOFTWARE, List.of(VideoEncoder.X264), PictureEncoder::open);
    try (OneRendition rendition = new OneRendition(folder, means, 50)) {
      Resources.assertFlat(WARM_UP, ROUNDS, MOST_GROWTH, () -> comeAndGo(rendition));
    }
  }

  private static void comeAndGo(OneRendition rendition) throws InterruptedException {
    try (FragmentCursor viewer = rendition.open()) {
      assertTrue(rendition.next(viewer).key());
    }
    rendition.awaitNobody();
  }
}
