package io.vedette.rtsp;

import static io.vedette.rtsp.RtpPackets.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class H264DepacketizerTest {

  private static final String SPS = "6742c01e";
  private static final String PPS = "68ce3c80";

  private final CollectedUnits collected = new CollectedUnits();
  private final List<String> out = collected.lines();
  private final H264Depacketizer depacketizer = new H264Depacketizer(collected);
  private int sequence;

  private void send(int timestamp, boolean marker, String payload) {
    byte[] packet = RtpPackets.packet(sequence++, timestamp, marker, hex(payload));
    depacketizer.packet(RtpPackets.header(packet), packet);
  }

  private List<String> units() {
    return out.stream().filter(line -> !line.startsWith("set ")).toList();
  }

  @Test
  void handsAnAccessUnitOnAtItsMarker() {
    send(10, true, "658801");
    assertEquals(List.of("key 10 00000003658801"), out);
  }

  @Test
  void takesAggregatesApartAndKeepsParameterSetsOutOfTheAccessUnit() {
    send(10, false, "18 0004" + SPS + " 0004" + PPS + " 0002 09f0");
    send(10, false, "18 0003 0605aa 0003 658801");
    send(10, true, "650001");
    assertEquals(
        List.of("set " + SPS, "set " + PPS, "key 10 000000030605aa0000000365880100000003650001"),
        out);
  }

  @Test
  void putsFragmentsTogetherWithTheHeaderOfTheWhole() {
    send(10, false, "7c85 8801");
    send(10, false, "7c05 02");
    send(10, true, "7c45 0304");
    assertEquals(List.of("key 10 00000006658801020304"), units());
  }

  @Test
  void anotherTimestampEndsAnAccessUnitWhoseMarkerIsLost() {
    send(10, false, "658801");
    assertEquals(List.of(), units());
    send(20, true, "418801");
    assertEquals(List.of("key 10 00000003658801", "unit 20 00000003418801"), units());
  }

  @Test
  void aMarkerOnParameterSetsAloneEndsNothing() {
    send(10, true, SPS);
    send(10, true, PPS);
    send(10, true, "658801");
    assertEquals(List.of("key 10 00000003658801"), units());
  }

  @Test
  void nothingComesBeforeAKeyFrame() {
    send(20, true, "418801");
    send(30, true, "658801");
    assertEquals(List.of("key 30 00000003658801"), units());
  }

  @Test
  void afterALossEverythingUpToTheNextKeyFrameIsDropped() {
    send(10, true, "658801");
    send(20, false, "7c81 8801");
    depacketizer.lost();
    send(20, true, "7c41 02");
    send(30, true, "418801");
    send(40, true, "658802");
    assertEquals(List.of("key 10 00000003658801", "key 40 00000003658802"), units());
  }

  @Test
  void parameterSetsAreToldBeforeTheKeyFrameThatNeedsThem() {
    send(10, true, "658801");
    send(20, false, "6742c01f");
    send(20, true, "658801");
    assertEquals(List.of("key 10 00000003658801", "set 6742c01f", "key 20 00000003658801"), out);
  }

  @Test
  void aCameraThatSendsNoIdrPictureBeginsWithItsSecondRecoveryPoint() {
    // Recovery point with recovery_frame_cnt 0, then an I slice (first_mb 0, slice_type 7), as x264
    // has them with an open GOP.
    String recovery = "06060184";
    String intra = "61888401";
    send(0, false, recovery);
    send(0, true, intra);
    send(3600, true, "419a01");
    send(90_000, false, recovery);
    send(90_000, true, intra);
    // Presented before it, so it refers to what was before it; then one that follows it.
    send(86_400, true, "019a02");
    send(97_200, true, "419a03");
    // From the next on everything is there that they refer to.
    send(180_000, false, recovery);
    send(180_000, true, intra);
    send(176_400, true, "019a04");
    assertEquals(
        List.of(
            "key 90000 00000004060601840000000461888401",
            "unit 97200 00000003419a03",
            "key 180000 00000004060601840000000461888401",
            "unit 176400 00000003019a04"),
        units());
  }

  @Test
  void afterTwoSecondsWithoutAnIdrPictureTheFirstRecoveryPointWillDo() {
    send(0, true, "419a01");
    send(180_000, false, "06060184");
    send(180_000, true, "61888401");
    assertEquals(List.of("key 180000 00000004060601840000000461888401"), units());
  }

  @Test
  void aRecoveryPointBetweenIdrPicturesIsNoKey() {
    for (int i = 0; i < 3; i++) {
      send(i * 90_000, true, "658801");
      send(i * 90_000 + 45_000, false, "06060184");
      send(i * 90_000 + 45_000, true, "61888401");
    }
    assertEquals(3, units().stream().filter(line -> line.startsWith("key")).count());
    assertEquals(6, units().size());
  }

  @Test
  void interleavedModeIsRefusedByName() {
    send(10, true, "19 0001 0003 658801");
    assertTrue(out.getFirst().contains("interleaved mode"), out.getFirst());
  }

  @Test
  void markersOnEverySliceAreNoLongerBelievedOnceTheyAreSeenToLie() {
    // Two slices a picture: the first begins at macroblock 0 (the bit 1), the second later.
    send(10, true, "658801");
    send(10, true, "653801");
    send(20, true, "658802");
    send(20, true, "653802");
    send(30, true, "418803");
    assertEquals("key 20 0000000365880200000003653802", units().get(1));
  }

  @Test
  void garbageNeverThrows() {
    String[] payloads = {
      "", "1c", "7c", "7c85", "7c45", "18", "1800", "18ffff01", "18000001", "00", "1f00", "7cc500"
    };
    for (String payload : payloads) {
      send(10, false, payload);
      send(10, true, payload);
    }
    assertTrue(units().isEmpty());
    send(20, true, "658801");
    assertEquals(List.of("key 20 00000003658801"), units());
  }

  @Test
  void anEndlessAccessUnitIsGivenUpWithoutTakingMoreMemory() {
    String piece = "00".repeat(60_000);
    send(10, false, "7c85" + piece);
    for (int i = 0; i < 400; i++) {
      send(10, false, "7c05" + piece);
    }
    send(10, true, "7c45 00");
    send(20, true, "658801");
    assertEquals(List.of("key 20 00000003658801"), units());
  }

  /** A sum of two thousand millions and more would be negative in 32 bits, and lead back. */
  @Test
  void aMessageThatSaysItIsLongerThanEverythingIsNoRecoveryPoint() {
    byte[] piece = new byte[60_000];
    Arrays.fill(piece, (byte) 0xff);
    send(10, false, "7c86 01");
    piece[0] = 0x7c;
    piece[1] = 0x06;
    for (int i = 0; i < 150; i++) {
      byte[] packet = RtpPackets.packet(sequence++, 10, false, piece);
      depacketizer.packet(RtpPackets.header(packet), packet);
    }
    send(10, false, "7c46 0000");
    send(10, true, "418801");
    send(20, true, "658801");
    assertEquals(List.of("key 20 00000003658801"), units());
  }
}
