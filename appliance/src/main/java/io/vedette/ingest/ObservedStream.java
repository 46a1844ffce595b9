package io.vedette.ingest;

import io.vedette.fragment.Fragment;
import io.vedette.fragment.InitSegment;
import io.vedette.health.StreamFacts;
import io.vedette.live.LiveStream;
import io.vedette.media.CodecParameters;
import io.vedette.media.StreamFormat;
import io.vedette.media.Track;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is seen of one stream as it passes. One thread brings what passes; {@link #sample} and
 * {@link #facts} are called by one other.
 */
final class ObservedStream {

  /** Key frames farther apart than this are worth telling: who begins to watch waits for one. */
  static final double FAR_KEY_FRAMES_SECONDS = 4;

  private record Format(StreamFormat stream, InitSegment init, String audio) {}

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
  void format(StreamFormat stream, InitSegment init, String audio) {
    format = Optional.of(new Format(stream, init, audio));
    keyFrames.interrupt();
  }

  /** A fragment passes. */
  void fragment(Fragment fragment, int payloadBytes) {
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
    return format
        .flatMap(known -> known.stream().video())
        .map(track -> track.codec().toString())
        .orElse("");
  }

  /** Counts. To be called about once a second. */
  void sample(long nowNanos) {
    meter.sample(nowNanos, pictures.get(), bytes.get());
  }

  /**
   * What has been seen by now.
   *
   * @param transport by which way it comes, empty while unknown
   * @param reconnects sessions beyond the first
   * @param stream tells of its viewers
   */
  StreamFacts facts(String transport, long reconnects, LiveStream stream) {
    Optional<Format> seen = format;
    Optional<InitSegment> init = seen.map(Format::init);
    double keySeconds = keyFrameSeconds;
    return new StreamFacts(
        seen.flatMap(known -> known.stream().video())
            .map(Track::codec)
            .map(codec -> ((CodecParameters.Video) codec).name())
            .orElse(""),
        init.map(InitSegment::codecs).orElse(""),
        init.map(InitSegment::width).orElse(0),
        init.map(InitSegment::height).orElse(0),
        transport,
        Math.round(meter.fps() * 10) / 10.0,
        meter.bitsPerSecond(),
        seen.map(Format::audio).orElse(""),
        keySeconds,
        reconnects,
        stream.viewers(),
        stream.lagged(),
        notices(seen.map(known -> known.stream().notices()).orElse(List.of()), keySeconds));
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
