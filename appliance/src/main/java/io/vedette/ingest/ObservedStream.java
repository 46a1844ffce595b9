package io.vedette.ingest;

import io.vedette.fragment.Fragment;
import io.vedette.fragment.InitSegment;
import io.vedette.health.PictureFacts;
import io.vedette.health.SoundFacts;
import io.vedette.health.StreamFacts;
import io.vedette.live.LiveStream;
import io.vedette.media.CodecParameters;
import io.vedette.media.PictureFormat;
import io.vedette.media.StreamFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is seen of one stream as it passes. One thread brings what passes; {@link #sample} and
 * {@link #facts} are called by one other.
 */
public final class ObservedStream {

  /** Key frames farther apart than this are worth telling: who begins to watch waits for one. */
  static final double FAR_KEY_FRAMES_SECONDS = 4;

  private record Format(
      CodecParameters.Video codec,
      PictureFacts picture,
      Optional<SoundFacts> sound,
      List<String> notices) {}

  private final AtomicLong pictures = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final KeyFrameMeter keyFrames = new KeyFrameMeter();
  private final StreamMeter meter = new StreamMeter();
  private volatile Optional<Format> format = Optional.empty();
  private volatile double keyFrameSeconds;

  /**
   * A new format applies.
   *
   * @param audio what viewers hear, such as {@code AAC 16 kHz mono}; empty if nothing
   */
  public void format(StreamFormat stream, InitSegment init, String audio) {
    CodecParameters.Video codec = (CodecParameters.Video) stream.video().orElseThrow().codec();
    // Of the video, and of the audio if there is any, in the order of the tracks.
    String[] codecs = init.codecs().split(",");
    format =
        Optional.of(
            new Format(
                codec,
                picture(codec, init, codecs[0]),
                codecs.length == 1
                    ? Optional.empty()
                    : Optional.of(new SoundFacts(audio, codecs[1])),
                stream.notices()));
    keyFrames.interrupt();
  }

  private static PictureFacts picture(
      CodecParameters.Video codec, InitSegment init, String codecString) {
    PictureFormat picture = codec.picture();
    return new PictureFacts(
        codec.name(),
        codecString,
        init.width(),
        init.height(),
        picture.lumaDepth(),
        picture.chromaName(),
        picture
            .colour()
            .map(
                colour ->
                    new PictureFacts.ColourFacts(
                        colour.primariesName(),
                        colour.transferName(),
                        colour.matrixName(),
                        colour.fullRange())));
  }

  /** A fragment passes. */
  public void fragment(Fragment fragment, int payloadBytes) {
    bytes.lazySet(bytes.get() + payloadBytes);
    if (fragment.video()) {
      pictures.lazySet(pictures.get() + 1);
      if (fragment.key()) {
        keyFrames.key(fragment.timeNanos());
        keyFrameSeconds = keyFrames.seconds();
      }
    }
  }

  /** The video's codec and size for a log line; empty before the first format. */
  String label() {
    return format.map(known -> known.codec().toString()).orElse("");
  }

  /** Counts. To be called about once a second. */
  public void sample(long nowNanos) {
    meter.sample(nowNanos, pictures.get(), bytes.get());
  }

  /**
   * What has been seen by now.
   *
   * @param transport by which way it comes at the moment, empty while it does not
   * @param reconnects sessions beyond the first
   * @param lastFailure why the last attempt failed, empty if it did not
   * @param stream tells of its viewers
   */
  public StreamFacts facts(
      String transport, long reconnects, String lastFailure, LiveStream stream) {
    Optional<Format> seen = format;
    double keySeconds = keyFrameSeconds;
    return new StreamFacts(
        seen.map(Format::picture),
        seen.flatMap(Format::sound),
        transport,
        Math.round(meter.fps() * 10) / 10.0,
        meter.bitsPerSecond(),
        keySeconds,
        reconnects,
        stream.viewers(),
        stream.lagged(),
        lastFailure,
        Optional.empty(),
        notices(seen.map(Format::notices).orElse(List.of()), keySeconds));
  }

  private static List<String> notices(List<String> told, double keySeconds) {
    List<String> notices = new ArrayList<>(told);
    if (keySeconds > FAR_KEY_FRAMES_SECONDS) {
      notices.add(
          "a key frame only every "
              + String.format(Locale.ROOT, keySeconds < 10 ? "%.1f" : "%.0f", keySeconds)
              + " s: new viewers and HLS wait that long; set the camera's I-frame interval (GOP) to"
              + " its frame rate");
    }
    return notices;
  }
}
