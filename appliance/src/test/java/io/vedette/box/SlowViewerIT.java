package io.vedette.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.testing.Box;
import io.vedette.testing.Feed;
import io.vedette.testing.GStreamerCamera;
import io.vedette.testing.RawWebSocket;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A viewer that stops reading loses fragments, slows nobody, and is counted. */
@Timeout(420)
class SlowViewerIT {

  /** Noise: about 25 Mbit/s, so that the kernel's socket buffers are full in no time. */
  private static final String NOISE =
      "videotestsrc is-live=true pattern=snow ! video/x-raw,width=640,height=480,framerate=25/1"
          + " ! x264enc tune=zerolatency speed-preset=ultrafast key-int-max=25 bitrate=25000 threads=1"
          + " ! rtph264pay name=pay0 pt=96 config-interval=-1";

  private static final int SMALL_BUFFER = 4096;
  private static final int LARGE_BUFFER = 1 << 20;

  @TempDir private Path folder;

  /**
   * Reads fragments and notes whether one is missing, by the sequence number in its movie fragment
   * header.
   */
  private static final class Reader implements AutoCloseable {

    private static final int MOOF = 0x6d6f6f66;
    private static final int SEQUENCE_AT = 20;

    private final RawWebSocket socket;
    private final AtomicLong fragments = new AtomicLong();
    private final AtomicLong gaps = new AtomicLong();
    private volatile boolean closed;
    private volatile String failure = "";

    Reader(Box box, String path) throws IOException {
      socket = new RawWebSocket(box, path, LARGE_BUFFER);
      Thread.ofVirtual().start(this::read);
    }

    private void read() {
      long lastSequence = -1;
      try {
        while (true) {
          ByteBuffer message = ByteBuffer.wrap(socket.next());
          if (socket.isBinary() && message.getInt(4) == MOOF) {
            long sequence = message.getInt(SEQUENCE_AT);
            if (lastSequence >= 0 && sequence != lastSequence + 1) {
              gaps.incrementAndGet();
            }
            lastSequence = sequence;
            fragments.incrementAndGet();
          }
        }
      } catch (IOException e) {
        failure = closed ? "" : e.toString();
      }
    }

    @Override
    public void close() throws IOException {
      closed = true;
      socket.close();
    }
  }

  @Test
  void aViewerThatStopsReadingIsCountedAndLetGo() throws Exception {
    try (GStreamerCamera camera = GStreamerCamera.playing(NOISE);
        Box box = new Box(folder);
        Feed feed = new Feed(box)) {
      String id = box.addCamera("Noise", camera.url().toString());
      feed.awaitState(id, "streaming");
      String path = "/streams/" + id + "/live";
      try (Reader reader = new Reader(box, path);
          RawWebSocket stuck = new RawWebSocket(box, path, SMALL_BUFFER)) {
        feed.await(id, Feed.PATIENCE, seen -> fact(seen, "viewers") == 2);
        feed.await(id, Feed.PATIENCE, seen -> fact(seen, "lagged") > 0);
        feed.await(id, Feed.PATIENCE, seen -> fact(seen, "viewers") == 1);
        assertThrows(IOException.class, () -> readToTheEnd(stuck));
        assertTrue(reader.fragments.get() > 100, "fragments: " + reader.fragments);
        assertEquals(0, reader.gaps.get());
        assertEquals("", reader.failure);
      }
    }
  }

  private static int fact(JsonObject camera, String name) {
    return Feed.main(camera).getInt(name);
  }

  private static void readToTheEnd(RawWebSocket socket) throws IOException {
    while (true) {
      socket.next();
    }
  }
}
