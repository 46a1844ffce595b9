package io.vedette.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.vedette.testing.Box;
import io.vedette.testing.Feed;
import io.vedette.testing.GStreamerCamera;
import io.vedette.testing.ScriptedServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Cameras that are none, or none that work, beside one that does. */
@Timeout(600)
class BadInputIT {

  /** What answers at the port that people type first: a camera's web page. */
  private static final class WebPage implements AutoCloseable {

    private final HttpServer server;

    WebPage() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.start();
    }

    int port() {
      return server.getAddress().getPort();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  @TempDir private Path folder;

  @Test
  void eachIsNamedForWhatItDoesAndTheGoodOneStaysUntouched() throws Exception {
    try (GStreamerCamera good = GStreamerCamera.playing(GStreamerCamera.VIDEO_TRACK);
        GStreamerCamera locked = GStreamerCamera.asking("digest");
        GStreamerCamera mute =
            GStreamerCamera.playing(GStreamerCamera.AUDIO_TRACK.replace("pay1", "pay0"));
        ScriptedServer silent =
            new ScriptedServer(connection -> connection.getInputStream().readAllBytes());
        ScriptedServer closing = new ScriptedServer(Socket::close);
        WebPage page = new WebPage();
        Socket unused = new Socket();
        Box box = new Box(folder);
        Feed feed = new Feed(box)) {
      String gate = box.addCamera("Gate", good.url().toString());
      feed.awaitState(gate, "streaming");
      // Nobody listens at this port, and nobody else can as long as it is bound.
      unused.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

      String wrong = addWithPassword(box, locked, "wrong");
      String nobody = box.addCamera("Nobody", "rtsp://127.0.0.1:" + unused.getLocalPort() + "/");
      String web = box.addCamera("Web", "rtsp://127.0.0.1:" + page.port() + "/");
      String quiet = box.addCamera("Quiet", silent.url().toString());
      String shut = box.addCamera("Shut", closing.url().toString());
      String sound = box.addCamera("Sound", mute.url().toString());

      // On a busy machine one may take longer than the box waits for the first answer: then the
      // second attempt tells.
      feed.awaitState(wrong, "auth_failed", "refuses the user name or the password");
      feed.awaitState(
          nobody,
          "offline",
          "connect: 127.0.0.1 port " + unused.getLocalPort() + ": Connection refused");
      feed.awaitState(web, "offline", "a web server (HTTP) answers at port");
      assertEquals("OPTIONS: no answer in 5 s", feed.awaitState(quiet, "offline"));
      feed.awaitState(shut, "offline", "DESCRIBE: the ");
      feed.awaitState(sound, "offline", "the camera offers no video, only audio");

      box.request(
          "PATCH",
          "/api/v1/cameras/" + wrong,
          Json.createObjectBuilder()
              .add("credentials", credentials("p@ss#1/%"))
              .build()
              .toString());
      feed.awaitState(wrong, "streaming");

      feed.awaitState(gate, "streaming");
      JsonObject untouched = box.request("GET", "/api/v1/cameras/" + gate, null);
      assertEquals(0, Feed.main(untouched).getInt("reconnects"));
      assertTrue(box.process().isAlive());
    }
  }

  private static JsonObject credentials(String password) {
    return Json.createObjectBuilder()
        .add("username", GStreamerCamera.CREDENTIALS.username())
        .add("password", password)
        .build();
  }

  private static String addWithPassword(Box box, GStreamerCamera camera, String password)
      throws Exception {
    return box.request(
            "POST",
            "/api/v1/cameras",
            Json.createObjectBuilder()
                .add("name", "Locked")
                .add(
                    "address",
                    Json.createObjectBuilder()
                        .add("type", "rtsp")
                        .add("url", camera.url().toString()))
                .add("credentials", credentials(password))
                .build()
                .toString())
        .getString("id");
  }
}
