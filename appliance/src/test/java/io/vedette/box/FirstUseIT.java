package io.vedette.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.testing.Box;
import io.vedette.testing.BoxThread;
import io.vedette.testing.Feed;
import io.vedette.testing.GStreamerCamera;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who is the first to need FFmpeg does not wait for its libraries. */
@Timeout(120)
class FirstUseIT {

  private static final String WITH_SOUND =
      GStreamerCamera.VIDEO_TRACK
          + " audiotestsrc is-live=true ! audioconvert ! audioresample"
          + " ! audio/x-raw,rate=8000,channels=1 ! alawenc ! rtppcmapay pt=8 name=pay1";

  @TempDir private Path folder;

  @Test
  void theFirstStillAndTheFirstSoundLoadNothing() throws Exception {
    try (GStreamerCamera camera = GStreamerCamera.playing(WITH_SOUND);
        Box box = new Box(folder);
        Feed feed = new Feed(box)) {
      awaitPreload(box);
      Set<String> before = libraries(box);
      assertTrue(before.stream().anyMatch(name -> name.startsWith("libavcodec")), before + "");
      String id = box.addCamera("Gate", camera.url().toString());
      feed.awaitState(id, "streaming");

      HttpResponse<String> still = box.send("GET", "/streams/" + id + "/snapshot.jpg", null);

      assertEquals(200, still.statusCode(), still.body());
      feed.await(id, Duration.ofSeconds(10), seen -> !Feed.main(seen).isNull("audio"));
      assertEquals(before, libraries(box));
    }
  }

  @Test
  void aBoxWhoseLibrariesCannotBeLoadedServesAllElse() throws Exception {
    try (GStreamerCamera camera = GStreamerCamera.playing(GStreamerCamera.VIDEO_TRACK);
        Box box = Box.withJvmFlag("-Dorg.bytedeco.javacpp.platform=nowhere", folder);
        Feed feed = new Feed(box)) {
      awaitPreload(box);
      assertEquals(Set.of(), libraries(box));
      String id = box.addCamera("Gate", camera.url().toString());
      feed.awaitState(id, "streaming");
      HttpResponse<String> still = box.send("GET", "/streams/" + id + "/snapshot.jpg", null);
      assertEquals(500, still.statusCode(), still.body());
    }
  }

  /** The box has said that it is ready: what it loads, it has begun to load. */
  private static void awaitPreload(Box box) throws IOException {
    while (BoxThread.all(box).stream().anyMatch(thread -> thread.name().equals("ffmpeg-preload"))) {
      Thread.onSpinWait();
    }
  }

  /** FFmpeg's libraries and those that lead to them, as far as the box's process has them. */
  private static Set<String> libraries(Box box) throws IOException {
    Set<String> names = new TreeSet<>();
    for (String line : Files.readAllLines(Path.of("/proc/" + box.process().pid() + "/maps"))) {
      String name = line.substring(line.lastIndexOf('/') + 1);
      if (name.matches("lib(av|sw|jniav|jnisw|jnijavacpp|postproc).*")) {
        names.add(name);
      }
    }
    return names;
  }
}
