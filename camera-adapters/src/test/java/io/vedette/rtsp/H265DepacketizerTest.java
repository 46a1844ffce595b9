package io.vedette.rtsp;

import static io.vedette.rtsp.RtpPackets.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class H265DepacketizerTest {

  private static final String VPS = "40010c01";
  private static final String SPS = "42010101";
  private static final String PPS = "4401c172";
  private static final String IDR = "2601af01";
  private static final String CRA = "2a01af02";
  private static final String RASL = "1001d003";
  private static final String TRAIL = "0201d004";

  private final CollectedUnits out = new CollectedUnits();
  private VideoDepacketizer depacketizer = new H265Depacketizer(out, false);
  private int sequence;

  private void send(int timestamp, boolean marker, String payload) {
    byte[] packet = RtpPackets.packet(sequence++, timestamp, marker, hex(payload));
    depacketizer.packet(RtpPackets.header(packet), packet);
  }

  @Test
  void takesAggregatesApart() {
    send(1, false, "6001 0004" + VPS + "0004" + SPS + "0004" + PPS);
    send(1, true, "6001 0003 4e0105 0004" + IDR);
    assertEquals(
        List.of("set " + VPS, "set " + SPS, "set " + PPS, "key 1 000000034e010500000004" + IDR),
        out.lines());
  }

  @Test
  void putsFragmentsTogetherWithTheHeaderOfTheWhole() {
    send(1, false, "6201 93 af");
    send(1, false, "6201 13 0102");
    send(1, true, "6201 53 03");
    assertEquals(List.of("key 1 000000062601af010203"), out.lines());
  }

  @Test
  void delimitersFillerAndOtherLayersAreDropped() {
    send(1, false, "460150");
    send(1, false, IDR);
    send(1, false, "4c01ff");
    // The same slice of nuh_layer_id 1
    send(1, true, "2609af01");
    assertEquals(List.of("key 1 00000004" + IDR), out.lines());
  }

  @Test
  void behindACleanRandomAccessPictureLeadingPicturesThatNeedMoreAreDropped() {
    send(1, true, TRAIL);
    send(2, true, CRA);
    send(3, true, RASL);
    send(4, true, TRAIL);
    send(5, true, CRA);
    send(6, true, RASL);
    assertEquals(
        List.of(
            "key 2 00000004" + CRA,
            "unit 4 00000004" + TRAIL,
            "key 5 00000004" + CRA,
            "unit 6 00000004" + RASL),
        out.lines());
    depacketizer.lost();
    send(7, true, TRAIL);
    send(8, true, CRA);
    send(9, true, RASL);
    assertEquals("key 8 00000004" + CRA, out.lines().getLast());
  }

  @Test
  void severalSlicesAreOnePicture() {
    send(1, false, IDR);
    send(1, true, "26012f05");
    assertEquals(List.of("key 1 00000004" + IDR + "0000000426012f05"), out.lines());
  }

  @Test
  void decodingOrderNumbersAreTakenOut() {
    depacketizer = new H265Depacketizer(out, true);
    send(1, false, "6001 fffe 0004" + VPS + "00 0004" + SPS);
    send(1, false, "4401 0000 c172");
    send(1, false, "6201 93 0001 af");
    send(1, true, "6201 53 01");
    assertEquals(
        List.of("set " + VPS, "set " + SPS, "set " + PPS, "key 1 00000004" + IDR), out.lines());
  }

  @Test
  void anotherOrderThanThatOfDecodingIsRefusedByName() {
    depacketizer = new H265Depacketizer(out, true);
    send(1, true, "2601 0005 af01");
    send(2, true, "0201 0007 d004");
    send(3, true, "0201 0006 d004");
    assertTrue(out.lines().toString().contains("refused: the camera sends H.265 in another order"));
  }

  @Test
  void garbageNeverThrowsAndTheNextKeyIsWhole() {
    Random random = new Random(5);
    for (boolean numbered : new boolean[] {false, true}) {
      depacketizer = new H265Depacketizer(out, numbered);
      for (int i = 0; i < 20_000; i++) {
        byte[] payload = new byte[random.nextInt(12)];
        random.nextBytes(payload);
        byte[] packet = RtpPackets.packet(sequence++, i / 3, random.nextInt(4) == 0, payload);
        depacketizer.packet(RtpPackets.header(packet), packet);
      }
    }
    depacketizer = new H265Depacketizer(out, false);
    send(-1, true, IDR);
    assertEquals("key -1 00000004" + IDR, out.lines().getLast());
  }
}
