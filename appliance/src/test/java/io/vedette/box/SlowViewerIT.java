package io.vedette.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.testing.Box;
import io.vedette.testing.Feed;
import io.vedette.testing.GStreamerCamera;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A viewer that stops reading loses fragments, slows nobody, and is counted. */
@Timeout(120)
class SlowViewerIT {

  /** Noise: about 25 Mbit/s, so that the kernel's socket buffers are full in no time. */
  private static final String NOISE =
      "videotestsrc is-live=true pattern=snow ! video/x-raw,width=640,height=480,framerate=25/1"
          + " ! x264enc tune=zerolatency speed-preset=ultrafast key-int-max=25 bitrate=25000 threads=1"
          + " ! rtph264pay name=pay0 pt=96 config-interval=-1";

  @TempDir private Path folder;

  /**
   * Counts fragments, and whether one is missing by the sequence number in its movie fragment
   * header.
   */
  private static final class Reader implements WebSocket.Listener {

    private static final int MOOF = 0x6d6f6f66;
    private static final int SEQUENCE_AT = 20;

    private final AtomicLong fragments = new AtomicLong();
    private final AtomicLong gaps = new AtomicLong();
    private final ByteBuffer head = ByteBuffer.allocate(SEQUENCE_AT + 4);
    private long lastSequence = -1;

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
      while (head.hasRemaining() && data.hasRemaining()) {
        head.put(data.get());
      }
      if (last) {
        take(head.getInt(4), head.getInt(SEQUENCE_AT));
        head.clear();
      }
      socket.request(1);
      return null;
    }

    private void take(int type, long sequence) {
      if (type == MOOF) {
        if (lastSequence >= 0 && sequence != lastSequence + 1) {
          gaps.incrementAndGet();
        }
        lastSequence = sequence;
        fragments.incrementAndGet();
      }
    }
  }

  private static Socket connectAndNeverRead(Box box, String id) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress(box.address().getHost(), box.address().getPort()));
    String request =
        "GET /streams/"
            + id
            + "/live HTTP/1.1\r\nHost: "
            + box.address().getAuthority()
            + "\r\nAuthorization: Bearer "
            + box.token()
            + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  @Test
  void aViewerThatStopsReadingIsCountedAndLetGo() throws Exception {
    try (GStreamerCamera camera = GStreamerCamera.playing(NOISE);
        Box box = new Box(folder);
        Feed feed = new Feed(box);
        HttpClient http = HttpClient.newHttpClient()) {
      String id = box.addCamera("Noise", camera.url().toString());
      feed.awaitState(id, "streaming");
      Reader reader = new Reader();
      WebSocket quick =
          http.newWebSocketBuilder()
              .header("Authorization", "Bearer " + box.token())
              .buildAsync(box.socket("/streams/" + id + "/live"), reader)
              .join();
      try (Socket stuck = connectAndNeverRead(box, id)) {
        feed.await(
            id, Duration.ofSeconds(10), seen -> seen.getJsonObject("facts").getInt("viewers") == 2);
        feed.await(
            id, Duration.ofSeconds(60), seen -> seen.getJsonObject("facts").getInt("lagged") > 0);
        feed.await(
            id, Duration.ofSeconds(30), seen -> seen.getJsonObject("facts").getInt("viewers") == 1);
        assertTrue(stuck.isConnected());
      } finally {
        quick.abort();
      }
      assertTrue(reader.fragments.get() > 100, "fragments: " + reader.fragments);
      assertEquals(0, reader.gaps.get());
    }
  }
}
