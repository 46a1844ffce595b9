package io.vedette.camera.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vedette.camera.CameraException;
import io.vedette.camera.Credentials;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What FFmpeg is told, and what it says. */
class FfmpegTextsTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  void credentialsAreEncodedForFfmpegAndForNobodyElse() throws Exception {
    FfmpegUrl url =
        new FfmpegUrl(
            URI.create("rtsp://camera:8554/a?b=c"), Optional.of(new Credentials("j@e", "p#/:%~ä")));
    assertEquals("rtsp://j%40e:p%23%2F%3A%25~%C3%A4@camera:8554/a?b=c", url.secret());
    assertEquals("rtsp://camera:8554/a?b=c", url.toString());
    FfmpegUrl longer =
        new FfmpegUrl(url.url(), Optional.of(new Credentials("joe", "@".repeat(42))));
    assertThrows(CameraException.class, longer::secret);
    assertEquals(
        "rtsp://camera/", new FfmpegUrl(URI.create("rtsp://camera/"), Optional.empty()).secret());
  }

  @Test
  void aPeriodsNoiseIsOneLine() {
    List<String> lines = new ArrayList<>();
    FfmpegLog log = new FfmpegLog(Duration.ofSeconds(60), lines::add);
    log.message("first\n", 0);
    for (int i = 1; i <= 37; i++) {
      log.message("error " + i + "\n", i * SECOND);
    }
    log.message(" \n", 59 * SECOND);
    assertEquals(List.of("first"), lines);
    log.message("later\n", 60 * SECOND);
    assertEquals(List.of("first", "37 messages, last was \"error 37\""), lines);
    log.message("much later\n", 200 * SECOND);
    assertEquals("1 message, last was \"later\"", lines.getLast());
  }

  @Test
  void passwordsInAddressesAreNotRepeated() {
    String text = FfmpegLog.withoutSecrets("Opening 'rtsp://joe:geheim@camera/a' for reading");
    assertFalse(text.contains("geheim"), text);
    assertEquals("Opening 'rtsp://***@camera/a' for reading", text);
  }
}
