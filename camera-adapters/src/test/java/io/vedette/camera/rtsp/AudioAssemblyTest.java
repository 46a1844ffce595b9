package io.vedette.camera.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.media.CodecParameters;
import io.vedette.media.Packet;
import io.vedette.media.Track;
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

class AudioAssemblyTest {

  private static final long MILLI = 1_000_000;

  private final List<Packet> out = new ArrayList<>();
  private final RtpHeader header = new RtpHeader();
  private int sequence;

  private AudioAssembly assembly(String media) throws Exception {
    SessionDescription description =
        SessionDescription.parse(media.getBytes(StandardCharsets.UTF_8));
    return new AudioAssembly(
        AudioOffer.of(description.media().getFirst()), new Random(1), 0, out::add);
  }

  private void send(AudioAssembly assembly, int timestamp, long millis, byte[] payload) {
    byte[] packet =
        ByteBuffer.allocate(12 + payload.length)
            .put((byte) 0x80)
            .put((byte) 0x80)
            .putShort((short) sequence++)
            .putInt(timestamp)
            .putInt(1)
            .put(payload)
            .array();
    header.read(packet, 0, packet.length);
    assembly.packet(header, packet, false, millis * MILLI);
  }

  private List<Long> times() {
    return out.stream().map(Packet::dts).toList();
  }

  @Test
  void soundIsThereWhileItComes() throws Exception {
    AudioAssembly assembly = assembly("m=audio 0 RTP/AVP 0");
    assertEquals(Optional.empty(), assembly.track(0));
    send(assembly, 1000, 100, new byte[160]);
    send(assembly, 1160, 120, new byte[160]);
    Track track = assembly.track(130 * MILLI).orElseThrow();
    assertEquals("G.711 µ-law 8 kHz mono", track.codec().toString());
    assertEquals(8000, track.timescale());
    assertEquals(List.of(800L, 960L), times());
    assertEquals(160, out.getLast().duration());
    assertEquals(Optional.empty(), assembly.track(2200 * MILLI));
  }

  /** A sender's reports may say that sound belongs earlier than where it was laid at first. */
  @Test
  void soundThatIsMovedBackIsNotHeardTwice() throws Exception {
    AudioAssembly assembly = assembly("m=audio 0 RTP/AVP 0");
    for (int i = 0; i < 5; i++) {
      send(assembly, 160 * i, 20 * i, new byte[160]);
    }
    assembly.shift(-400);
    for (int i = 5; i < 10; i++) {
      send(assembly, 160 * i, 20 * i, new byte[160]);
    }
    // Two packets and a half: two are left out, the third overlaps by half.
    assertEquals(List.of(0L, 160L, 320L, 480L, 640L, 720L, 880L, 1040L), times());
  }

  @Test
  void aConfigurationInTheStreamMakesTheTrack() throws Exception {
    AudioAssembly assembly = assembly("m=audio 0 RTP/AVP 97\na=rtpmap:97 MP4A-LATM/44100/2");
    // useSameStreamMux without a configuration before it.
    send(assembly, 0, 0, HexFormat.of().parseHex("80aa80"));
    assertEquals(Optional.empty(), assembly.track(0));
    assertEquals(List.of(), out);
    // A configuration of 44 bits behind a bit of 0, then an access unit of one byte.
    send(assembly, 1024, 23, HexFormat.of().parseHex("200012101fe00aa8"));
    Track track = assembly.track(23 * MILLI).orElseThrow();
    assertEquals(new CodecParameters.Aac(new byte[] {0x12, 0x10}, 44_100, 2), track.codec());
    assertTrue(assembly.is(track));
    assertEquals(1, out.size());
    assertFalse(assembly.is(new Track(2, 8000, new CodecParameters.Opus(1, 0, 0))));
  }
}
