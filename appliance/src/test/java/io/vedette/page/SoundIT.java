package io.vedette.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vedette.testing.Box;
import io.vedette.testing.GStreamerCamera;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Chromium makes of cameras with sound, through the live socket. */
@Timeout(600)
class SoundIT {

  @TempDir private Path folder;

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "G.711 becomes AAC, 'rate=8000,channels=1', mulawenc ! rtppcmupay pt=0",
    "Opus, 'rate=48000,channels=2', opusenc ! rtpopuspay pt=98",
    "AAC at 8 kHz, 'rate=8000,channels=1', avenc_aac ! rtpmp4gpay pt=97",
    "L16 stereo becomes AAC, 'rate=44100,channels=2', rtpL16pay pt=98",
  })
  void pictureAndSoundPlay(String name, String raw, String pay) throws Exception {
    String launch =
        GStreamerCamera.VIDEO_TRACK
            + " audiotestsrc is-live=true ! audioconvert ! audioresample ! audio/x-raw,"
            + raw
            + " ! "
            + pay
            + " name=pay1";
    try (GStreamerCamera camera = GStreamerCamera.playing(launch);
        Box box = new Box(folder);
        Browser browser = new Browser(1280, 800)) {
      Tile tile = browser.tile(box.addCamera("Gate", camera.url().toString()));
      browser.signIn(box, "");
      browser.await(() -> tile.decodedAudioBytes() > 0 && tile.decodedFrames() > 0);
      double sound = tile.decodedAudioBytes();
      // Both went on all the time: one that stops would hold up the clock, or be missing here.
      browser.awaitProgress(Browser.SLACK_MILLIS, tile, 4, 80);
      browser.await(() -> "websocket".equals(tile.protocol()));
      browser.await(() -> tile.decodedAudioBytes() > sound);
      assertEquals(List.of(), browser.complaints());
    }
  }
}
