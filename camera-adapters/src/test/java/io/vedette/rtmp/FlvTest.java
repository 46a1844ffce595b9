package io.vedette.rtmp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.media.DecodingTimes;
import io.vedette.media.VideoTracks;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlvTest {

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static RtmpMessage message(String hex) {
    byte[] bytes = bytes(hex);
    return new RtmpMessage(9, 1, 0, bytes, bytes.length);
  }

  @Test
  void picturesOfFlvAreTold() {
    assertEquals(
        new VideoTag.Configuration(FlvCodec.H264, 5, 7), VideoTag.of(message("17 00 000000 0164")));
    assertEquals(
        new VideoTag.Picture(FlvCodec.H264, true, 80, 5, 6),
        VideoTag.of(message("17 01 000050 00")));
    assertEquals(
        new VideoTag.Picture(FlvCodec.H264, false, -1, 5, 6),
        VideoTag.of(message("27 01 ffffff 00")));
    assertEquals(
        new VideoTag.Picture(FlvCodec.H265, true, 0, 5, 6),
        VideoTag.of(message("1c 01 000000 00")));
  }

  @Test
  void picturesOfEnhancedRtmpAreTold() {
    assertEquals(
        new VideoTag.Configuration(FlvCodec.H265, 5, 6), VideoTag.of(message("90 68766331 01")));
    assertEquals(
        new VideoTag.Picture(FlvCodec.H265, true, 40, 8, 9),
        VideoTag.of(message("91 68766331 000028 00")));
    assertEquals(
        new VideoTag.Picture(FlvCodec.H265, false, 0, 5, 6),
        VideoTag.of(message("a3 68766331 00")));
    assertEquals(
        new VideoTag.Picture(FlvCodec.AV1, true, 0, 5, 6), VideoTag.of(message("91 61763031 12")));
  }

  @ParameterizedTest
  @CsvSource({
    "12 00, Sorenson H.263",
    "14 00, VP6",
    "91 76703039 00, VP9",
    "91 00ff4142 00, video \"..AB\"",
    "96 61763031 00, several video tracks"
  })
  void otherCodecsAreNamed(String hex, String name) {
    assertEquals(new VideoTag.Unsupported(name), VideoTag.of(message(hex)));
  }

  @ParameterizedTest
  @CsvSource({"''", "17", "17 01 0000", "57 00", "17 02 000000", "91 6876", "91 68766331 0000"})
  void whatIsCutShortOrNoPictureIsNothing(String hex) {
    assertEquals(new VideoTag.Nothing(), VideoTag.of(message(hex)));
  }

  @Test
  void soundIsTold() {
    assertEquals(new AudioTag.Configuration(2, 4), AudioTag.of(message("af 00 1210")));
    assertEquals(new AudioTag.Aac(2, 3), AudioTag.of(message("af 01 21")));
    assertEquals(new AudioTag.G711(false, 1, 1, 3), AudioTag.of(message("72 d5d5")));
    assertEquals(new AudioTag.G711(true, 2, 1, 3), AudioTag.of(message("83 ffff")));
    assertEquals(new AudioTag.Unsupported("MP3"), AudioTag.of(message("2f ffff")));
    assertEquals(new AudioTag.Unsupported("Speex"), AudioTag.of(message("b2 ffff")));
    // GStreamer fills gaps with empty ones.
    assertEquals(new AudioTag.Nothing(), AudioTag.of(message("af 01")));
    assertEquals(new AudioTag.Nothing(), AudioTag.of(message("")));
  }

  private static FlvPictures pictures(FlvCodec codec) {
    return new FlvPictures(
        codec, new VideoTracks(codec.parameterSets(), 1, 90_000, 25, new DecodingTimes()));
  }

  private static Optional<FlvPictures.Picture> picture(FlvPictures from, String hex, boolean key) {
    byte[] bytes = bytes(hex);
    return from.picture(bytes, 0, bytes.length, key);
  }

  @Test
  void unitsThatADecoderGetsBesideThePictureAreLeftOut() {
    FlvPictures pictures = pictures(FlvCodec.H264);
    // Delimiter, SPS, PPS, IDR, filler.
    FlvPictures.Picture key =
        picture(
                pictures,
                "00000002 09f0 00000004 6742000d 00000003 68ce38 00000003 658880 00000002 0cff",
                true)
            .orElseThrow();
    assertTrue(key.key());
    assertArrayEquals(bytes("00000003 658880"), key.data().toByteArray());
    FlvPictures.Picture next = picture(pictures, "00000003 419a00", false).orElseThrow();
    assertFalse(next.key());
  }

  @Test
  void lengthsOfTwoBytesBecomeFour() {
    FlvPictures pictures = pictures(FlvCodec.H264);
    byte[] configuration = bytes("01 42000d fd e0 00");
    pictures.configure(configuration, 0, configuration.length);
    assertArrayEquals(
        bytes("00000003 658880"),
        picture(pictures, "0003 658880", true).orElseThrow().data().toByteArray());
  }

  @Test
  void afterABrokenPictureTheNextKeyFrameIsWaitedFor() {
    FlvPictures pictures = pictures(FlvCodec.H264);
    assertTrue(picture(pictures, "00000003 419a00", false).isEmpty());
    assertTrue(picture(pictures, "00000003 658880", true).isPresent());
    assertTrue(picture(pictures, "00000009 419a00", false).isEmpty());
    assertTrue(picture(pictures, "ffffffff 419a00", false).isEmpty());
    assertTrue(picture(pictures, "00000003 419a00", false).isEmpty());
    assertTrue(picture(pictures, "00000003 658880", true).isPresent());
    assertTrue(picture(pictures, "00000003 419a00", false).isPresent());
  }

  @Test
  void whatTheEncoderCallsAKeyFrameIsNoneWithoutAnIdrPicture() {
    FlvPictures pictures = pictures(FlvCodec.H264);
    assertTrue(picture(pictures, "00000003 419a00", true).isEmpty());
  }

  @Test
  void picturesThatReferToWhatWasBeforeTheFirstAreDropped() {
    FlvPictures pictures = pictures(FlvCodec.H265);
    String cra = "00000004 2a01af00";
    String rasl = "00000004 1201af00";
    String trail = "00000004 0201d000";
    assertTrue(picture(pictures, cra, true).orElseThrow().key());
    assertTrue(picture(pictures, rasl, false).isEmpty());
    assertTrue(picture(pictures, trail, false).isPresent());
    assertTrue(picture(pictures, cra, true).isPresent());
    assertTrue(picture(pictures, rasl, false).isPresent());
  }

  @Test
  void unitsOfAv1KeepTheirSizesAndLoseTheirDelimiters() {
    FlvPictures pictures = pictures(FlvCodec.AV1);
    assertArrayEquals(
        bytes("0a02 0000 3202 1000"),
        picture(pictures, "1200 0a02 0000 3202 1000", true).orElseThrow().data().toByteArray());
    assertTrue(picture(pictures, "3203 1000", false).isEmpty(), "cut short");
    assertTrue(picture(pictures, "32 ffffffffff", false).isEmpty(), "an endless size");
  }
}
