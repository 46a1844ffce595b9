package io.vedette.rendition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vedette.config.RenditionProfile;
import io.vedette.config.RenditionProfile.Offer;
import io.vedette.fragment.InitSegment;
import io.vedette.live.Announcement;
import io.vedette.media.CodecParameters;
import io.vedette.media.PictureFormat;
import io.vedette.media.StreamFormat;
import io.vedette.media.Track;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RecipeTest {

  /** High profile, level 3.1, 1280x720. */
  private static final CodecParameters H264 =
      CodecParameters.H264.of(
          HexFormat.of().parseHex("6764001facd9405005bb011000000300100000030320f1831960"),
          HexFormat.of().parseHex("68ebe3cb22c0"));

  private static CodecParameters motionJpeg(int width, int height, double rate) {
    return new CodecParameters.Mjpeg(
        new PictureFormat(
            width,
            height,
            1,
            8,
            8,
            OptionalDouble.of(rate),
            Optional.empty(),
            OptionalInt.empty()));
  }

  private static Optional<Announcement> announced(Offer offer, CodecParameters... codecs) {
    Track video = new Track(1, 90_000, codecs[0]);
    List<Track> tracks =
        codecs.length == 1 ? List.of(video) : List.of(video, new Track(2, 16_000, codecs[1]));
    return new Recipe(new RenditionProfile("h264", 1280, 720, 30, 3_000_000, offer))
        .announce(InitSegment.of(new StreamFormat(tracks)));
  }

  @Test
  void whatEveryBrowserPlaysNeedsNoOther() {
    assertEquals(Optional.empty(), announced(Offer.WHEN_NEEDED, H264));
    assertEquals("avc1.64001f", announced(Offer.ALWAYS, H264).orElseThrow().codecs());
  }

  @Test
  void whatNoBrowserPlaysIsAnnouncedInItsOwnShapeAndWithItsSound() {
    CodecParameters aac = new CodecParameters.Aac(new byte[] {0x14, 0x08}, 16_000, 1);
    assertEquals(
        Optional.of(new Announcement("avc1.64001f,mp4a.40.2", 960, 720, 30, 2_625_000 + 64_000)),
        announced(Offer.WHEN_NEEDED, motionJpeg(2560, 1920, 50), aac));
  }

  @Test
  void soundThatIsNotAacBecomesIt() {
    assertEquals(
        "avc1.640014,mp4a.40.2",
        announced(
                Offer.WHEN_NEEDED, motionJpeg(320, 240, 10), new CodecParameters.Opus(2, 0, 48_000))
            .orElseThrow()
            .codecs());
  }

  @Test
  void smallPicturesAreNotEnlargedAndTakeFewerBits() {
    Announcement small = announced(Offer.WHEN_NEEDED, motionJpeg(320, 240, 10)).orElseThrow();
    assertEquals(320, small.width());
    assertEquals(240, small.height());
    assertEquals(10, small.picturesPerSecond());
    assertEquals(1_625_000, small.bitsPerSecond());
    assertEquals("avc1.640014", small.codecs());
  }
}
