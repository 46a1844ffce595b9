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
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Cameras of each codec and order of pictures, read back from the box by FFmpeg. */
@Timeout(600)
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
      String id =
          box.request("GET", "/api/v1/cameras", null)
              .getJsonArray("cameras")
              .getJsonObject(0)
              .getString("id");
      JsonObject shown =
          feed.await(
              id,
              Feed.PATIENCE,
              seen ->
                  Feed.video(seen).isPresent()
                      && Feed.main(seen).getJsonNumber("keyFrameSeconds").doubleValue() > 0);
      JsonObject video = Feed.video(shown).orElseThrow();
      assertEquals("H.265", video.getString("codec"));
      assertTrue(video.getString("codecString").startsWith("hvc1.1.6.L"), video.toString());
      JsonObject main = Feed.main(shown);
      assertEquals(1.0, main.getJsonNumber("keyFrameSeconds").doubleValue(), 0.1);
      assertTrue(main.getJsonArray("notices").isEmpty());
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
            Duration.ofSeconds(240),
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
      JsonObject video = awaitVideo(feed, id);
      assertEquals("AV1", video.getString("codec"));
      assertTrue(video.getString("codecString").startsWith("av01.0."), video.toString());
    }
  }

  private static byte[] snapshot(Box box, String id, String query) throws Exception {
    HttpResponse<byte[]> response = box.awaitReady("/streams/" + id + "/snapshot.jpg" + query);
    assertEquals(200, response.statusCode());
    return response.body();
  }

  /** What the box tells of the pictures; facts follow a second after they have come. */
  private static JsonObject awaitVideo(Feed feed, String id) throws Exception {
    return Feed.video(feed.await(id, Feed.PATIENCE, seen -> Feed.video(seen).isPresent()))
        .orElseThrow();
  }

  @Test
  void motionJpegIsWrittenAsItIs() throws Exception {
    try (GStreamerCamera camera =
            GStreamerCamera.playing(RAW + "jpegenc quality=90 ! rtpjpegpay name=pay0 pt=26");
        Box box = new Box(folder.resolve("box"));
        Feed feed = new Feed(box)) {
      String id = box.addCamera("Gate", camera.url().toString());
      feed.awaitState(id, "streaming");
      Recording recording = Recording.of(box, id, Duration.ofSeconds(4), folder.resolve("j.mp4"));
      assertEquals(
          List.of("mjpeg,mp4v,320,240"),
          recording.probe("stream=codec_name,codec_tag_string,width,height"));
      recording.hasRisingTimes();
      recording.decodesWithoutAWord();
      showsAPictureEvery40Milliseconds(recording, 70);
      assertTrue(recording.samples().stream().allMatch(Recording.Sample::key));
      JsonObject video = awaitVideo(feed, id);
      assertEquals("MJPEG", video.getString("codec"));
      assertEquals("mp4v.6C", video.getString("codecString"));

      BufferedImage still = ImageIO.read(new ByteArrayInputStream(snapshot(box, id, "")));
      assertEquals(320, still.getWidth());
      BufferedImage small = ImageIO.read(new ByteArrayInputStream(snapshot(box, id, "?width=160")));
      assertEquals(160, small.getWidth());
    }
  }

  /** Wider than the headers of RFC 2435 can tell, as GStreamer and cameras of 5 megapixels send. */
  @Test
  void motionJpegOfMoreThan2040Pixels() throws Exception {
    Recording recording =
        recorded(
            RAW.replace(
                    "width=320,height=240,framerate=25/1", "width=2592,height=1944,framerate=5/1")
                + "jpegenc ! rtpjpegpay name=pay0 pt=26",
            4);
    assertEquals(List.of("mjpeg,2592,1944"), recording.probe("stream=codec_name,width,height"));
    recording.decodesWithoutAWord();
    assertEquals(recording.samples().size(), recording.shownTimes().size());
    assertTrue(recording.samples().size() > 5);
  }

  @Test
  void mpeg4WithHeadersInTheDescriptionOnly() throws Exception {
    mpeg4(0, 0);
  }

  @Test
  void mpeg4WithHeadersInTheStreamToo() throws Exception {
    mpeg4(0, 1);
  }

  @Test
  void mpeg4WithReorderedPictures() throws Exception {
    mpeg4(2, 1);
  }

  /**
   * GStreamer's encoder does not stand the server's second start, so that a file is played.
   *
   * @param between B-VOPs between two others
   * @param interval seconds from one repetition of the headers to the next, 0 for none
   */
  private void mpeg4(int between, int interval) throws Exception {
    Path clip = folder.resolve("clip.mp4");
    Command encoded =
        Command.run(
            Duration.ofSeconds(240),
            List.of(
                "ffmpeg",
                "-v",
                "error",
                "-f",
                "lavfi",
                "-i",
                "testsrc=size=320x240:rate=25",
                "-t",
                "90",
                "-c:v",
                "mpeg4",
                "-g",
                "24",
                "-bf",
                Integer.toString(between),
                clip.toString()));
    assertEquals(0, encoded.status(), encoded.output());
    try (GStreamerCamera camera =
            GStreamerCamera.playing(
                "filesrc location="
                    + clip
                    + " ! qtdemux ! mpeg4videoparse ! rtpmp4vpay name=pay0 pt=96 config-interval="
                    + interval);
        Box box = new Box(folder.resolve("box"));
        Feed feed = new Feed(box)) {
      String id = box.addCamera("Gate", camera.url().toString());
      feed.awaitState(id, "streaming");
      Recording recording = Recording.of(box, id, Duration.ofSeconds(4), folder.resolve("m.mp4"));
      assertEquals(
          List.of("mpeg4,mp4v,320,240"),
          recording.probe("stream=codec_name,codec_tag_string,width,height"));
      recording.hasRisingTimes();
      recording.decodesWithoutAWord();
      showsAPictureEvery40Milliseconds(recording, 70);
      assertTrue(recording.samples().stream().filter(Recording.Sample::key).count() >= 3);
      JsonObject video = awaitVideo(feed, id);
      assertEquals("MPEG-4", video.getString("codec"));
      assertTrue(video.getString("codecString").startsWith("mp4v.20."), video.toString());
      Recording converted =
          Recording.of(box, id, "h264", Duration.ofSeconds(2), folder.resolve("h.mp4"));
      assertEquals(List.of("h264,320,240"), converted.probe("stream=codec_name,width,height"));
      converted.decodesWithoutAWord();
      BufferedImage still = ImageIO.read(new ByteArrayInputStream(snapshot(box, id, "")));
      assertEquals(320, still.getWidth());
    }
  }

  @Test
  void whatIsNotReadSaysSo() throws Exception {
    try (GStreamerCamera camera =
            GStreamerCamera.playing(RAW + "vp8enc deadline=1 ! rtpvp8pay name=pay0 pt=96");
        Box box = new Box(folder.resolve("box"));
        Feed feed = new Feed(box)) {
      String id = box.addCamera("Gate", camera.url().toString());
      // GStreamer may take longer than the box waits for the first answer.
      String reason = feed.awaitState(id, "offline", "the camera's video is");
      assertEquals(
          "DESCRIBE: the camera's video is VP8, which this box does not read; set the camera to"
              + " H.264 or H.265",
          reason);
    }
  }
}
