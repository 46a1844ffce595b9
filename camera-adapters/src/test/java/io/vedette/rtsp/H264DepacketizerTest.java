package io.vedette.rtsp;

import static io.vedette.rtsp.RtpPackets.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class H264DepacketizerTest {

  private static final String SPS = "6742c01e";
  private static final String PPS = "68ce3c80";

  private final List<String> out = new ArrayList<>();
  private final H264Depacketizer depacketizer =
      new H264Depacketizer(
          new H264Depacketizer.Sink() {
            @Override
            public void parameterSets(byte[] sps, byte[] pps) {
              out.add(
                  "sets " + HexFormat.of().formatHex(sps) + " " + HexFormat.of().formatHex(pps));
            }

            @Override
            public void accessUnit(byte[] data, boolean key, int timestamp) {
              out.add((key ? "key " : "unit ") + timestamp + " " + HexFormat.of().formatHex(data));
            }
          });
  private int sequence;

  private void send(int timestamp, boolean marker, String payload) {
    byte[] packet = RtpPackets.packet(sequence++, timestamp, marker, hex(payload));
    depacketizer.packet(RtpPackets.header(packet), packet);
  }

  private void knowSets() {
    depacketizer.parameterSet(hex(SPS));
    depacketizer.parameterSet(hex(PPS));
  }

  private List<String> units() {
    return out.stream().filter(line -> !line.startsWith("sets")).toList();
  }

  @Test
  void handsAnAccessUnitOnAtItsMarker() {
    knowSets();
    send(10, true, "658801");
    assertEquals(List.of("sets " + SPS + " " + PPS, "key 10 00000003658801"), out);
  }

  @Test
  void takesAggregatesApartAndKeepsParameterSetsOutOfTheAccessUnit() {
    send(10, false, "18 0004" + SPS + " 0004" + PPS + " 0002 09f0");
    send(10, false, "18 0003 0605aa 0003 658801");
    send(10, true, "650001");
    assertEquals(
        List.of("sets " + SPS + " " + PPS, "key 10 000000030605aa0000000365880100000003650001"),
        out);
  }

  @Test
  void putsFragmentsTogetherWithTheHeaderOfTheWhole() {
    knowSets();
    send(10, false, "7c85 8801");
    send(10, false, "7c05 02");
    send(10, true, "7c45 0304");
    assertEquals(List.of("key 10 00000006658801020304"), units());
  }

  @Test
  void anotherTimestampEndsAnAccessUnitWhoseMarkerIsLost() {
    knowSets();
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
  void nothingComesBeforeParameterSetsAndAKeyFrame() {
    send(10, true, "658801");
    knowSets();
    send(20, true, "418801");
    send(30, true, "658801");
    assertEquals(List.of("key 30 00000003658801"), units());
  }

  @Test
  void afterALossEverythingUpToTheNextKeyFrameIsDropped() {
    knowSets();
    send(10, true, "658801");
    send(20, false, "7c81 8801");
    depacketizer.lost();
    send(20, true, "7c41 02");
    send(30, true, "418801");
    send(40, true, "658802");
    assertEquals(List.of("key 10 00000003658801", "key 40 00000003658802"), units());
  }

  @Test
  void changedParameterSetsAreToldBeforeTheKeyFrameThatNeedsThem() {
    knowSets();
    send(10, true, "658801");
    send(20, false, "6742c01f");
    send(20, true, "658801");
    assertEquals("sets 6742c01f " + PPS, out.get(2));
    assertEquals("key 20 00000003658801", out.get(3));
  }

  @Test
  void markersOnEverySliceAreNoLongerBelievedOnceTheyAreSeenToLie() {
    knowSets();
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
    knowSets();
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
    knowSets();
    String piece = "00".repeat(60_000);
    send(10, false, "7c85" + piece);
    for (int i = 0; i < 400; i++) {
      send(10, false, "7c05" + piece);
    }
    send(10, true, "7c45 00");
    send(20, true, "658801");
    assertEquals(List.of("key 20 00000003658801"), units());
  }
}
