package io.vedette.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.media.Orientation;
import io.vedette.testing.Box;
import io.vedette.testing.Feed;
import io.vedette.testing.GStreamerCamera;
import io.vedette.testing.Recording;
import jakarta.json.Json;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A camera whose upper left corner is white, turned and mirrored, as it is seen everywhere. */
@Timeout(900)
class OrientationIT {

  /** 320x240, a key frame each half second. */
  private static final String MARKED =
      "videotestsrc is-live=true pattern=white"
          + " ! video/x-raw,format=I420,width=160,height=120,framerate=25/1"
          + " ! videobox right=-160 bottom=-120 fill=black"
          + " ! x264enc tune=zerolatency speed-preset=ultrafast key-int-max=12 bitrate=500"
          + " ! video/x-h264,profile=main ! rtph264pay name=pay0 pt=96 config-interval=-1";

  /** Size of the picture on show, and whether each of its quarters is white, row by row. */
  private static final String LOOK =
      """
      tile => {
        const video = tile.shadowRoot.querySelector('video.front');
        if (!video || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return '';
        const canvas = document.createElement('canvas');
        canvas.width = video.videoWidth;
        canvas.height = video.videoHeight;
        const context = canvas.getContext('2d');
        context.drawImage(video, 0, 0);
        const white = (x, y) =>
          context.getImageData(canvas.width * x, canvas.height * y, 1, 1).data[0] > 127 ? 1 : 0;
        const quarters = [white(.25, .25), white(.75, .25), white(.25, .75), white(.75, .75)];
        return canvas.width + 'x' + canvas.height + ' ' + quarters.join('');
      }
      """;

  private static final int TRIES = 3;
  private static final Duration SOON = Duration.ofSeconds(120);

  @TempDir private Path folder;

  /** What has to be seen. */
  private static String expected(Orientation orientation) {
    String quarters =
        switch (orientation.degrees()) {
          case 90 -> orientation.mirrored() ? "0001" : "0100";
          case 180 -> orientation.mirrored() ? "0010" : "0001";
          case 270 -> orientation.mirrored() ? "1000" : "0010";
          default -> orientation.mirrored() ? "0100" : "1000";
        };
    return (orientation.isSideways() ? "240x320 " : "320x240 ") + quarters;
  }

  private static List<Orientation> all() {
    List<Orientation> all = new ArrayList<>();
    for (int degrees : List.of(90, 180, 270, 0)) {
      all.add(new Orientation(degrees, true));
      all.add(new Orientation(degrees, false));
    }
    return all;
  }

  private static void turn(Box box, String id, Orientation orientation) throws Exception {
    box.request(
        "PATCH",
        "/api/v1/cameras/" + id,
        Json.createObjectBuilder()
            .add(
                "orientation",
                Json.createObjectBuilder()
                    .add("degrees", orientation.degrees())
                    .add("mirrored", orientation.mirrored()))
            .build()
            .toString());
  }

  /** The still picture is the newest key frame: from then on it holds. */
  private static void awaitStill(Box box, String id, String expected) throws Exception {
    long deadline = System.nanoTime() + SOON.toNanos();
    String seen = still(box, id);
    while (!expected.equals(seen)) {
      assertTrue(System.nanoTime() < deadline, "the picture is " + seen + ", not " + expected);
      seen = still(box, id);
    }
  }

  /** How the still picture is; that there is none, where the camera has not come yet. */
  private static String still(Box box, String id) throws Exception {
    URI address = box.address().resolve("/streams/" + id + "/snapshot.jpg");
    HttpRequest request =
        HttpRequest.newBuilder(address).header("Authorization", "Bearer " + box.token()).build();
    HttpResponse<byte[]> response;
    try (HttpClient http = HttpClient.newHttpClient()) {
      response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }
    if (response.statusCode() != 200) {
      return "none: " + response.statusCode();
    }
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(response.body()));
    StringBuilder seen = new StringBuilder(image.getWidth() + "x" + image.getHeight() + " ");
    for (int quarter = 0; quarter < 4; quarter++) {
      int x = image.getWidth() * (quarter % 2 * 2 + 1) / 4;
      int y = image.getHeight() * (quarter / 2 * 2 + 1) / 4;
      seen.append((image.getRGB(x, y) & 0xff) > 127 ? '1' : '0');
    }
    return seen.toString();
  }

  @Test
  void theSocketsPlayerShowsItUpright() throws Exception {
    try (GStreamerCamera camera = GStreamerCamera.playing(MARKED);
        Box box = new Box(folder);
        Browser browser = new Browser(1280, 800)) {
      String id = box.addCamera("Gate", camera.url().toString());
      browser.signIn(box, "?protocol=websocket");
      Tile tile = browser.tile(id);
      browser.awaitPlaying(tile, "websocket");
      // A camera that stands still for some seconds is connected to again, turned or not.
      int reconnects = 1;
      for (int i = 0; i < TRIES && reconnects > 0; i++) {
        int before = reconnects(box, id);
        for (Orientation orientation : all()) {
          turn(box, id, orientation);
          String expected = expected(orientation);
          browser.await(() -> expected.equals(tile.locator().evaluate(LOOK)));
          awaitStill(box, id, expected);
        }
        reconnects = reconnects(box, id) - before;
      }
      assertEquals(0, reconnects, "turning it needs no new connection");
      assertEquals(List.of(), browser.complaints());
    }
  }

  private static int reconnects(Box box, String id) throws Exception {
    return Feed.main(box.request("GET", "/api/v1/cameras/" + id, null)).getInt("reconnects");
  }

  /**
   * Chromium takes the matrix of the first init segment only, so a change is seen by who comes
   * then.
   */
  @Test
  void playersOfHlsThatComeAfterwardsShowItUpright() throws Exception {
    try (GStreamerCamera camera = GStreamerCamera.playing(MARKED);
        Box box = new Box(folder);
        Browser browser = new Browser(1280, 800)) {
      String id = box.addCamera("Gate", camera.url().toString());
      browser.signIn(box, "?protocol=llhls");
      Tile tile = browser.tile(id);
      browser.awaitPlaying(tile, "llhls");
      Orientation orientation = new Orientation(90, true);
      turn(box, id, orientation);
      browser.await(() -> listedSinceChange(box, id) >= 3);
      browser.page().reload();
      browser.await(() -> expected(orientation).equals(tile.locator().evaluate(LOOK)));
    }
  }

  /** Segments behind the discontinuity that the change makes. */
  private static int listedSinceChange(Box box, String id) {
    try {
      String playlist = box.send("GET", "/streams/" + id + "/main/index.m3u8", null).body();
      int change = playlist.lastIndexOf("#EXT-X-DISCONTINUITY\n");
      return change < 0 ? 0 : playlist.substring(change).split("#EXTINF").length - 1;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void ffprobeTellsTheRotation() throws Exception {
    try (GStreamerCamera camera = GStreamerCamera.playing(MARKED);
        Box box = new Box(folder)) {
      String id = box.addCamera("Gate", camera.url().toString());
      for (int degrees : List.of(90, 180, 270)) {
        Orientation orientation = new Orientation(degrees, false);
        turn(box, id, orientation);
        awaitStill(box, id, expected(orientation));
        Recording recording =
            Recording.of(box, id, Duration.ofSeconds(4), folder.resolve(degrees + ".mp4"));
        // FFmpeg counts anticlockwise, from -180 to 180.
        int told =
            Integer.parseInt(recording.probe("stream_side_data=rotation").getFirst().strip());
        assertEquals(0, Math.floorMod(told + degrees, 360), "told " + told + " for " + degrees);
        assertEquals("320,240", recording.probe("stream=width,height").getFirst().substring(0, 7));
        assertTrue(recording.samples().size() > 20);
      }
    }
  }
}
