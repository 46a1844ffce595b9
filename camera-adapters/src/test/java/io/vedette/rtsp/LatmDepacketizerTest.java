package io.vedette.rtsp;

import static io.vedette.rtsp.RtpPackets.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LatmDepacketizerTest {

  /** AAC-LC at 44.1 kHz stereo, as live555 and VLC send it. */
  private static final String CONFIG = "400024203fc0";

  private final List<String> out = new ArrayList<>();
  private final List<AudioSpecificConfig> told = new ArrayList<>();
  private LatmDepacketizer depacketizer = configured(CONFIG);

  private LatmDepacketizer configured(String config) {
    return LatmDepacketizer.configured(hex(config), 44_100, this::unit);
  }

  private void unit(byte[] data, int timestamp, int ticks) {
    assertEquals(1024, ticks);
    out.add(timestamp + " " + HexFormat.of().formatHex(data));
  }

  private void send(int timestamp, boolean marker, byte[] payload) {
    byte[] packet = RtpPackets.packet(0, timestamp, marker, payload);
    depacketizer.packet(RtpPackets.header(packet), packet);
  }

  private void send(int timestamp, boolean marker, String payload) {
    send(timestamp, marker, hex(payload));
  }

  /** Bits as bytes, filled up with zeros. */
  private static byte[] bits(String... parts) {
    StringBuilder bits = new StringBuilder(String.join("", parts));
    while (bits.length() % 8 != 0) {
      bits.append('0');
    }
    byte[] out = new byte[bits.length() / 8];
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) Integer.parseInt(bits.substring(8 * i, 8 * i + 8), 2);
    }
    return out;
  }

  private static String asBits(String hexadecimal) {
    String bits = new BigInteger("1" + hexadecimal, 16).toString(2);
    return bits.substring(1);
  }

  @ParameterizedTest
  @CsvSource({
    "400024203fc0,   44100, 2, false, 44100",
    "400026203fc0,   24000, 2, false, 24000",
    "400023203fc0,   48000, 2, false, 48000",
    // GStreamer: the signalling "no SBR" where it has no place, and nothing behind it.
    "40002320adca00, 48000, 2, false, 48000",
    // SBR at the front (RFC 6416 7.4 has this as its example).
    "40005623101fe0, 24000, 2, true,  48000",
  })
  void readsTheConfigurationOfASessionDescription(
      String config, int coreRate, int channels, boolean sbr, int sampleRate) {
    AudioSpecificConfig read = LatmDepacketizer.audioConfig(hex(config));
    assertEquals(2, read.objectType());
    assertEquals(coreRate, read.coreRate());
    assertEquals(channels, read.channels());
    assertEquals(sbr, read.sbr());
    assertEquals(sampleRate, read.sampleRate());
    // It stands on its own, in whole bytes.
    assertEquals(read.sampleRate(), AudioSpecificConfig.parse(read.bytes()).sampleRate());
  }

  @Test
  void takesOneAccessUnitOutOfAPacket() {
    send(5000, true, "03 aabbcc");
    send(6024, true, "02 ddee");
    assertEquals(List.of("5000 aabbcc", "6024 ddee"), out);
  }

  @Test
  void aLengthOf255GoesOn() {
    byte[] unit = new byte[300];
    new Random(1).nextBytes(unit);
    send(5000, true, RtpPackets.join(hex("ff2d"), unit));
    assertEquals(List.of("5000 " + HexFormat.of().formatHex(unit)), out);
  }

  @Test
  void takesSeveralElementsOutOfAPacketThoughTheRfcForbidsThem() {
    send(5000, true, "03 aabbcc 02 ddee");
    assertEquals(List.of("5000 aabbcc", "6024 ddee"), out);
  }

  @Test
  void takesTheSubFramesOfAnElement() {
    // The same configuration with numSubFrames 1: two access units in each element.
    String two = asBits(CONFIG);
    depacketizer =
        configured(HexFormat.of().formatHex(bits(two.substring(0, 2), "000001", two.substring(8))));
    send(5000, true, "03 aabbcc 02 ddee");
    assertEquals(List.of("5000 aabbcc", "6024 ddee"), out);
  }

  @Test
  void putsAnElementOfSeveralPacketsTogether() {
    send(5000, false, "04 aabb");
    send(5000, true, "ccdd");
    assertEquals(List.of("5000 aabbccdd"), out);
  }

  @Test
  void aLostPieceLosesItsElementOnly() {
    send(5000, false, "04 aabb");
    depacketizer.lost();
    send(5000, true, "ccdd");
    send(6024, true, "02 ddee");
    send(7048, false, "04 aa");
    send(8072, true, "01 ff");
    assertEquals(List.of("6024 ddee", "8072 ff"), out);
  }

  @Test
  void aLossBetweenWholeElementsLosesNothingMore() {
    send(5000, true, "01 aa");
    depacketizer.lost();
    send(7048, true, "01 bb");
    assertEquals(List.of("5000 aa", "7048 bb"), out);
  }

  @Test
  void readsTheConfigurationInTheStreamAndDataThatIsNotAlignedToBytes() {
    depacketizer = new LatmDepacketizer(44_100, told::add, this::unit);
    // useSameStreamMux before there is one.
    send(4000, true, bits("1", asBits("02aabb")));
    String config = asBits(CONFIG).substring(0, 44);
    send(5000, true, bits("0", config, asBits("02aabb")));
    assertEquals(1, told.size());
    assertEquals(44_100, told.getFirst().sampleRate());
    send(6024, true, bits("1", asBits("02ccdd")));
    send(7048, true, bits("0", config, asBits("02eeff")));
    assertEquals(1, told.size());
    assertEquals(List.of("5000 aabb", "6024 ccdd", "7048 eeff"), out);
  }

  @Test
  void garbageIsDroppedAndEndsNoThread() {
    depacketizer = new LatmDepacketizer(44_100, told::add, (_, _, _) -> {});
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] payload = new byte[random.nextInt(200)];
      random.nextBytes(payload);
      send(i, random.nextBoolean(), payload);
    }
    depacketizer = configured(CONFIG);
    send(5000, true, "ff");
    send(5000, true, "05 aa");
    send(5000, true, "");
    assertEquals(List.of(), out);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c00024203fc0", // audioMuxVersionA
        "000024203fc0", // streams with framings of their own
        "400824203fc0", // two layers
        "40002420ffc0", // frameLengthType 3
        "4000", // cut short
      })
  void layoutsThatAreNotReadAreRefused(String config) {
    assertThrows(IllegalArgumentException.class, () -> LatmDepacketizer.audioConfig(hex(config)));
  }
}
