package io.vedette.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SenderReportTest {

  private static final Instant HALF_PAST = Instant.parse("2024-01-01T00:00:00.500Z");

  @Test
  void aReportAndItsCanonicalNameAreOneCompound() {
    byte[] bytes =
        new SenderReport(0x0badcafe, HALF_PAST, 0xfffffff0, 0x1_0000_0002L, 1234).encoded("abc");

    assertEquals(
        "80c80006"
            + "0badcafe"
            // 2024-01-01 is second 3,913,056,000 of the NTP era; half a second is 2^31.
            + "e93c7f00"
            + "80000000"
            + "fffffff0"
            + "00000002"
            + "000004d2"
            + "81ca0003"
            + "0badcafe"
            + "0103616263"
            // The end of the list, to a whole word.
            + "000000",
        HexFormat.of().formatHex(bytes));
  }

  @Test
  void theListEndsWithANullByteEvenWhereTheNameFillsItsWord() {
    byte[] bytes = new SenderReport(1, HALF_PAST, 0, 0, 0).encoded("ab");

    assertEquals(
        "81ca0003" + "00000001" + "01026162" + "00000000", HexFormat.of().formatHex(bytes, 28, 44));
    assertEquals(44, bytes.length);
  }

  @Test
  void aNameLongerThanItsLengthByteIsRefused() {
    SenderReport report = new SenderReport(1, HALF_PAST, 0, 0, 0);
    String name = "x".repeat(256);

    assertThrows(IllegalArgumentException.class, () -> report.encoded(name));
  }
}
