package io.vedette.rtsp;

import static io.vedette.rtsp.RtpPackets.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AacDepacketizerTest {

  private final List<String> out = new ArrayList<>();
  private AacDepacketizer depacketizer = reading(AacDepacketizer.Layout.HIGH_RATE);

  private AacDepacketizer reading(AacDepacketizer.Layout layout) {
    return new AacDepacketizer(
        layout,
        1024,
        (data, timestamp, _) -> out.add(timestamp + " " + HexFormat.of().formatHex(data)));
  }

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

  @Test
  void theLowRateModeHasHeadersOfOneByte() {
    depacketizer = reading(AacDepacketizer.Layout.of(Map.of("mode", "AAC-lbr")));
    // Sizes 2 and 3 in the upper 6 bits.
    send(5000, true, "0010 08 0c aabb ccddee");
    assertEquals(List.of("5000 aabb", "6024 ccddee"), out);
  }

  @Test
  void theSessionDescriptionGivesTheFieldsTheirWidths() {
    depacketizer =
        reading(
            AacDepacketizer.Layout.of(
                Map.of(
                    "mode", "AAC-hbr",
                    "sizelength", "10",
                    "indexlength", "2",
                    "indexdeltalength", "2",
                    "ctsdeltalength", "4",
                    "randomaccessindication", "1",
                    "auxiliarydatasizelength", "8")));
    // 10 bits of size, 2 of index, CTS-flag, in the second CTS-delta, RAP-flag: 14 and 18 bits;
    // then
    // 8 bits of auxiliary data behind its size.
    String headers = "0000000010" + "00" + "0" + "1" + "0000000011" + "00" + "1" + "0101" + "1";
    String payload = "0020" + HexFormat.of().toHexDigits(Integer.parseUnsignedInt(headers, 2));
    send(5000, true, payload + "08 ff aabb ccddee");
    assertEquals(List.of("5000 aabb", "6024 ccddee"), out);
  }

  @Test
  void accessUnitsLeftOutByAnInterleavingSenderKeepTheirTime() {
    // The second AU-Index-delta is 2: two access units lie between.
    send(5000, true, "0020 0010 001a aabb ccddee");
    assertEquals(List.of("5000 aabb", "8072 ccddee"), out);
  }

  /** Some cameras put the frames of an ADTS file into packets as they are. */
  @Test
  void anAdtsHeaderInAnAccessUnitIsTakenOff() {
    // Protection absent, frame length 9: seven bytes of header, two of data.
    send(5000, true, "0010 0048 fff1 6040 013f fc aabb");
    assertEquals(List.of("5000 aabb"), out);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "32", "-1", "x"})
  void widthsThatCannotBeAreRefused(String width) {
    assertThrows(
        IllegalArgumentException.class,
        () -> AacDepacketizer.Layout.of(Map.of("sizelength", width)));
  }
}
