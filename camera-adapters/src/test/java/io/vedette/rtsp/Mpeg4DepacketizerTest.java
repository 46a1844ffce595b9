package io.vedette.rtsp;

import static io.vedette.rtsp.RtpPackets.header;
import static io.vedette.rtsp.RtpPackets.hex;
import static io.vedette.rtsp.RtpPackets.packet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class Mpeg4DepacketizerTest {

  private static final String HEADERS = "000001b001000001b50900000100000001200084";
  private static final String KEY = "000001b61060";
  private static final String DEPENDENT = "000001b65060";

  private final CollectedUnits units = new CollectedUnits();
  private final Mpeg4Depacketizer depacketizer = new Mpeg4Depacketizer(units);

  private void take(int timestamp, boolean marker, String payload) {
    byte[] packet = packet(1, timestamp, marker, hex(payload));
    depacketizer.packet(header(packet), packet);
  }

  @Test
  void headersAreToldApartFromThePicture() {
    take(9, false, HEADERS + "000001b300");
    take(9, true, "1000" + KEY);
    take(19, true, DEPENDENT);
    assertEquals(
        List.of("set " + HEADERS, "key 9 000001b3001000" + KEY, "unit 19 " + DEPENDENT),
        units.lines());
  }

  @Test
  void headersMayComeAlone() {
    take(9, true, HEADERS);
    take(9, true, KEY);
    assertEquals(List.of("set " + HEADERS, "key 9 " + KEY), units.lines());
  }

  @Test
  void aStartCodeMayBeCutByPackets() {
    take(9, false, "0000");
    take(9, true, "01b61060");
    assertEquals(List.of("key 9 " + KEY), units.lines());
  }

  @Test
  void decodingBeginsWithAnIntraPictureAgainAfterALoss() {
    take(9, true, DEPENDENT);
    take(19, true, KEY);
    depacketizer.lost();
    take(29, true, DEPENDENT);
    take(39, true, DEPENDENT);
    take(49, true, KEY);
    assertEquals(List.of("key 19 " + KEY, "key 49 " + KEY), units.lines());
  }

  @Test
  void theNextTimestampEndsAPictureWithoutAMarker() {
    take(9, false, KEY);
    take(19, false, DEPENDENT);
    take(29, false, DEPENDENT);
    assertEquals(List.of("key 9 " + KEY, "unit 19 " + DEPENDENT), units.lines());
  }

  /**
   * As GStreamer sends small ones. Their own times are in the layer's twenty-fifths of a second.
   */
  @Test
  void picturesOfOnePacketHaveTheirOwnTimes() {
    depacketizer.described(hex("000001b001000001b58913000001000000012000c48d8800cd0a041e1443"));
    // I at 0, then P at 3 and the two B between
    take(9000, true, "000001b61007" + "000001b6518f" + "000001b6908f" + "000001b6910f");
    assertEquals(
        List.of(
            "set 000001b001000001b58913000001000000012000c48d8800cd0a041e1443",
            "key 9000 000001b61007",
            "unit 19800 000001b6518f",
            "unit 12600 000001b6908f",
            "unit 16200 000001b6910f"),
        units.lines());
  }

  @Test
  void whatIsNoPictureIsNone() {
    take(9, true, "");
    take(19, true, "000001b6");
    take(29, true, "00000001");
    take(39, true, "ffffffffff");
    take(49, true, "000001b3");
    assertEquals(List.of(), units.lines());
  }
}
