package io.vedette.rtsp;

import static io.vedette.rtsp.RtpPackets.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Av1DepacketizerTest {

  /** A sequence header and its form in a file, with the size. */
  private static final String SEQUENCE = "08000000";

  private static final String STORED_SEQUENCE = "0a03000000";

  private final CollectedUnits out = new CollectedUnits();
  private final Av1Depacketizer depacketizer = new Av1Depacketizer(out);
  private int sequence;

  private void send(int timestamp, boolean marker, String payload) {
    byte[] packet = RtpPackets.packet(sequence++, timestamp, marker, hex(payload));
    depacketizer.packet(RtpPackets.header(packet), packet);
  }

  @Test
  void elementsHaveTheirLengthsAndTheLastOfACountHasNone() {
    send(1, true, "28 04" + SEQUENCE + "301011");
    send(2, true, "00 03 302022");
    assertEquals(
        List.of(
            "set " + STORED_SEQUENCE, "key 1 " + STORED_SEQUENCE + "32021011", "unit 2 32022022"),
        out.lines());
  }

  @Test
  void fragmentsAreOneObu() {
    send(1, false, "68 04" + SEQUENCE + "3010");
    send(1, false, "d0 1112");
    send(1, true, "90 13");
    assertEquals("key 1 " + STORED_SEQUENCE + "320410111213", out.lines().getLast());
  }

  @Test
  void sizesThatAreThereAreKeptAndDelimitersAreNot() {
    send(1, true, "08 02 1200 05" + STORED_SEQUENCE + "04 32021011");
    assertEquals("key 1 " + STORED_SEQUENCE + "32021011", out.lines().getLast());
  }

  @Test
  void aLossIsFollowedByNothingUntilTheNextKeyFrame() {
    send(1, true, "28 04" + SEQUENCE + "301011");
    send(2, false, "50 3020");
    depacketizer.lost();
    send(2, true, "90 11");
    send(3, true, "10 302033");
    send(4, true, "28 04" + SEQUENCE + "301044");
    List<String> units = out.lines().stream().filter(line -> !line.startsWith("set")).toList();
    assertEquals(2, units.size());
    assertEquals("key 4 " + STORED_SEQUENCE + "32021044", units.getLast());
  }

  @Test
  void aFrameThatIsNotShownAndOneShownAgainAreNoKeys() {
    send(1, true, "28 04" + SEQUENCE + "301011");
    send(2, true, "28 04" + SEQUENCE + "300011");
    send(3, true, "28 04" + SEQUENCE + "189000");
    assertEquals(
        List.of("key", "unit", "unit"),
        out.lines().stream()
            .filter(line -> !line.startsWith("set"))
            .map(line -> line.split(" ")[0])
            .toList());
  }

  @Test
  void garbageNeverThrowsAndTheNextKeyIsWhole() {
    Random random = new Random(9);
    for (int i = 0; i < 50_000; i++) {
      byte[] payload = new byte[random.nextInt(12)];
      random.nextBytes(payload);
      byte[] packet = RtpPackets.packet(sequence++, i / 3, random.nextInt(4) == 0, payload);
      depacketizer.packet(RtpPackets.header(packet), packet);
    }
    send(-1, true, "28 04" + SEQUENCE + "301011");
    send(-2, true, "28 04" + SEQUENCE + "301011");
    assertEquals("key -2 " + STORED_SEQUENCE + "32021011", out.lines().getLast());
  }
}
