package io.vedette.camera.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraException;
import io.vedette.media.CodecParameters;
import io.vedette.media.MediaEvent;
import io.vedette.media.Packet;
import io.vedette.media.StreamFormat;
import io.vedette.rtsp.RtpHeader;
import io.vedette.rtsp.SessionDescription;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MediaAssemblyTest {

  /** 1280x720, and 322x242 at 12.5 with B pictures; both of identifier 0. */
  private static final String SPS = "6764001facd9405005bb011000000300100000030320f1831960";

  private static final String OTHER_SPS =
      "6764000dacd10150878888c05a808080a000000300400000064c04003d08000f425259403c50a448";
  private static final String BASELINE_SPS = "6742c01eda0280bfe5c04400000300040000030028";
  private static final String PPS = "68ebe3cb22c0";
  private static final String IDR = "658880";
  private static final String SLICE = "419a80";

  private static final String OUT_OF_BAND =
      "sprop-parameter-sets=Z2QAH6zZQFAFuwEQAAADABAAAAMDIPGDGWA=,aOvjyyLA";

  private final RtpHeader header = new RtpHeader();
  private int sequence;
  private long now;

  private static MediaAssembly assembly(String parameters) throws Exception {
    String sdp =
        "m=video 0 RTP/AVP 96\na=rtpmap:96 H264/90000\na=fmtp:96 packetization-mode=1;"
            + parameters;
    return new MediaAssembly(
        SessionDescription.parse(sdp.getBytes(StandardCharsets.UTF_8)).media().getFirst(),
        new AudioChoice(Optional.empty(), Optional.empty()),
        new Random(1),
        0);
  }

  /** Sends the NAL units of one picture, the last with the marker; what comes out of it. */
  private List<MediaEvent> send(MediaAssembly assembly, int timestamp, String... nals)
      throws CameraException {
    for (int i = 0; i < nals.length; i++) {
      byte[] payload = HexFormat.of().parseHex(nals[i]);
      byte[] packet =
          ByteBuffer.allocate(12 + payload.length)
              .put((byte) 0x80)
              .put((byte) (i == nals.length - 1 ? 0xe0 : 0x60))
              .putShort((short) sequence++)
              .putInt(timestamp)
              .putInt(1)
              .put(payload)
              .array();
      header.read(packet, 0, packet.length);
      assembly.packet(MediaAssembly.VIDEO, header, packet, false, now);
    }
    now += 40_000_000;
    List<MediaEvent> events = new ArrayList<>();
    assembly.poll().ifPresent(events::add);
    assembly.poll().ifPresent(events::add);
    return events;
  }

  private static CodecParameters.H264 codec(MediaEvent format) {
    return assertInstanceOf(
        CodecParameters.H264.class,
        assertInstanceOf(StreamFormat.class, format).video().orElseThrow().codec());
  }

  @Test
  void parameterSetsThatAreInTheDescriptionOnly() throws Exception {
    List<MediaEvent> events = send(assembly(OUT_OF_BAND), 0, IDR);
    assertEquals(1280, codec(events.get(0)).picture().width());
    assertTrue(assertInstanceOf(Packet.class, events.get(1)).key());
  }

  @Test
  void parameterSetsThatAreInTheStreamOnly() throws Exception {
    MediaAssembly assembly = assembly("");
    assertEquals(List.of(), send(assembly, 0, IDR));
    assertEquals(1280, codec(send(assembly, 3600, SPS, PPS, IDR).getFirst()).picture().width());
  }

  @Test
  void parameterSetsThatChangeComeWithTheKeyFrameThatNeedsThem() throws Exception {
    MediaAssembly assembly = assembly(OUT_OF_BAND);
    send(assembly, 0, IDR);
    assertEquals(1, send(assembly, 3600, SLICE).size());
    // Announced ahead of their key frame: what comes in between cannot be decoded with them.
    assertEquals(List.of(), send(assembly, 7200, OTHER_SPS, SLICE));
    List<MediaEvent> events = send(assembly, 10_800, IDR);
    assertEquals(322, codec(events.getFirst()).picture().width());
    assertEquals(
        7200,
        assertInstanceOf(StreamFormat.class, events.getFirst())
            .video()
            .orElseThrow()
            .decodingLead());
    assertEquals(1, send(assembly, 18_000, OTHER_SPS, PPS, IDR).size());
  }

  @Test
  void parameterSetsThatCannotBeReadAreSaidSo() throws Exception {
    MediaAssembly assembly = assembly("");
    CameraException refused =
        assertThrows(CameraException.class, () -> send(assembly, 0, "6764001f80", PPS, IDR));
    assertEquals(
        "read: the camera's H264 parameters cannot be read: it ends too early",
        refused.getMessage());
  }

  /** A camera whose clock is set back by a second, though it reorders nothing. */
  @Test
  void timesGoOnWhereTheCamerasClockIsSetBack() throws Exception {
    MediaAssembly assembly = assembly("");
    send(assembly, 0, BASELINE_SPS, PPS, IDR);
    long last = 0;
    for (int i = 1; i < 100; i++) {
      int timestamp = i * 3600 - (i < 50 ? 0 : 90_000);
      for (MediaEvent event : send(assembly, timestamp, i % 25 == 0 ? IDR : SLICE)) {
        if (event instanceof Packet packet) {
          assertTrue(packet.pts() > last, "picture " + i);
          assertEquals(packet.pts(), packet.dts());
          last = packet.pts();
        }
      }
    }
    assertEquals(99 * 3600, last);
  }
}
