package io.vedette.rtsp;

import static io.vedette.rtsp.RtpPackets.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleDepacketizerTest {

  private final List<String> out = new ArrayList<>();

  private void send(int bitsPerTick, String payload) {
    SampleDepacketizer depacketizer =
        new SampleDepacketizer(
            bitsPerTick,
            (data, timestamp, ticks) ->
                out.add(timestamp + " " + ticks + " " + HexFormat.of().formatHex(data)));
    byte[] packet = RtpPackets.packet(0, 5000, false, hex(payload));
    depacketizer.packet(RtpPackets.header(packet), packet);
  }

  @ParameterizedTest
  @CsvSource({
    "8, 7fff00, 5000 3 7fff00", // G.711, and G.722 by its clock
    "2, 1b1b, 5000 8 1b1b", // G.726 at 16 kbit/s
    "3, 123456, 5000 8 123456", // at 24
    "4, 1234, 5000 4 1234", // at 32
    "5, 1234567890, 5000 8 1234567890", // at 40
    "16, 00010002, 5000 2 00010002", // L16
    "48, 000001000002, 5000 1 000001000002", // L24 stereo
  })
  void handsPayloadsOnWithTheirLength(int bitsPerTick, String payload, String expected) {
    send(bitsPerTick, payload);
    assertEquals(List.of(expected), out);
  }

  @Test
  void whatIsLessThanASampleIsLeftOut() {
    send(16, "0001 00");
    send(16, "00");
    send(8, "");
    assertEquals(List.of("5000 1 0001"), out);
  }
}
