package io.vedette.rtsp;

import static io.vedette.rtsp.RtpPackets.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpusDepacketizerTest {

  private final List<String> out = new ArrayList<>();
  private final OpusDepacketizer depacketizer =
      new OpusDepacketizer(
          (data, timestamp, ticks) ->
              out.add(timestamp + " " + ticks + " " + HexFormat.of().formatHex(data)));

  private void send(int timestamp, String payload) {
    byte[] packet = RtpPackets.packet(0, timestamp, false, hex(payload));
    depacketizer.packet(RtpPackets.header(packet), packet);
  }

  /** RFC 6716 table 2 and 3.2. */
  @ParameterizedTest
  @CsvSource({
    "00aa, 480", // SILK narrow band, 10 ms
    "18aa, 2880", // 60 ms
    "60aa, 480", // hybrid, 10 ms
    "68aa, 960", // 20 ms
    "80aa, 120", // CELT, 2.5 ms
    "f8aa, 960", // 20 ms
    "f9aabb, 1920", // two frames
    "fa01aabb, 1920", // two frames, the first tells its size
    "fb03aabbcc, 2880", // three
  })
  void tellsHowLongAPacketSounds(String payload, int ticks) {
    send(5000, payload);
    assertEquals(List.of("5000 " + ticks + " " + payload), out);
  }

  @Test
  void aSilentSendersHolesAreFilledWithEmptyFrames() {
    send(0, "fcaa");
    send(960 * 4, "fcbb");
    assertEquals(
        List.of("0 960 fcaa", "960 960 fc", "1920 960 fc", "2880 960 fc", "3840 960 fcbb"), out);
  }

  @Test
  void aTimestampThatJumpsIsNotFilled() {
    send(0, "f8aa");
    send(48_000 * 60, "f8bb");
    send(5, "f8cc");
    assertEquals(List.of("0 960 f8aa", "2880000 960 f8bb", "5 960 f8cc"), out);
  }

  @Test
  void garbageIsDropped() {
    send(0, "");
    send(0, "fb");
    send(0, "fb00"); // no frame
    send(0, "fb3faa"); // 63 frames of 20 ms
    assertEquals(List.of(), out);
  }
}
