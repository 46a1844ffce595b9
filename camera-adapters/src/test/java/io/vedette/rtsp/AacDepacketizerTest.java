package io.vedette.rtsp;

import static io.vedette.rtsp.RtpPackets.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class AacDepacketizerTest {

  private final List<String> out = new ArrayList<>();
  private final AacDepacketizer depacketizer =
      new AacDepacketizer(
          (data, timestamp) -> out.add(timestamp + " " + HexFormat.of().formatHex(data)));

  private void send(int timestamp, boolean marker, String payload) {
    byte[] packet = RtpPackets.packet(0, timestamp, marker, hex(payload));
    depacketizer.packet(RtpPackets.header(packet), packet);
  }

  @Test
  void takesSeveralAccessUnitsOutOfAPacketAThousandAndTwentyFourTicksApart() {
    // Two headers of 16 bits: sizes 2 and 3 in the upper 13.
    send(5000, true, "0020 0010 0018 aabb ccddee");
    assertEquals(List.of("5000 aabb", "6024 ccddee"), out);
  }

  @Test
  void putsAnAccessUnitOfSeveralPacketsTogether() {
    send(5000, false, "0010 0028 0102");
    send(5000, true, "0010 0028 030405");
    assertEquals(List.of("5000 0102030405"), out);
  }

  @Test
  void aLostPieceLosesItsAccessUnitOnly() {
    send(5000, false, "0010 0028 0102");
    depacketizer.lost();
    send(6024, true, "0010 0010 aabb");
    assertEquals(List.of("6024 aabb"), out);
  }

  @Test
  void garbageIsDropped() {
    for (String payload :
        new String[] {"", "00", "0000", "ffff00", "0010", "00100010", "0020 0010 0018 aa"}) {
      send(1, true, payload);
    }
    assertEquals(List.of(), out);
  }
}
