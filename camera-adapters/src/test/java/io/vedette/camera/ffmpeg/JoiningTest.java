package io.vedette.camera.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class JoiningTest {

  // NAL units of H.265, each the first slice of its picture.
  private static final String IDR = "2801d0";
  private static final String CRA = "2a01d0";
  private static final String BLA = "2001d0";
  private static final String RASL = "1201d0";
  private static final String RADL = "0e01d0";
  private static final String TRAIL = "0201d0";

  private final AnnexBVideo video = new AnnexBVideo(true, new byte[0]);
  private final Joining joining = new Joining();

  private boolean decodes(String unit) {
    return joining.isDecodable(video.unit(HexFormat.of().parseHex("00000001" + unit)));
  }

  @Test
  void whatRefersToBeforeTheFirstKeyFrameIsLeftOutAndLaterOnlyKept() {
    assertEquals(false, decodes(TRAIL));
    assertEquals(true, decodes(CRA));
    assertEquals(false, decodes(RASL));
    assertEquals(true, decodes(RADL));
    assertEquals(true, decodes(TRAIL));
    assertEquals(true, decodes(CRA));
    assertEquals(true, decodes(RASL));
  }

  @Test
  void afterAnIdrNothingRefersToBeforeIt() {
    assertEquals(true, decodes(IDR));
    assertEquals(true, decodes(RASL));
  }

  @Test
  void aBrokenLinkCutsWhereverItIs() {
    assertEquals(true, decodes(IDR));
    assertEquals(true, decodes(BLA));
    assertEquals(false, decodes(RASL));
  }

  @Test
  void afterAnInterruptionItBeginsAnew() {
    assertEquals(true, decodes(IDR));
    joining.interrupt();
    assertEquals(false, decodes(TRAIL));
    assertEquals(true, decodes(CRA));
    assertEquals(false, decodes(RASL));
  }

  @Test
  void ofH264AllThatFollowsAKeyFrameIsKept() {
    AnnexBVideo h264 = new AnnexBVideo(false, new byte[0]);
    // Slices of types 5 and 1; what is a RASL picture in H.265 is none here.
    for (String unit : new String[] {"6588", "4188", "1288"}) {
      byte[] bytes = HexFormat.of().parseHex("00000001" + unit);
      assertEquals(true, joining.isDecodable(h264.unit(bytes)), unit);
    }
  }
}
