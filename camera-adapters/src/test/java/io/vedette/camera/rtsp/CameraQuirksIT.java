package io.vedette.camera.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraAddress.Transport;
import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.PacketSource;
import io.vedette.media.Packet;
import io.vedette.rtsp.RtspRequest;
import io.vedette.rtsp.RtspResponse;
import io.vedette.testing.QuirkyCamera;
import io.vedette.testing.QuirkyCamera.Behaviour;
import io.vedette.testing.QuirkyStage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One behaviour of cameras after another; each is a row of docs/camera-quirks.md. */
@Timeout(120)
class CameraQuirksIT extends QuirkTest {

  /** Changes the answer to one method. */
  private interface Change {
    RtspResponse of(RtspRequest request, RtspResponse usual) throws IOException;
  }

  private static Behaviour answering(String method, Change change) {
    return new Behaviour() {
      @Override
      public Optional<RtspResponse> answer(RtspRequest request, RtspResponse usual)
          throws IOException {
        return Optional.of(request.method().equals(method) ? change.of(request, usual) : usual);
      }
    };
  }

  private static Behaviour describing(String description) {
    return new Behaviour() {
      @Override
      public String description() {
        return description;
      }
    };
  }

  private static RtspRequest asked(QuirkyCamera camera, String method) {
    return camera.requests().stream()
        .filter(request -> request.method().equals(method))
        .reduce((_, last) -> last)
        .orElseThrow();
  }

  /** Behind NAT a camera knows only its own side: Axis 241Q (reported to webrtc-streamer). */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rtsp://192.0.2.7:554/camera/",
        "rtsp://192.0.2.7/camera",
        "rtsp://localhost:1/camera/",
        "RTSP://camera/camera/",
        // The scheme twice: Icamra (reported to go2rtc).
        "rtsp://rtsp://camera:554/camera/"
      })
  void aContentBaseWithAnotherHostIsReadAsOurs(String base) throws Exception {
    try (QuirkyCamera camera =
            new QuirkyCamera(
                answering("DESCRIBE", (_, usual) -> with(usual, "Content-Base", base)));
        PacketSource source = open(camera)) {
      pictures(source, 3);
      assertEquals(camera.url() + "/track1", asked(camera, "SETUP").uri());
    }
  }

  /** None at all, or one without a scheme: SV3C SV-B01POE (reported to Moonfire NVR). */
  @ParameterizedTest
  @ValueSource(strings = {"", "/camera/", "camera", "192.0.2.7:554/camera/", "http://192.0.2.7/"})
  void aContentBaseThatIsNoneIsTheAddressItself(String base) throws Exception {
    try (QuirkyCamera camera =
            new QuirkyCamera(
                answering(
                    "DESCRIBE",
                    (_, usual) ->
                        base.isEmpty()
                            ? without(usual, "Content-Base")
                            : with(usual, "Content-Base", base)));
        PacketSource source = open(camera)) {
      pictures(source, 3);
      assertEquals(camera.url() + "/track1", asked(camera, "SETUP").uri());
      assertEquals(camera.url().toString(), asked(camera, "PLAY").uri());
    }
  }

  /** A base that leads nowhere. */
  @Test
  void aContentBaseThatTheCameraItselfDoesNotKnowIsGivenUp() throws Exception {
    Behaviour behaviour =
        new Behaviour() {
          @Override
          public Optional<RtspResponse> answer(RtspRequest request, RtspResponse usual) {
            return Optional.of(
                switch (request.method()) {
                  case "DESCRIBE" -> with(usual, "Content-Base", "rtsp://127.0.0.1/wrong/");
                  case "SETUP" ->
                      request.uri().contains("wrong") ? response(request, 404, "Not Found") : usual;
                  default -> usual;
                });
          }
        };
    assertEquals(25, play(behaviour).size());
  }

  @ParameterizedTest
  @CsvSource({
    // Relative, with a query of its own.
    "trackID=1?profile=high, /camera/trackID=1?profile=high",
    // Absolute, with the host that the camera believes to be: behind NAT.
    "rtsp://192.0.2.7:554/camera/trackID=1, /camera/trackID=1",
    "rtsp://192.0.2.7/camera?trackID=1, /camera?trackID=1",
    // An absolute path.
    "/other/trackID=1, /other/trackID=1",
    // The presentation itself.
    "*, /camera/",
  })
  void controlAddressesAreReadAsTheyAreMeant(String control, String path) throws Exception {
    String description = QuirkyCamera.SDP.replace("a=control:track1", "a=control:" + control);
    try (QuirkyCamera camera = new QuirkyCamera(describing(description));
        PacketSource source = open(camera)) {
      pictures(source, 3);
      assertEquals("rtsp://127.0.0.1:" + camera.port() + path, asked(camera, "SETUP").uri());
    }
  }

  /** Addresses that end with a query. */
  @Test
  void aStreamOfAnAddressWithAQueryIsAppendedToIt() throws Exception {
    try (QuirkyCamera camera =
        new QuirkyCamera(answering("DESCRIBE", (_, usual) -> without(usual, "Content-Base")))) {
      URI url = URI.create(camera.url() + "?channel=1&subtype=0");
      try (PacketSource source = open(url, Transport.TCP)) {
        pictures(source, 3);
        assertEquals(url + "/track1", asked(camera, "SETUP").uri());
      }
    }
  }

  /** 459: aggregate operation not allowed (RFC 2326 11.3.10). */
  @Test
  void aCameraWithoutAggregatePlayIsPlayedByItsStream() throws Exception {
    Behaviour behaviour =
        answering(
            "PLAY",
            (request, usual) ->
                request.uri().endsWith("/track1")
                    ? usual
                    : response(request, 459, "Aggregate Operation Not Allowed"));
    assertEquals(25, play(behaviour).size());
  }

  /** A camera that gives the channels it likes (reported to gortsplib). */
  @Test
  void otherChannelsThanThoseAskedForAreTaken() throws Exception {
    Behaviour behaviour =
        answering(
            "SETUP", (_, usual) -> with(usual, "Transport", "RTP/AVP/TCP;unicast;interleaved=6-7"));
    assertEquals(25, play(behaviour).size());
  }

  /** A SETUP answer that says nothing of the transport (reported to gortsplib). */
  @Test
  void aMissingTransportMeansWhatWasAskedFor() throws Exception {
    assertEquals(25, play(answering("SETUP", (_, usual) -> without(usual, "Transport"))).size());
  }

  /** Reolink writes pictures before the answer to PLAY (reported to membrane_rtsp). */
  @Test
  void picturesBeforeTheAnswerToPlayAreKept() throws Exception {
    byte[] early =
        QuirkyStage.frame(0, HexFormat.of().parseHex("80e0000100000000000012346588840203040506"));
    Behaviour behaviour =
        new Behaviour() {
          private boolean begun;

          @Override
          public void write(OutputStream out, byte[] bytes) throws IOException {
            String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
            if (!begun
                && text.startsWith("RTSP")
                && text.contains("Session")
                && !text.contains("Transport")) {
              begun = true;
              out.write(early);
            }
            out.write(bytes);
          }
        };
    List<Packet> pictures = play(behaviour);
    assertEquals(12, pictures.getFirst().data().length());
    assertTrue(pictures.getFirst().key());
  }

  /** 0 for every request: Foscam C1 (reported to homebridge-foscamcamera). */
  @ParameterizedTest
  @ValueSource(strings = {"", "0", "99", "x"})
  void answersWithoutTheirNumberAreTakenInTurn(String number) throws Exception {
    Behaviour behaviour =
        new Behaviour() {
          @Override
          public Optional<RtspResponse> answer(RtspRequest request, RtspResponse usual) {
            return Optional.of(
                number.isEmpty() ? without(usual, "CSeq") : with(usual, "CSeq", number));
          }
        };
    assertEquals(25, play(behaviour).size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "  session1 ; timeout = 60 ",
        "session1;timeout=0",
        "session1",
        "session1; Timeout=\"30\"",
        "session1;timeout=banana"
      })
  void aSessionFieldWithBlanksIsRead(String field) throws Exception {
    try (QuirkyCamera camera =
            new QuirkyCamera(answering("SETUP", (_, usual) -> with(usual, "Session", field)));
        PacketSource source = open(camera)) {
      pictures(source, 3);
      assertEquals("session1", asked(camera, "PLAY").headers().first("Session").orElseThrow());
    }
  }

  @Test
  void aContentTypeWithACharacterSetIsADescriptionToo() throws Exception {
    assertEquals(
        25,
        play(answering(
                "DESCRIBE",
                (_, usual) -> with(usual, "Content-Type", "application/sdp; charset=utf-8")))
            .size());
  }

  @Test
  void descriptionsThatBreakTheGrammarAreReadAllTheSame() throws Exception {
    String bad =
        "m=video 0 RTP/AVP 96\n\nnonsense\r"
            + QuirkyCamera.FORMAT.replace("\r\n", "\n")
            + "a=\nx=y=z\na=control:track1\n=\n";
    assertEquals(25, play(describing(bad)).size());
  }

  /** A description with all of ONVIF in it, in a body longer than a segment. */
  @Test
  void aDescriptionLongerThanASegmentIsReadWhole() throws Exception {
    StringBuilder long64 =
        new StringBuilder(QuirkyCamera.SDP.replace("m=video", "a=tool:x\r\nm=video"));
    for (int i = 0; i < 400; i++) {
      long64.append("a=x-camera-note:").append("0123456789".repeat(8)).append("\r\n");
    }
    assertEquals(25, play(describing(long64.toString())).size());
  }

  /** Metadata beside the pictures: every ONVIF camera with analytics. */
  @Test
  void metadataStreamsAreLeftOut() throws Exception {
    String onvif =
        "m=application 0 RTP/AVP 107\r\na=rtpmap:107 vnd.onvif.metadata/90000\r\na=control:meta\r\n";
    String head = QuirkyCamera.SDP.substring(0, QuirkyCamera.SDP.indexOf("m=video"));
    String video = QuirkyCamera.SDP.substring(QuirkyCamera.SDP.indexOf("m=video"));
    try (QuirkyCamera camera = new QuirkyCamera(describing(head + onvif + video + onvif));
        PacketSource source = open(camera)) {
      pictures(source, 3);
      assertEquals(List.of("OPTIONS", "DESCRIBE", "SETUP", "PLAY"), camera.methods().subList(0, 4));
      assertEquals(camera.url() + "/track1", asked(camera, "SETUP").uri());
    }
  }

  /** Audio first, and a second picture. */
  @Test
  void theVideoMayBeTheSecondStreamAndNeedNotBeTheOnlyOne() throws Exception {
    String head = QuirkyCamera.SDP.substring(0, QuirkyCamera.SDP.indexOf("m=video"));
    String video = QuirkyCamera.SDP.substring(QuirkyCamera.SDP.indexOf("m=video"));
    String audio = "m=audio 0 RTP/AVP 18\r\na=rtpmap:18 G729/8000\r\na=control:sound\r\n";
    String other = "m=video 0 RTP/AVP 26\r\na=rtpmap:26 JPEG/90000\r\na=control:jpeg\r\n";
    try (QuirkyCamera camera = new QuirkyCamera(describing(head + audio + other + video));
        PacketSource source = open(camera)) {
      pictures(source, 3);
      assertTrue(asked(camera, "SETUP").uri().endsWith("/track1"), camera.methods().toString());
    }
  }

  /** A camera with no buffer of its own writes byte by byte. */
  @Test
  void bytesThatComeOneByOneAreEnough() throws Exception {
    Behaviour behaviour =
        new Behaviour() {
          @Override
          public void write(OutputStream out, byte[] bytes) throws IOException {
            for (byte one : bytes) {
              out.write(one);
              out.flush();
            }
          }
        };
    assertEquals(25, play(behaviour).size());
  }

  /** Cameras that ask their clients whether they live, or tell them things. */
  @ParameterizedTest
  @ValueSource(strings = {"OPTIONS", "SET_PARAMETER", "ANNOUNCE", "GET_PARAMETER"})
  void aRequestOfTheCamerasIsAnsweredAndThePicturesGoOn(String method) throws Exception {
    Behaviour behaviour =
        new Behaviour() {
          @Override
          public void play(QuirkyStage stage) throws Exception {
            while (stage.isOpen()) {
              stage.picture();
              if (stage.pictures == 5) {
                stage.request(method + " rtsp://127.0.0.1/camera RTSP/1.0\r\nCSeq: 1\r\n\r\n");
              }
              stage.pause();
            }
          }
        };
    List<Packet> pictures = play(behaviour);
    for (int i = 1; i < pictures.size(); i++) {
      assertEquals(3600, pictures.get(i).dts() - pictures.get(i - 1).dts());
    }
  }

  /** Another payload type than announced. */
  @Test
  void anotherPayloadTypeThanAnnouncedIsTaken() throws Exception {
    assertEquals(
        25,
        play(new Behaviour() {
              @Override
              public void play(QuirkyStage stage) throws Exception {
                stage.payloadType = 98;
                Behaviour.super.play(stage);
              }
            })
            .size());
  }

  /** Packets of another kind while a camera is turned (reported to RtspClientSharp). */
  @Test
  void aStrayPayloadTypeBeforeTheAnnouncedOneDoesNotReplaceIt() throws Exception {
    Behaviour behaviour =
        new Behaviour() {
          @Override
          public void play(QuirkyStage stage) throws Exception {
            while (stage.isOpen()) {
              stage.payloadType = 127;
              int sequence = stage.sequence;
              stage.send(stage.packet(false, new byte[] {0x1f, 0, 0}));
              stage.sequence = sequence;
              stage.payloadType = 96;
              stage.picture();
              stage.pause();
            }
          }
        };
    assertEquals(25, play(behaviour).size());
  }

  /** Encoders that start again within the session: a new source, numbers from anywhere. */
  @ParameterizedTest
  @CsvSource({"true, 1000", "true, 40000", "false, 40000", "false, 900"})
  void aSenderThatBeginsAnewIsFollowed(boolean newSource, int sequence) throws Exception {
    Behaviour behaviour =
        new Behaviour() {
          @Override
          public void play(QuirkyStage stage) throws Exception {
            while (stage.isOpen()) {
              if (stage.pictures == 10) {
                stage.ssrc += newSource ? 1 : 0;
                stage.sequence = sequence;
              }
              stage.picture();
              stage.pause();
            }
          }
        };
    List<Packet> pictures = play(behaviour);
    assertEquals(25, pictures.size());
    // Pictures before the next key frame could not be decoded: none comes without its group.
    for (int i = 1; i < pictures.size(); i++) {
      if (pictures.get(i).pts() - pictures.get(i - 1).pts() > 3600) {
        assertTrue(pictures.get(i).key(), "picture " + i);
      }
    }
  }

  /** No marker at all. */
  @Test
  void withoutMarkersTheNextTimestampEndsAPicture() throws Exception {
    assertEquals(
        25,
        play(new Behaviour() {
              @Override
              public void play(QuirkyStage stage) throws Exception {
                while (stage.isOpen()) {
                  stage.send(stage.packet(false, stage.slice(true)));
                  stage.next();
                  stage.pause();
                }
              }
            })
            .size());
  }

  /** A marker on every slice. */
  @Test
  void aMarkerOnEverySliceDoesNotTearPictures() throws Exception {
    Behaviour behaviour =
        new Behaviour() {
          @Override
          public void play(QuirkyStage stage) throws Exception {
            while (stage.isOpen()) {
              stage.send(stage.packet(true, stage.slice(true)));
              stage.send(stage.packet(true, stage.slice(false)));
              stage.next();
              stage.pause();
            }
          }
        };
    List<Packet> pictures = play(behaviour);
    // The first one shows that markers lie; from then on both slices are there.
    for (Packet picture : pictures.subList(1, pictures.size())) {
      assertEquals(20, picture.data().length());
    }
  }

  /** Part of a frame lost: old live555, in some Reolink (reported to retina). */
  @Test
  void brokenFramingCostsAGroupAndNotTheSession() throws Exception {
    Behaviour behaviour =
        new Behaviour() {
          @Override
          public void play(QuirkyStage stage) throws Exception {
            while (stage.isOpen()) {
              if (stage.pictures == 12) {
                byte[] whole = QuirkyStage.frame(0, stage.packet(true, new byte[400]));
                stage.raw(java.util.Arrays.copyOf(whole, 200));
                stage.next();
              }
              stage.picture();
              stage.pause();
            }
          }
        };
    assertEquals(25, play(behaviour).size());
  }

  @Test
  void aGoodbyeEndsTheSessionAtOnceAndProperly() throws Exception {
    Behaviour behaviour =
        new Behaviour() {
          @Override
          public void play(QuirkyStage stage) throws Exception {
            stage.picture();
            stage.raw(
                QuirkyStage.frame(1, HexFormat.of().parseHex("80c900010000123481cb000112345678")));
          }
        };
    try (QuirkyCamera camera = new QuirkyCamera(behaviour)) {
      try (PacketSource source = open(camera)) {
        CameraException ended = end(source);
        assertEquals(Reason.CLOSED, ended.reason());
        assertEquals("read: the camera ended the stream (RTCP goodbye)", ended.getMessage());
      }
      assertEquals("TEARDOWN", camera.methods().getLast());
    }
  }

  /** OPTIONS is unknown. */
  @ParameterizedTest
  @ValueSource(ints = {405, 501, 400, 551})
  void aRefusedOptionsIsNoReasonToGiveUp(int status) throws Exception {
    assertEquals(
        25, play(answering("OPTIONS", (request, _) -> response(request, status, "No"))).size());
  }

  /** The connection is closed on OPTIONS. */
  @Test
  void aCameraThatHangsUpOnOptionsIsAskedWithoutIt() throws Exception {
    Behaviour behaviour =
        answering(
            "OPTIONS",
            (_, _) -> {
              throw new IOException("hung up");
            });
    try (QuirkyCamera camera = new QuirkyCamera(behaviour);
        PacketSource source = open(camera)) {
      pictures(source, 3);
      assertEquals(List.of("OPTIONS", "DESCRIBE", "SETUP", "PLAY"), camera.methods().subList(0, 4));
    }
  }

  /** Several answers, and pictures behind them, in one segment. */
  @Test
  void answersAndPicturesInOneWriteAreTakenApart() throws Exception {
    Behaviour behaviour =
        new Behaviour() {
          @Override
          public void play(QuirkyStage stage) throws Exception {
            while (stage.isOpen()) {
              java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
              for (int i = 0; i < 5; i++) {
                all.writeBytes(QuirkyStage.frame(0, stage.packet(true, stage.slice(true))));
                all.writeBytes(
                    "RTSP/1.0 200 OK\r\nCSeq: 77\r\n\r\n\r\n"
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                stage.next();
              }
              stage.raw(all.toByteArray());
              stage.pause();
            }
          }
        };
    assertEquals(25, play(behaviour).size());
  }
}
