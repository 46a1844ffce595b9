package io.vedette.box;

import static java.lang.System.Logger.Level.INFO;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vedette.testing.Box;
import io.vedette.testing.Feed;
import io.vedette.testing.GStreamerCamera;
import io.vedette.testing.onvif.OnvifPeer;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole box beside an ONVIF device that nobody here wrote. */
@Timeout(300)
class ForeignDeviceIT {

  private static final System.Logger LOG = System.getLogger(ForeignDeviceIT.class.getName());
  private static final Duration START = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  void itIsWatchedAndTurned() throws Exception {
    try (GStreamerCamera video = GStreamerCamera.playing(GStreamerCamera.VIDEO_TRACK);
        OnvifPeer peer = OnvifPeer.start(Files.createDirectory(folder.resolve("peer")));
        Box box = new Box(folder.resolve("box"), "--onvif-ports", String.valueOf(peer.port()));
        Feed feed = new Feed(box)) {
      String id = box.addCamera("Gate", video.url().toString());
      JsonObject camera =
          feed.await(
              id, START, c -> onvif(c).getBoolean("watched") && onvif(c).getBoolean("movable"));
      assertEquals("Mockup Manufacturer", onvif(camera).getString("make"));
      JsonObject event = feed.awaitEvents(id, 1, START).getFirst();
      LOG.log(INFO, "it told: {0}", event);
      assertEquals("motion", event.getString("kind"));
      String path = "/api/v1/cameras/" + id + "/ptz";
      JsonObject first = box.request("GET", path, null).getJsonArray("presets").getJsonObject(0);
      assertEquals("P001", first.getString("name"));
      for (String command :
          List.of(
              "{\"action\":\"move\",\"pan\":1,\"seconds\":1}",
              "{\"action\":\"stop\"}",
              "{\"action\":\"step\",\"tilt\":0.1}",
              "{\"action\":\"goto\",\"preset\":\"" + first.getString("token") + "\"}",
              "{\"action\":\"home\"}")) {
        HttpResponse<String> answer = box.send("POST", path, command);
        assertEquals(204, answer.statusCode(), command + ": " + answer.body());
      }
    }
  }

  private static JsonObject onvif(JsonObject camera) {
    return camera.getJsonObject("device").getJsonObject("onvif");
  }
}
