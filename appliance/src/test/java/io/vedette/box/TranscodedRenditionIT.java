package io.vedette.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.testing.Box;
import io.vedette.testing.Feed;
import io.vedette.testing.GStreamerCamera;
import io.vedette.testing.Recording;
import io.vedette.testing.Sound;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Cameras that browsers cannot play, made H.264 by the box while somebody watches. */
@Timeout(120)
class TranscodedRenditionIT {

  private static final String H265 =
      "videotestsrc is-live=true pattern=ball"
          + " ! video/x-raw,format=I420,width=640,height=360,framerate=25/1"
          + " ! x265enc speed-preset=ultrafast tune=zerolatency key-int-max=50 bitrate=800"
          + " option-string=log-level=none"
          + " ! h265parse ! rtph265pay name=pay0 pt=96 config-interval=1"
          + " audiotestsrc is-live=true wave=sine freq=440 ! audio/x-raw,rate=48000,channels=2"
          + " ! opusenc ! rtpopuspay name=pay1 pt=97";

  private static final String MJPEG =
      "videotestsrc is-live=true pattern=ball"
          + " ! video/x-raw,format=I420,width=640,height=360,framerate=10/1"
          + " ! jpegenc ! rtpjpegpay name=pay0 pt=26";

  @TempDir private Path folder;

  private static String stateOf(JsonObject camera) {
    return Feed.stream(camera, "h264").getJsonObject("state").getString("name");
  }

  @Test
  void whatNoBrowserPlaysIsOfferedAsH264Alone() throws Exception {
    try (GStreamerCamera camera = GStreamerCamera.playing(MJPEG);
        Box box = new Box(folder.resolve("box"));
        Feed feed = new Feed(box)) {
      String id = box.addCamera("Gate", camera.url().toString());
      feed.awaitState(id, "streaming");
      String playlist = box.send("GET", "/streams/" + id + "/index.m3u8", null).body();
      assertTrue(playlist.contains("h264/index.m3u8"), playlist);
      assertFalse(playlist.contains("main/index.m3u8"), playlist);
      Recording recording =
          Recording.of(box, id, "h264", Duration.ofSeconds(4), folder.resolve("h264.mp4"));
      assertEquals(List.of("h264,640,360"), recording.probe("stream=codec_name,width,height"));
      recording.decodesWithoutAWord();
      recording.hasRisingTimes();
    }
  }

  @Test
  void anH265CameraIsOfferedAsH264AndConvertedOnlyWhileSomebodyWatches() throws Exception {
    try (GStreamerCamera camera = GStreamerCamera.playing(H265);
        Box box = new Box(folder.resolve("box"));
        Feed feed = new Feed(box)) {
      String id = box.addCamera("Gate", camera.url().toString());
      feed.awaitState(id, "streaming");
      String playlist = box.send("GET", "/streams/" + id + "/index.m3u8", null).body();
      assertTrue(playlist.contains("CODECS=\"hvc1."), playlist);
      assertTrue(
          playlist.contains(
              "CODECS=\"avc1.64001e,mp4a.40.2\",RESOLUTION=640x360,FRAME-RATE=25.000\nh264/index.m3u8"),
          playlist);
      JsonObject offered = feed.await(id, Duration.ofSeconds(5), _ -> true);
      assertEquals("idle", stateOf(offered));

      Recording recording =
          Recording.of(box, id, "h264", Duration.ofSeconds(4), folder.resolve("h264.mp4"));
      assertEquals(
          List.of("h264,High,640,360"), recording.probe("stream=codec_name,profile,width,height"));
      Sound sound = Sound.decode(recording.file().toString(), 48_000);
      assertEquals(440, sound.frequency(1, 3), 5);
      recording.decodesWithoutAWord();
      recording.hasRisingTimes();
      JsonObject shown =
          feed.await(
              id,
              Duration.ofSeconds(10),
              seen ->
                  stateOf(seen).equals("streaming")
                      && !Feed.stream(seen, "h264").isNull("transcode"));
      JsonObject made = Feed.stream(shown, "h264").getJsonObject("transcode");
      assertEquals("libx264", made.getString("encoder"));
      assertEquals("software", made.getString("decoder"));
      assertEquals(
          "AAC 48 kHz stereo",
          Feed.stream(shown, "h264").getJsonObject("audio").getString("description"));
      // The last viewer has gone.
      feed.await(id, Duration.ofSeconds(30), seen -> stateOf(seen).equals("idle"));
      assertEquals("streaming", Feed.main(shown).getJsonObject("state").getString("name"));
    }
  }
}
