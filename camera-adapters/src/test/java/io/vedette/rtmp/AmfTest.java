package io.vedette.rtmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmfTest {

  private static List<AmfValue> read(String hex) throws IOException {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    return AmfReader.read(bytes, 0, bytes.length);
  }

  @Test
  void everyKindOfValueIsRead() throws IOException {
    assertEquals(
        List.of(
            new AmfValue.Number(1.5),
            new AmfValue.Truth(true),
            new AmfValue.Text("ab"),
            new AmfValue.Nothing(),
            new AmfValue.Nothing(),
            new AmfValue.Properties(Map.of("a", new AmfValue.Text("b"))),
            // Its count says five, its end says one.
            new AmfValue.Properties(Map.of("a", new AmfValue.Truth(false))),
            new AmfValue.Items(List.of(new AmfValue.Nothing(), new AmfValue.Truth(true))),
            new AmfValue.Number(1.5),
            new AmfValue.Text("abc"),
            new AmfValue.Properties(Map.of())),
        read(
            "00 3ff8000000000000 0101 02 0002 6162 05 06"
                + "03 0001 61 02 0001 62 0000 09"
                + "08 00000005 0001 61 0100 0000 09"
                + "0a 00000002 05 0101"
                + "0b 3ff8000000000000 0000"
                + "0c 00000003 616263"
                + "10 0001 63 0000 09"));
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    AmfValue[] values = {
      new AmfValue.Text("_result"),
      new AmfValue.Number(-7),
      new AmfValue.Properties(
          Map.of("level", new AmfValue.Text("é"), "ok", new AmfValue.Truth(true))),
      new AmfValue.Items(List.of(new AmfValue.Number(1))),
      new AmfValue.Nothing()
    };
    byte[] written = AmfWriter.written(values);
    assertEquals(List.of(values), AmfReader.read(written, 0, written.length));
  }

  @ParameterizedTest
  @CsvSource({
    "02 0005 6162, ends too early",
    "00 3ff8, ends too early",
    "03 0001 61, ends too early",
    "0a 7fffffff 05, ends too early",
    "0c 7fffffff 61, ends too early",
    "0c ffffffff 61, over 2 GiB",
    "11 04, begins with 17",
    "ff, begins with 255"
  })
  void whatIsNoneIsRefused(String hex, String why) {
    RtmpFormatException refused = assertThrows(RtmpFormatException.class, () -> read(hex));
    assertTrue(refused.getMessage().contains(why), refused.getMessage());
  }

  @Test
  void valuesLieNotDeepAndAreNotMany() {
    String deep = "03 0001 61".repeat(100_000);
    assertTrue(
        assertThrows(RtmpFormatException.class, () -> read(deep)).getMessage().contains("8 deep"));
    String many = "05".repeat(2000);
    assertTrue(
        assertThrows(RtmpFormatException.class, () -> read(many)).getMessage().contains("1024"));
  }
}
