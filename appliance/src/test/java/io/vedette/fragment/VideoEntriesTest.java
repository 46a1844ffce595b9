package io.vedette.fragment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vedette.media.Av1SequenceHeader;
import io.vedette.media.CodecParameters;
import io.vedette.media.H265SequenceParameterSet;
import io.vedette.media.ParameterSet;
import io.vedette.media.StreamFormat;
import io.vedette.media.Track;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sample entries and codec strings of H.265 and AV1, compared with what FFmpeg writes. */
class VideoEntriesTest {

  private static final String VPS = "40010c01ffff02200000030090000003000003003c959409";

  /** Main 10, level 2, 322x242, BT.709 in full range, made by x265. */
  private static final String SPS =
      "42010102200000030090000003000003003ca00a480f9c9236595964932bc05b808080820000030002000003001e10";

  private static final String PPS = "4401c172b46240";

  /** 10 bits, BT.2020 with PQ in full range, made by libaom. */
  private static final String AV1 = "0a0e000000043d07c4daf95091009840";

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  private static ParameterSet set(String text) {
    return new ParameterSet(hex(text));
  }

  private static InitSegment init(CodecParameters codec) {
    return InitSegment.of(new StreamFormat(List.of(new Track(1, 90_000, codec))));
  }

  private static String content(InitSegment init, String path) {
    ByteBuffer content =
        BoxTree.find(init.bytes(), "moov/trak/mdia/minf/stbl/stsd/" + path).slice();
    byte[] bytes = new byte[content.remaining()];
    content.get(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void h265() {
    InitSegment init =
        init(
            new CodecParameters.H265(
                set(VPS), set(SPS), List.of(set(PPS)), H265SequenceParameterSet.parse(hex(SPS))));
    assertEquals("hvc1.2.4.L60.90", init.codecs());
    assertEquals(322, init.width());
    assertEquals(242, init.height());
    assertEquals(15, init.frameRate().orElseThrow());
    assertEquals(
        "01022000000090000000000"
            + "03cf000fcfdfafa00000f03"
            + "a000010018"
            + VPS
            + "a10001002f"
            + SPS
            + "a200010007"
            + PPS,
        content(init, "hvc1/hvcC"));
    assertEquals("6e636c7800010001000180", content(init, "hvc1/colr"));
  }

  @Test
  void av1() {
    InitSegment init = init(new CodecParameters.Av1(set(AV1), Av1SequenceHeader.parse(hex(AV1))));
    assertEquals("av01.0.00M.10.0.110.09.16.09.1", init.codecs());
    assertEquals("81004c00" + AV1, content(init, "av01/av1C"));
    assertEquals("6e636c7800090010000980", content(init, "av01/colr"));
  }

  @Test
  void av1ThatTellsNoColour() {
    String header = "0a0b000000043d07c4fbf90040";
    InitSegment init =
        init(new CodecParameters.Av1(set(header), Av1SequenceHeader.parse(hex(header))));
    assertEquals("av01.0.00M.08", init.codecs());
    assertEquals("81000c00" + header, content(init, "av01/av1C"));
  }
}
