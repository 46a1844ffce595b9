package io.vedette.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.testing.Attempts;
import io.vedette.testing.Box;
import io.vedette.testing.Command;
import io.vedette.testing.Feed;
import io.vedette.testing.GStreamerCamera;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the box serves, read back by the ffprobe binary frame by frame. */
@Timeout(420)
class PlaybackIT {

  private record Frame(double time, boolean key, int width, int height) {}

  @TempDir private Path folder;

  /** What a program prints, which has to succeed. */
  private static String printed(List<String> words) throws Exception {
    Command command = Command.run(Duration.ofSeconds(90), words);
    assertEquals(0, command.status(), command.output());
    return command.output();
  }

  private static List<Frame> frames(Box box, String path, int seconds) throws Exception {
    String printed =
        printed(
            List.of(
                "ffprobe",
                "-v",
                "error",
                "-headers",
                "Authorization: Bearer " + box.token() + "\r\n",
                "-read_intervals",
                "%+" + seconds,
                "-select_streams",
                "v",
                "-show_entries",
                "frame=pts_time,key_frame,width,height",
                "-of",
                "csv=p=0",
                box.address().resolve(path).toString()));
    return printed
        .lines()
        .map(line -> line.split(","))
        // Side data has lines of its own.
        .filter(fields -> fields.length >= 4)
        .map(
            field ->
                new Frame(
                    Double.parseDouble(field[1]),
                    field[0].equals("1"),
                    Integer.parseInt(field[2]),
                    Integer.parseInt(field[3])))
        .toList();
  }

  private static void areWhole(List<Frame> frames, int atLeast) {
    assertTrue(frames.size() >= atLeast, "only " + frames.size() + " frames");
    assertTrue(frames.getFirst().key());
    for (int i = 1; i < frames.size(); i++) {
      assertEquals(0.04, frames.get(i).time() - frames.get(i - 1).time(), 0.003, "frame " + i);
      assertEquals(320, frames.get(i).width());
      assertEquals(240, frames.get(i).height());
    }
    // The camera's GOP is a second.
    for (int i = 25; i < frames.size(); i += 25) {
      assertTrue(frames.get(i).key(), "frame " + i);
    }
  }

  @Test
  void mp4AndHlsHoldEveryFrameOnce() throws Exception {
    try (GStreamerCamera camera = GStreamerCamera.playing(GStreamerCamera.VIDEO_TRACK);
        Box box = new Box(folder);
        Feed feed = new Feed(box)) {
      String id = box.addCamera("Gate", camera.url().toString());
      feed.awaitState(id, "streaming");
      // A camera that was stopped for seconds begins anew, and what plays it ends.
      for (String path : List.of("/live.mp4", "/index.m3u8")) {
        Attempts.upToThree(_ -> areWhole(frames(box, "/streams/" + id + path, 4), 90));
      }
      feed.await(
          id,
          Feed.PATIENCE,
          seen -> {
            double fps = Feed.main(seen).getJsonNumber("fps").doubleValue();
            return fps > 24 && fps < 26;
          });
    }
  }

  @Test
  void soundComesAlong() throws Exception {
    try (GStreamerCamera camera =
            GStreamerCamera.playing(
                GStreamerCamera.VIDEO_TRACK + " " + GStreamerCamera.AUDIO_TRACK);
        Box box = new Box(folder);
        Feed feed = new Feed(box)) {
      String id = box.addCamera("Gate", camera.url().toString());
      feed.awaitState(id, "streaming");
      // Sound joins with the key frame after the first that came of it.
      feed.await(id, Feed.PATIENCE, seen -> !Feed.main(seen).isNull("audio"));
      String streams =
          printed(
              List.of(
                  "ffprobe",
                  "-v",
                  "error",
                  "-headers",
                  "Authorization: Bearer " + box.token() + "\r\n",
                  "-show_entries",
                  "stream=codec_name",
                  "-of",
                  "csv=p=0",
                  box.address().resolve("/streams/" + id + "/live.mp4").toString()));
      assertEquals(List.of("h264", "aac"), streams.lines().toList());
    }
  }
}
