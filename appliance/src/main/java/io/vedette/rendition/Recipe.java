package io.vedette.rendition;

import io.vedette.config.RenditionProfile;
import io.vedette.config.RenditionProfile.Offer;
import io.vedette.fragment.InitSegment;
import io.vedette.fragment.VideoDecoding;
import io.vedette.live.Announcement;
import io.vedette.live.Announcer;
import io.vedette.media.CodecParameters;
import io.vedette.media.Orientation;
import io.vedette.transcode.video.EncodingPlan;
import io.vedette.transcode.video.PictureBox;
import io.vedette.transcode.video.VideoTarget;
import java.time.Duration;
import java.util.Optional;

/**
 * What a profile makes of a stream.
 *
 * @param profile the profile
 */
record Recipe(RenditionProfile profile) implements Announcer {

  /** As long as a segment (RFC 8216bis 6.2.1): each begins with a key frame. */
  private static final Duration KEY_INTERVAL = Duration.ofSeconds(2);

  /** What sound takes of a stream, in bits per second. */
  private static final int SOUND_BITS = 64_000;

  /** What a camera's video is to become. */
  VideoTarget target(Orientation orientation) {
    return new VideoTarget(
        new PictureBox(profile.width(), profile.height()),
        profile.frameRate(),
        profile.bitRate() / 2,
        profile.bitRate(),
        KEY_INTERVAL,
        orientation);
  }

  @Override
  public Optional<Announcement> announce(InitSegment source) {
    return source
        .decoding()
        .filter(
            decoding -> profile.offer() == Offer.ALWAYS || !isPlayedEverywhere(decoding.codec()))
        .map(decoding -> announcement(source, decoding));
  }

  private Announcement announcement(InitSegment source, VideoDecoding decoding) {
    EncodingPlan plan = target(decoding.orientation()).plan(decoding.codec().picture());
    int sound = source.codecs().indexOf(',');
    return new Announcement(
        H264Level.of(plan).codecString()
            + (sound < 0 ? "" : "," + aac(source.codecs().substring(sound + 1))),
        plan.width(),
        plan.height(),
        plan.frameRate(),
        plan.bitsPerSecond() + (sound < 0 ? 0 : SOUND_BITS));
  }

  /** What sound is like that was so (RFC 6381): as it is if it is AAC, else AAC-LC. */
  private static String aac(String codec) {
    return codec.startsWith("mp4a.40.") ? codec : "mp4a.40.2";
  }

  /** H.264 as every browser decodes it: 4:2:0 of eight bits. */
  private static boolean isPlayedEverywhere(CodecParameters.Video codec) {
    return codec instanceof CodecParameters.H264
        && codec.picture().chromaFormat() == 1
        && codec.picture().lumaDepth() == 8
        && codec.picture().chromaDepth() == 8;
  }
}
