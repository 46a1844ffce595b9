package io.vedette.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.testing.Box;
import io.vedette.testing.Feed;
import io.vedette.testing.GStreamerCamera;
import io.vedette.testing.LiveViewer;
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
@Timeout(600)
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

  /**
   * What is announced of a rendition, once it is known that there is sound or, without, at once.
   */
  private static String playlist(Box box, Feed feed, String id, boolean sound) throws Exception {
    feed.await(
        id,
        Feed.PATIENCE,
        seen ->
            Feed.main(seen).getJsonObject("state").getString("name").equals("streaming")
                && Feed.main(seen).isNull("audio") != sound);
    return box.awaitText("/streams/" + id + "/index.m3u8");
  }

  @Test
  void whatNoBrowserPlaysIsOfferedAsH264Alone() throws Exception {
    try (GStreamerCamera camera = GStreamerCamera.playing(MJPEG);
        Box box = new Box(folder.resolve("box"));
        Feed feed = new Feed(box)) {
      String id = box.addCamera("Gate", camera.url().toString());
      String playlist = playlist(box, feed, id, false);
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
      String playlist = playlist(box, feed, id, true);
      assertTrue(playlist.contains("CODECS=\"hvc1."), playlist);
      assertTrue(
          playlist.contains(
              "CODECS=\"avc1.64001e,mp4a.40.2\",RESOLUTION=640x360,FRAME-RATE=25.000\nh264/index.m3u8"),
          playlist);
      assertEquals("idle", stateOf(feed.await(id, Feed.PATIENCE, seen -> hasH264(seen))));

      Recording recording;
      JsonObject shown;
      // Who watches for as long as it is looked at.
      try (LiveViewer viewer = new LiveViewer(box, id, "h264")) {
        viewer.awaitPicture(640);
        recording =
            Recording.of(box, id, "h264", Duration.ofSeconds(4), folder.resolve("h264.mp4"));
        shown =
            feed.await(
                id,
                Feed.PATIENCE,
                seen ->
                    isMade(seen)
                        && !Feed.stream(seen, "h264").isNull("transcode")
                        && !Feed.stream(seen, "h264").isNull("audio"));
      }
      assertEquals(
          List.of("h264,High,640,360"), recording.probe("stream=codec_name,profile,width,height"));
      Sound sound = Sound.decode(recording.file().toString(), 48_000);
      assertEquals(440, sound.frequency(1, 3), 5);
      recording.decodesWithoutAWord();
      recording.hasRisingTimes();
      JsonObject made = Feed.stream(shown, "h264").getJsonObject("transcode");
      assertEquals("libx264", made.getString("encoder"));
      assertEquals("software", made.getString("decoder"));
      assertEquals(
          "AAC 48 kHz stereo",
          Feed.stream(shown, "h264").getJsonObject("audio").getString("description"));
      // The last viewer has gone.
      feed.await(
          id,
          Feed.PATIENCE,
          seen ->
              stateOf(seen).equals("idle")
                  && Feed.main(seen).getJsonObject("state").getString("name").equals("streaming"));
    }
  }

  /** On a machine that is too slow it is degraded. */
  private static boolean isMade(JsonObject camera) {
    return List.of("streaming", "degraded").contains(stateOf(camera));
  }

  private static boolean hasH264(JsonObject camera) {
    return camera.getJsonArray("streams").getValuesAs(JsonObject.class).stream()
        .anyMatch(stream -> stream.getString("rendition").equals("h264"));
  }
}
