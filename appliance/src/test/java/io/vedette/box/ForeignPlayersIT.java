package io.vedette.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.testing.Attempts;
import io.vedette.testing.Box;
import io.vedette.testing.Feed;
import io.vedette.testing.ForeignPlayer;
import io.vedette.testing.GStreamerCamera;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Players that others have written play what the box serves, told nothing but an address. */
@Timeout(420)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignPlayersIT {

  private static final int PICTURES = 40;

  private Path folder;
  private GStreamerCamera main;
  private GStreamerCamera sub;
  private Box box;
  private Feed feed;
  private String gate;
  private String door;

  @BeforeAll
  void start(@TempDir Path temporary) throws Exception {
    folder = temporary;
    main = GStreamerCamera.playing(GStreamerCamera.VIDEO_TRACK);
    sub =
        GStreamerCamera.playing(
            GStreamerCamera.VIDEO_TRACK.replace("width=320,height=240", "width=160,height=120"));
    box = new Box(folder.resolve("box"));
    feed = new Feed(box);
    gate = box.addCamera("Gate", main.url(), sub.url(), "always");
    door = box.addCamera("Door", main.url().toString());
    feed.awaitState(gate, "streaming");
    feed.awaitState(door, "streaming");
  }

  @AfterAll
  void stop() throws Exception {
    feed.close();
    box.close();
    sub.close();
    main.close();
  }

  private ForeignPlayer.Shown play(ForeignPlayer player, String path) throws Exception {
    String url =
        "http://any:" + box.token() + "@" + box.address().getAuthority() + "/streams/" + path;
    AtomicReference<ForeignPlayer.Shown> shown = new AtomicReference<>();
    // A player that was stopped for seconds may complain, or give up.
    Attempts.upToThree(
        _ -> {
          shown.set(player.play(url, PICTURES, folder));
          // The ball moves with every picture; VLC shows one again while the next is late.
          int repeated = shown.get().pictures() - PICTURES;
          assertTrue(repeated < PICTURES / 3 || player == ForeignPlayer.VLC, "again: " + repeated);
          if (player == ForeignPlayer.FFMPEG) {
            assertEquals("", shown.get().complaints());
          }
        });
    return shown.get();
  }

  @ParameterizedTest
  @EnumSource
  void liveMp4OfTheMainStream(ForeignPlayer player) throws Exception {
    ForeignPlayer.Shown shown = play(player, gate + "/live.mp4");
    assertEquals(320, shown.width());
    assertEquals(240, shown.height());
  }

  @ParameterizedTest
  @EnumSource
  void liveMp4OfTheSmallerStream(ForeignPlayer player) throws Exception {
    ForeignPlayer.Shown shown = play(player, gate + "/live.mp4?rendition=sub");
    assertEquals(160, shown.width());
    assertEquals(120, shown.height());
  }

  @ParameterizedTest
  @EnumSource
  void hls(ForeignPlayer player) throws Exception {
    ForeignPlayer.Shown shown = play(player, door + "/index.m3u8");
    assertEquals(320, shown.width());
    assertEquals(240, shown.height());
  }

  @ParameterizedTest
  @EnumSource
  void hlsOfTheSmallerStream(ForeignPlayer player) throws Exception {
    ForeignPlayer.Shown shown = play(player, gate + "/sub/index.m3u8");
    assertEquals(160, shown.width());
    assertEquals(120, shown.height());
  }
}
