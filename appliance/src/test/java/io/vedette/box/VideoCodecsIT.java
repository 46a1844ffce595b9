package io.vedette.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.testing.Av1Camera;
import io.vedette.testing.Box;
import io.vedette.testing.Command;
import io.vedette.testing.Feed;
import io.vedette.testing.GStreamerCamera;
import io.vedette.testing.Recording;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Cameras of each codec and order of pictures, read back from the box by FFmpeg. */
@Timeout(120)
class VideoCodecsIT {

  private static final String RAW =
      "videotestsrc is-live=true pattern=ball"
          + " ! video/x-raw,format=I420,width=320,height=240,framerate=25/1 ! ";
  private static final String H264_PAY = " ! h264parse ! rtph264pay name=pay0 pt=96";
  private static final String H265_PAY = " ! h265parse ! rtph265pay name=pay0 pt=96";
  private static final String TWO_B_PICTURES =
      "x264enc bframes=2 b-adapt=false b-pyramid=false speed-preset=ultrafast key-int-max=25"
          + " bitrate=500 ! video/x-h264,profile=main";

  @TempDir private Path folder;

  private Recording recorded(Box box, Feed feed, GStreamerCamera camera, int seconds)
      throws Exception {
    String id = box.addCamera("Gate", camera.url().toString());
    feed.awaitState(id, "streaming");
    return Recording.of(box, id, Duration.ofSeconds(seconds), folder.resolve(id + ".mp4"));
  }

  private Recording recorded(String launch, int seconds) throws Exception {
    try (GStreamerCamera camera = GStreamerCamera.playing(launch);
        Box box = new Box(folder.resolve("box"));
        Feed feed = new Feed(box)) {
      return recorded(box, feed, camera, seconds);
    }
  }

  private static void showsAPictureEvery40Milliseconds(Recording recording, int atLeast)
      throws Exception {
    List<Double> shown = recording.shownTimes();
    assertTrue(shown.size() >= atLeast, "only " + shown.size() + " pictures");
    assertEquals(recording.samples().size(), shown.size());
    // The recording ends within a group of reordered pictures, the last of which are not there yet.
    for (int i = 1; i < shown.size() - 3; i++) {
      assertEquals(0.04, shown.get(i) - shown.get(i - 1), 0.003, "picture " + i);
    }
  }

  @Test
  void h264WithReorderedPicturesThatItsHeadersDeclare() throws Exception {
    Recording recording = recorded(RAW + TWO_B_PICTURES + H264_PAY, 5);
    assertEquals(
        List.of("h264,320,240,1"), recording.probe("stream=codec_name,width,height,has_b_frames"));
    recording.decodesWithoutAWord();
    recording.hasRisingTimes();
    showsAPictureEvery40Milliseconds(recording, 90);
    List<Recording.Sample> samples = recording.samples();
    // I P B B: the P picture is decoded two pictures before its turn.
    assertTrue(samples.stream().anyMatch(sample -> sample.pts() - sample.dts() > 0.1));
    // The edit list takes the lead away: a key frame is presented a picture after it is decoded.
    assertEquals(0.04, samples.getFirst().pts() - samples.getFirst().dts(), 0.001);
  }

  @Test
  void h264WithAnOpenGroupOfPictures() throws Exception {
    Recording recording =
        recorded(
            RAW
                + TWO_B_PICTURES.replace("bframes", "option-string=open-gop=1 bframes")
                + H264_PAY
                + " config-interval=1",
            6);
    recording.decodesWithoutAWord();
    recording.hasRisingTimes();
    List<Recording.Sample> samples = recording.samples();
    assertTrue(samples.size() > 100, samples.size() + " pictures");
    assertTrue(samples.stream().filter(Recording.Sample::key).count() >= 3);
  }

  @Test
  void h265WithReorderedPictures() throws Exception {
    try (GStreamerCamera camera =
            GStreamerCamera.playing(
                RAW
                    + "x265enc speed-preset=ultrafast key-int-max=25 bitrate=500"
                    + " option-string=bframes=2:b-adapt=0:b-pyramid=0:open-gop=0:log-level=none"
                    + H265_PAY
                    + " config-interval=1");
        Box box = new Box(folder.resolve("box"));
        Feed feed = new Feed(box)) {
      Recording recording = recorded(box, feed, camera, 5);
      assertEquals(
          List.of("hevc,hvc1,320,240"),
          recording.probe("stream=codec_name,codec_tag_string,width,height"));
      recording.decodesWithoutAWord();
      recording.hasRisingTimes();
      showsAPictureEvery40Milliseconds(recording, 90);
      JsonObject facts =
          feed.await(
                  box.request("GET", "/api/v1/cameras", null)
                      .getJsonArray("cameras")
                      .getJsonObject(0)
                      .getString("id"),
                  Duration.ofSeconds(10),
                  seen ->
                      seen.getJsonObject("facts").getJsonNumber("keyFrameSeconds").doubleValue()
                          > 0)
              .getJsonObject("facts");
      assertEquals("H.265", facts.getString("codec"));
      assertTrue(facts.getString("codecs").startsWith("hvc1.1.6.L"), facts.getString("codecs"));
      assertEquals(1.0, facts.getJsonNumber("keyFrameSeconds").doubleValue(), 0.1);
      assertTrue(facts.getJsonArray("notices").isEmpty());
    }
  }

  @Test
  void h265OfTenBitsWithAnOpenGroupOfPictures() throws Exception {
    Recording recording =
        recorded(
            RAW.replace("I420", "I420_10LE")
                + "x265enc speed-preset=ultrafast key-int-max=25 bitrate=500"
                + " option-string=bframes=3:b-adapt=0:open-gop=1:log-level=none"
                + H265_PAY
                + " config-interval=1",
            6);
    assertEquals(List.of("hevc,yuv420p10le"), recording.probe("stream=codec_name,pix_fmt"));
    recording.hasRisingTimes();
    assertTrue(recording.samples().stream().filter(Recording.Sample::key).count() >= 3);
  }

  @Test
  void av1() throws Exception {
    Path ivf = folder.resolve("scene.ivf");
    Command encoded =
        Command.run(
            Duration.ofSeconds(60),
            List.of(
                "ffmpeg",
                "-v",
                "error",
                "-f",
                "lavfi",
                "-i",
                "testsrc=size=320x240:rate=25",
                "-frames:v",
                "50",
                "-pix_fmt",
                "yuv420p",
                "-c:v",
                "libaom-av1",
                "-cpu-used",
                "8",
                "-usage",
                "realtime",
                "-g",
                "25",
                "-b:v",
                "800k",
                ivf.toString()));
    assertEquals(0, encoded.status(), encoded.output());
    try (Av1Camera camera = new Av1Camera(ivf);
        Box box = new Box(folder.resolve("box"));
        Feed feed = new Feed(box)) {
      String id = box.addCamera("Gate", camera.url().toString());
      feed.awaitState(id, "streaming");
      Recording recording = Recording.of(box, id, Duration.ofSeconds(4), folder.resolve("av1.mp4"));
      assertEquals(
          List.of("av1,av01,320,240"),
          recording.probe("stream=codec_name,codec_tag_string,width,height"));
      recording.decodesWithoutAWord();
      recording.hasRisingTimes();
      showsAPictureEvery40Milliseconds(recording, 70);
      assertTrue(recording.samples().stream().filter(Recording.Sample::key).count() >= 3);
      JsonObject facts = box.request("GET", "/api/v1/cameras/" + id, null).getJsonObject("facts");
      assertEquals("AV1", facts.getString("codec"));
      assertTrue(facts.getString("codecs").startsWith("av01.0."), facts.getString("codecs"));
    }
  }

  @Test
  void whatNeedsTranscodingSaysSo() throws Exception {
    try (GStreamerCamera camera =
            GStreamerCamera.playing(RAW + "jpegenc ! rtpjpegpay name=pay0 pt=26");
        Box box = new Box(folder.resolve("box"));
        Feed feed = new Feed(box)) {
      String id = box.addCamera("Gate", camera.url().toString());
      assertEquals(
          "DESCRIBE: the camera's video is MJPEG, which needs transcoding, and this box does not do"
              + " that yet; set the camera to H.264 or H.265 meanwhile",
          feed.awaitState(id, "offline"));
    }
  }
}
