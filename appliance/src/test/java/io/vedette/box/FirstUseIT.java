package io.vedette.box;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vedette.testing.Box;
import io.vedette.testing.BoxThread;
import io.vedette.testing.Feed;
import io.vedette.testing.GStreamerCamera;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who is the first to need FFmpeg does not wait for its libraries. */
@Timeout(420)
class FirstUseIT {

  private static final String WITH_SOUND =
      GStreamerCamera.VIDEO_TRACK
          + " audiotestsrc is-live=true ! audioconvert ! audioresample"
          + " ! audio/x-raw,rate=8000,channels=1 ! alawenc ! rtppcmapay pt=8 name=pay1";

  private static final long LOOK_MILLIS = 20;

  @TempDir private Path folder;

  @Test
  void theFirstStillAndTheFirstSoundLoadNothing() throws Exception {
    try (GStreamerCamera camera = GStreamerCamera.playing(WITH_SOUND);
        Box box = new Box(folder);
        Feed feed = new Feed(box)) {
      awaitLibrary(box, "libavcodec");
      awaitPreload(box);
      Set<String> before = libraries(box);
      String id = box.addCamera("Gate", camera.url().toString());
      feed.awaitState(id, "streaming");

      HttpResponse<byte[]> still = box.awaitReady("/streams/" + id + "/snapshot.jpg");

      assertEquals(200, still.statusCode());
      feed.await(id, Feed.PATIENCE, seen -> !Feed.main(seen).isNull("audio"));
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

  /** The box has said that it is ready: what it loads, it has begun to load, or will at once. */
  private static void awaitLibrary(Box box, String prefix)
      throws IOException, InterruptedException {
    while (libraries(box).stream().noneMatch(name -> name.startsWith(prefix))) {
      Thread.sleep(LOOK_MILLIS);
    }
  }

  /** Waits for the thread that loads to have ended. */
  private static void awaitPreload(Box box) throws IOException, InterruptedException {
    while (BoxThread.all(box).stream().anyMatch(thread -> thread.name().equals("ffmpeg-preload"))) {
      Thread.sleep(LOOK_MILLIS);
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
