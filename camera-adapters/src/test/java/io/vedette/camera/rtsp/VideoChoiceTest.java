package io.vedette.camera.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraException;
import io.vedette.rtsp.SessionDescription;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VideoChoiceTest {

  private static SessionDescription.Media choose(String sdp) throws Exception {
    return VideoChoice.of(SessionDescription.parse(sdp.getBytes(StandardCharsets.UTF_8)).media());
  }

  @ParameterizedTest
  @CsvSource({
    "m=video 0 RTP/AVP 31, H.261",
    "m=video 0 RTP/AVP 96|a=rtpmap:96 H263-1998/90000, H.263",
    "m=video 0 RTP/AVP 96|a=rtpmap:96 VP8/90000, VP8"
  })
  void whatIsNotReadIsNamed(String sdp, String name) {
    CameraException refused =
        assertThrows(CameraException.class, () -> choose(sdp.replace("|", "\n")));
    assertEquals(CameraException.Reason.UNSUPPORTED_MEDIA, refused.reason());
    assertEquals(
        "DESCRIBE: the camera's video is "
            + name
            + ", which this box does not read; set the camera to H.264 or H.265",
        refused.getMessage());
  }

  @Test
  void ofSeveralTheOneThatMostPlayersPlayIsTaken() throws Exception {
    assertEquals(
        "H264",
        choose(
                "m=video 0 RTP/AVP 26\nm=video 0 RTP/AVP 96\na=rtpmap:96 H265/90000\n"
                    + "m=video 0 RTP/AVP 97\na=rtpmap:97 H264/90000")
            .encoding());
  }

  @Test
  void whatNoBrowserPlaysIsTakenWhereThereIsNothingElse() throws Exception {
    assertEquals("JPEG", choose("m=video 0 RTP/AVP 26").encoding());
    assertEquals(
        "MP4V-ES",
        choose("m=video 0 RTP/AVP 26\nm=video 0 RTP/AVP 96\na=rtpmap:96 MP4V-ES/90000").encoding());
  }

  @Test
  void interleavedModeIsRefusedBeforeItPlays() {
    CameraException refused =
        assertThrows(
            CameraException.class,
            () ->
                choose(
                    "m=video 0 RTP/AVP 96\na=rtpmap:96 H264/90000\n"
                        + "a=fmtp:96 packetization-mode=2"));
    assertTrue(refused.getMessage().contains("interleaved mode"), refused.getMessage());
  }
}
