package io.vedette.transcode.video;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HeldBackTest {

  private static final int FRAME = PictureEncoder.TIMESCALE / 25;

  private final HeldBack heldBack = new HeldBack(8);

  @Test
  void aDeviceThatGivesSomethingForEachPictureIsInOrder() {
    for (int i = 0; i < 1000; i++) {
      heldBack.came();
      heldBack.went(i * (long) FRAME);
      assertFalse(heldBack.isTooMuch());
    }
  }

  @Test
  void aDeviceThatBeginsLateIsInOrder() {
    for (int i = 0; i < 31; i++) {
      heldBack.went(i * (long) FRAME);
      assertFalse(heldBack.isTooMuch(), "at " + i);
    }
    heldBack.came();
    heldBack.went(31L * FRAME);
    assertFalse(heldBack.isTooMuch());
  }

  @Test
  void aDeviceThatFallsSilentIsFoundOutBeforeAViewerGoes() {
    heldBack.came();
    for (int i = 0; i <= 30; i++) {
      heldBack.went(i * (long) FRAME);
      assertFalse(heldBack.isTooMuch(), "at " + i);
    }
    heldBack.went(31L * FRAME);
    assertTrue(heldBack.isTooMuch());
  }

  @Test
  void picturesThatComeSeldomMayAllBeInTheDevice() {
    for (int second = 0; second < 8; second++) {
      heldBack.went(second * (long) PictureEncoder.TIMESCALE);
      assertFalse(heldBack.isTooMuch());
    }
    heldBack.went(8L * PictureEncoder.TIMESCALE);
    assertTrue(heldBack.isTooMuch());
  }
}
