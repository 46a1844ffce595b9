package io.vedette.media;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class JoiningTest {

  // nal_unit_type of H.265.
  private static final int TRAIL = 1;
  private static final int RADL = 7;
  private static final int RASL = 9;
  private static final int BLA = 16;
  private static final int IDR = 20;
  private static final int CRA = 21;

  private final Joining joining = new Joining(true);

  private boolean decodes(int type) {
    return joining.isDecodable(NalUnitRole.h265(type) == NalUnitRole.KEY_PICTURE, type);
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
    Joining h264 = new Joining(false);
    assertEquals(false, h264.isDecodable(false, 1));
    assertEquals(true, h264.isDecodable(true, 5));
    // What these types are in H.265, they are not here.
    assertEquals(true, h264.isDecodable(false, 1));
    assertEquals(true, h264.isDecodable(false, 8));
  }
}
