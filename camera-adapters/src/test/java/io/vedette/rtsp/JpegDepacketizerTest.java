package io.vedette.rtsp;

import static io.vedette.rtsp.RtpPackets.header;
import static io.vedette.rtsp.RtpPackets.hex;
import static io.vedette.rtsp.RtpPackets.join;
import static io.vedette.rtsp.RtpPackets.packet;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.media.AccessUnit;
import io.vedette.media.JpegPicture;
import io.vedette.media.PictureFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JpegDepacketizerTest {

  private static final int Q = 50;

  private final List<byte[]> pictures = new ArrayList<>();
  private final List<String> refusals = new ArrayList<>();
  private final AccessUnitSink sink =
      new AccessUnitSink() {
        @Override
        public void parameterSet(byte[] buffer, int offset, int length) {
          throw new AssertionError("JPEG has none");
        }

        @Override
        public void accessUnit(AccessUnit unit, boolean key, int timestamp) {
          assertTrue(key);
          pictures.add(unit.toByteArray());
        }

        @Override
        public void refused(String why) {
          refusals.add(why);
        }
      };
  private JpegDepacketizer depacketizer = new JpegDepacketizer(sink, Optional.empty());

  /** Main header (RFC 2435 3.1): 320x240. */
  private static byte[] main(int offset, int type, int quality) {
    return main(offset, type, quality, 40, 30);
  }

  private static byte[] main(int offset, int type, int quality, int width, int height) {
    return new byte[] {
      0,
      (byte) (offset >> 16),
      (byte) (offset >> 8),
      (byte) offset,
      (byte) type,
      (byte) quality,
      (byte) width,
      (byte) height
    };
  }

  private void take(int timestamp, boolean marker, byte[]... payload) {
    byte[] packet = packet(1, timestamp, marker, join(payload));
    depacketizer.packet(header(packet), packet);
  }

  private static byte[] tableHeader(int precision, int length) {
    return new byte[] {0, (byte) precision, (byte) (length >> 8), (byte) length};
  }

  private static byte[] filled(int count, int value) {
    byte[] bytes = new byte[count];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  /** Content of the first or second DQT, precision and identifier first. */
  private static byte[] quantizers(byte[] jpeg, int number) {
    int seen = 0;
    for (int at = 2; ; at += 2 + ((jpeg[at + 2] & 0xff) << 8 | jpeg[at + 3] & 0xff)) {
      if ((jpeg[at + 1] & 0xff) == 0xdb && seen++ == number) {
        int length = (jpeg[at + 2] & 0xff) << 8 | jpeg[at + 3] & 0xff;
        return Arrays.copyOfRange(jpeg, at + 4, at + 2 + length);
      }
    }
  }

  private static byte[] tail(byte[] jpeg, int count) {
    return Arrays.copyOfRange(jpeg, jpeg.length - count, jpeg.length);
  }

  @Test
  void fragmentsBecomeAFileWithHeadersAndAnEnd() {
    take(9, false, main(0, 1, Q), hex("010203"));
    take(9, true, main(3, 1, Q), hex("0405"));
    assertEquals(1, pictures.size());
    byte[] jpeg = pictures.getFirst();
    PictureFormat format = JpegPicture.parse(AccessUnit.copyOf(jpeg));
    assertEquals(320, format.width());
    assertEquals(240, format.height());
    assertEquals(1, format.chromaFormat());
    assertArrayEquals(hex("0102030405ffd9"), tail(jpeg, 7));
    // At 50 the tables are those of ITU-T T.81 Annex K.1.
    assertArrayEquals(hex("00100b0c0e0c0a100e0d0e12"), Arrays.copyOf(quantizers(jpeg, 0), 12));
    assertArrayEquals(hex("01111212181518"), Arrays.copyOf(quantizers(jpeg, 1), 7));
  }

  @ParameterizedTest
  @CsvSource({"1, 255", "10, 80", "75, 8", "99, 1", "100, 1", "127, 1"})
  void tablesAreScaledByTheQuality(int quality, int first) {
    take(9, true, main(0, 0, quality), hex("01"));
    assertEquals(first, quantizers(pictures.getFirst(), 0)[1] & 0xff);
    assertEquals(2, JpegPicture.parse(AccessUnit.copyOf(pictures.getFirst())).chromaFormat());
  }

  @Test
  void anEndThatIsThereIsNotAddedAgain() {
    take(9, true, main(0, 1, Q), hex("0102ffd9"));
    assertArrayEquals(hex("02ffd9"), tail(pictures.getFirst(), 3));
  }

  @Test
  void restartIntervalsAreTold() {
    take(9, true, main(0, 65, Q), hex("0007ffff"), hex("0102"));
    byte[] jpeg = pictures.getFirst();
    String text = java.util.HexFormat.of().formatHex(jpeg);
    assertTrue(text.contains("ffdd00040007ffc0"), text);
    assertArrayEquals(hex("0102ffd9"), tail(jpeg, 4));
  }

  @Test
  void sentTablesAreUsedAndKept() {
    take(9, true, main(0, 1, 130), tableHeader(0, 128), filled(64, 3), filled(64, 5), hex("01"));
    take(19, true, main(0, 1, 130), tableHeader(0, 0), hex("02"));
    assertEquals(2, pictures.size());
    for (byte[] jpeg : pictures) {
      assertEquals(3, quantizers(jpeg, 0)[1]);
      assertEquals(5, quantizers(jpeg, 1)[1]);
    }
  }

  @Test
  void oneTableServesForBoth() {
    take(9, true, main(0, 1, 255), tableHeader(0, 64), filled(64, 3), hex("01"));
    assertEquals(3, quantizers(pictures.getFirst(), 0)[1]);
    assertEquals(3, quantizers(pictures.getFirst(), 1)[1]);
  }

  @Test
  void tablesOfTwoBytesAreTold() {
    take(9, true, main(0, 1, 255), tableHeader(1, 192), filled(128, 1), filled(64, 5), hex("07"));
    assertEquals(0x10, quantizers(pictures.getFirst(), 0)[0]);
    assertEquals(129, quantizers(pictures.getFirst(), 0).length);
    assertEquals(0x01, quantizers(pictures.getFirst(), 1)[0]);
  }

  @Test
  void tablesThatHaveNotComeAreWaitedFor() {
    take(9, true, main(0, 1, 130), tableHeader(0, 0), hex("01"));
    // 255 always sends them.
    take(19, true, main(0, 1, 255), tableHeader(0, 0), hex("01"));
    assertTrue(pictures.isEmpty());
    assertTrue(refusals.isEmpty());
  }

  @Test
  void aLossDropsItsPictureAndNoOther() {
    take(9, false, main(0, 1, Q), hex("01"));
    depacketizer.lost();
    take(9, true, main(2, 1, Q), hex("03"));
    take(19, true, main(0, 1, Q), hex("04"));
    assertEquals(1, pictures.size());
    assertArrayEquals(hex("04ffd9"), tail(pictures.getFirst(), 3));
  }

  @Test
  void aHoleWithinAPictureDropsIt() {
    take(9, false, main(0, 1, Q), hex("01"));
    take(9, true, main(5, 1, Q), hex("03"));
    assertTrue(pictures.isEmpty());
  }

  @Test
  void theNextTimestampEndsAPictureWithoutAMarker() {
    take(9, false, main(0, 1, Q), hex("01"));
    take(19, false, main(0, 1, Q), hex("02"));
    assertEquals(1, pictures.size());
  }

  @Test
  void aChangeOfSizeIsInItsPicture() {
    take(9, true, main(0, 1, Q), hex("01"));
    take(19, true, main(0, 1, Q, 80, 60), hex("01"));
    assertEquals(320, JpegPicture.parse(AccessUnit.copyOf(pictures.get(0))).width());
    assertEquals(640, JpegPicture.parse(AccessUnit.copyOf(pictures.get(1))).width());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2592,1944", "\"2592,1944\"", "26 2592-1944"})
  void whatIsLargerThanItsHeadersCanTellHasItsSizeFromTheDescription(String told) {
    depacketizer = new JpegDepacketizer(sink, JpegSize.of(Map.of("x-dimensions", told)));
    take(9, true, main(0, 1, Q, 0, 0), hex("01"));
    assertEquals(2592, JpegPicture.parse(AccessUnit.copyOf(pictures.getFirst())).width());
    assertEquals(1944, JpegPicture.parse(AccessUnit.copyOf(pictures.getFirst())).height());
  }

  /** As ONVIF asks cameras to (Streaming Specification, RTP header extension for JPEG). */
  @Test
  void orFromAHeaderExtension() {
    byte[] payload = join(main(0, 1, Q, 0, 0), hex("01"));
    byte[] packet =
        join(
            hex("90e0 0001 00000009 00001234"),
            hex("ffd8 0005 ffc0 0011 08 0798 0a20 03 002200 011101 021101 00"),
            payload);
    depacketizer.packet(header(packet), packet);
    assertEquals(2592, JpegPicture.parse(AccessUnit.copyOf(pictures.getFirst())).width());
    assertEquals(1944, JpegPicture.parse(AccessUnit.copyOf(pictures.getFirst())).height());
  }

  @Test
  void whatCannotBeReadIsRefused() {
    take(9, true, main(0, 1, Q, 0, 0), hex("01"));
    take(19, true, main(0, 2, Q), hex("01"));
    take(29, true, main(0, 200, Q), hex("01"));
    assertTrue(pictures.isEmpty());
    assertEquals(3, refusals.size());
    assertTrue(refusals.get(0).contains("2040"), refusals.get(0));
    assertTrue(refusals.get(1).contains("type 2"), refusals.get(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "00000000014b28",
        "00000000412828",
        "0000000001322828",
        "0000000001ff2828",
        "0000000001ff282800",
        "0000000001ff2828000000800101",
        "0000000041322828"
      })
  void whatIsCutShortIsNoPicture(String payload) {
    take(9, true, hex(payload));
    assertTrue(pictures.isEmpty());
    assertTrue(refusals.isEmpty());
  }
}
