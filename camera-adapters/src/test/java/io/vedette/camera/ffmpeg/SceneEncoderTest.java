package io.vedette.camera.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.media.SequenceParameterSet;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SceneEncoderTest {

  private static final EncoderSettings SETTINGS = new EncoderSettings(64, 48, 25, 2, 5, 100_000);

  @Test
  void everyPictureBecomesAnAccessUnitAndEveryGroupBeginsWithAKeyFrame() throws Exception {
    List<EncodedFrame> frames = encoded();

    assertEquals(12, frames.size());
    for (int i = 0; i < frames.size(); i++) {
      assertEquals(i % 5 == 0, frames.get(i).key(), "frame " + i);
      List<Integer> types = types(frames.get(i));
      if (i % 5 == 0) {
        assertEquals(List.of(7, 8), types.subList(0, 2), "parameter sets first");
        assertEquals(5, types.getLast());
      } else {
        assertEquals(List.of(1), types);
      }
    }
  }

  @Test
  void theParameterSetsSayHighProfileAndTheSize() throws Exception {
    byte[] unit = bytes(AnnexB.nalUnits(encoded().getFirst().annexB()).getFirst());
    SequenceParameterSet sps = SequenceParameterSet.parse(unit);

    assertEquals(100, unit[1], "profile_idc: High");
    assertEquals(64, sps.width());
    assertEquals(48, sps.height());
  }

  @Test
  void equalSettingsGiveEqualParameterSets() throws Exception {
    List<ByteBuffer> one = AnnexB.nalUnits(encoded().getFirst().annexB());
    List<ByteBuffer> other = AnnexB.nalUnits(encoded().getFirst().annexB());

    assertEquals(one.get(0), other.get(0));
    assertEquals(one.get(1), other.get(1));
  }

  @Test
  void settingsThatTheEncoderRefusesAreNamed() {
    EncoderException failure =
        assertThrows(
            EncoderException.class,
            () -> SceneEncoder.open(new EncoderSettings(0, 48, 25, 1, 5, 100_000)));

    assertTrue(failure.getMessage().startsWith("libx264, open: "), failure.getMessage());
  }

  @Test
  void aPictureOfAnotherSizeIsRefused() throws Exception {
    try (SceneEncoder encoder = SceneEncoder.open(SETTINGS)) {
      assertThrows(IllegalArgumentException.class, () -> encoder.encode(YuvPicture.blank(48, 64)));
    }
  }

  @Test
  void closingTwiceIsHarmless() throws Exception {
    SceneEncoder encoder = SceneEncoder.open(SETTINGS);
    encoder.close();

    assertDoesNotThrow(encoder::close);
  }

  @Test
  void startCodesOfBothLengthsAndTrailingZerosAreNotPartOfAUnit() {
    byte[] stream = {0, 0, 0, 1, 0x67, 1, 0, 0, 1, 0x68, 0, 0, 3, 0, 0, 0, 1, 0x65, 2, 0, 0};
    List<ByteBuffer> units = AnnexB.nalUnits(stream);

    assertEquals(3, units.size());
    assertArrayEquals(new byte[] {0x67, 1}, bytes(units.get(0)));
    assertArrayEquals(new byte[] {0x68, 0, 0, 3}, bytes(units.get(1)));
    assertArrayEquals(new byte[] {0x65, 2}, bytes(units.get(2)));
  }

  private static List<EncodedFrame> encoded() throws EncoderException {
    List<EncodedFrame> frames = new ArrayList<>();
    try (SceneEncoder encoder = SceneEncoder.open(SETTINGS)) {
      for (int i = 0; i < 12; i++) {
        YuvPicture picture = YuvPicture.blank(64, 48);
        Arrays.fill(picture.luma(), (byte) (16 + i * 10));
        Arrays.fill(picture.blue(), (byte) 128);
        Arrays.fill(picture.red(), (byte) 128);
        frames.addAll(encoder.encode(picture));
      }
      frames.addAll(encoder.finish());
    }
    return frames;
  }

  private static List<Integer> types(EncodedFrame frame) {
    return AnnexB.nalUnits(frame.annexB()).stream().map(unit -> unit.get(0) & 0x1f).toList();
  }

  private static byte[] bytes(ByteBuffer unit) {
    byte[] bytes = new byte[unit.remaining()];
    unit.duplicate().get(bytes);
    return bytes;
  }
}
