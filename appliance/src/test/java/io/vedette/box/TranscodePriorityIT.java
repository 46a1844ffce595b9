package io.vedette.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.testing.Box;
import io.vedette.testing.BoxThread;
import io.vedette.testing.Feed;
import io.vedette.testing.GStreamerCamera;
import io.vedette.testing.LiveViewer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A transcode gives way to what needs none, and nobody else does. */
@Tag("punctual")
@Timeout(300)
class TranscodePriorityIT {

  private static final String H265 =
      "videotestsrc is-live=true pattern=ball"
          + " ! video/x-raw,format=I420,width=640,height=360,framerate=25/1"
          + " ! x265enc speed-preset=ultrafast tune=zerolatency key-int-max=50 bitrate=800"
          + " option-string=log-level=none"
          + " ! h265parse ! rtph265pay name=pay0 pt=96 config-interval=1";

  /** setpriority(2)'s last. */
  private static final int NICEST = 19;

  private static final int MORE = 10;

  @TempDir private Path folder;

  /** With eight processors, decoder and encoder have threads of their own. */
  @Test
  void onlyTheThreadsOfATranscodeAreNicer() throws Exception {
    try (GStreamerCamera camera = GStreamerCamera.playing(H265);
        Box box = Box.withJvmFlag("-XX:ActiveProcessorCount=8", folder.resolve("box"));
        Feed feed = new Feed(box)) {
      String id = box.addCamera("Gate", camera.url().toString());
      feed.awaitState(id, "streaming");
      int usual = BoxThread.all(box).getFirst().nice();
      List<BoxThread> threads;
      try (LiveViewer viewer = new LiveViewer(box, id, "h264")) {
        viewer.awaitPicture(640);
        viewer.awaitMore();
        threads = BoxThread.all(box);
      }

      for (BoxThread thread : threads) {
        int expected = isOfTranscode(thread) ? Math.min(NICEST, usual + MORE) : usual;
        assertEquals(expected, thread.nice(), threads.toString());
      }
      // The one that uses them, four of the encoder's and as many of the decoder's.
      assertTrue(threads.stream().filter(TranscodePriorityIT::isOfTranscode).count() >= 9);
    }
  }

  /** Threads of native code have the name of the one that started them. */
  private static boolean isOfTranscode(BoxThread thread) {
    return thread.name().startsWith("transcode-");
  }
}
