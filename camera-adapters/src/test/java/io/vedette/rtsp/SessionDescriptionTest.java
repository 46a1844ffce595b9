package io.vedette.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionDescriptionTest {

  private static SessionDescription parse(String... lines) throws RtspFormatException {
    return SessionDescription.parse(String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsVideoAndAudio() throws RtspFormatException {
    SessionDescription description =
        parse(
            "v=0",
            "a=control:*",
            "m=video 0 RTP/AVP 96",
            "a=rtpmap:96 H264/90000",
            "a=fmtp:96 packetization-mode=1; sprop-parameter-sets=Z0LAHg==,aM48gA==",
            "a=framerate:12.5",
            "a=control:track1",
            "m=audio 0 RTP/AVP 97",
            "a=rtpmap:97 mpeg4-generic/16000/2",
            "a=fmtp:97 mode=AAC-hbr;config=1410;SizeLength=13",
            "a=control:rtsp://cam/track2");
    SessionDescription.Media video = description.media().getFirst();
    assertEquals("H264", video.encoding());
    assertEquals(90_000, video.clockRate());
    assertEquals("Z0LAHg==,aM48gA==", video.format().get("sprop-parameter-sets"));
    assertEquals(12.5, video.frameRate().orElseThrow());
    SessionDescription.Media audio = description.media().getLast();
    assertEquals("MPEG4-GENERIC", audio.encoding());
    assertEquals(2, audio.channels());
    assertEquals("1410", audio.format().get("config"));
    assertEquals("13", audio.format().get("sizelength"));
  }

  @Test
  void brokenLinesArePassedOver() throws RtspFormatException {
    SessionDescription description =
        parse(
            "m=video x RTP/AVP 96",
            "a=rtpmap:96",
            "a=fmtp:",
            "a=framerate:fast",
            "nonsense",
            "a=rtpmap:96 H264/x");
    assertEquals("H264", description.media().getFirst().encoding());
    assertEquals(0, description.media().getFirst().clockRate());
  }

  @Test
  void noStreamIsAnError() {
    assertThrows(RtspFormatException.class, () -> parse("v=0", "s=nothing"));
    assertThrows(RtspFormatException.class, () -> parse(""));
  }

  @ParameterizedTest
  @CsvSource({
    "rtsp://cam/live/, track1, rtsp://cam/live/track1",
    "rtsp://cam/live, track1, rtsp://cam/live/track1",
    "rtsp://cam/live?a=b, trackID=1, rtsp://cam/live?a=b/trackID=1",
    "rtsp://cam:554/live, /other, rtsp://cam:554/other",
    "rtsp://cam/live, rtsp://cam2/x, rtsp://cam2/x",
    "rtsp://cam/live, *, rtsp://cam/live"
  })
  void resolvesControlAddressesAsCamerasMeanThem(String base, String control, String expected) {
    assertEquals(expected, SessionDescription.resolve(base, Optional.of(control)));
  }
}
