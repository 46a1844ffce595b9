package io.vedette.camera.rtsp;

import static java.lang.System.Logger.Level.DEBUG;

import io.vedette.media.AccessUnit;
import io.vedette.media.Av1ParameterSets;
import io.vedette.media.DecodingTimes;
import io.vedette.media.H264ParameterSets;
import io.vedette.media.H265ParameterSets;
import io.vedette.media.JpegParameterSets;
import io.vedette.media.Mpeg4ParameterSets;
import io.vedette.media.Packet;
import io.vedette.media.ParameterSets;
import io.vedette.media.Timebase;
import io.vedette.media.Track;
import io.vedette.media.VideoTracks;
import io.vedette.rtsp.AccessUnitSink;
import io.vedette.rtsp.Av1Depacketizer;
import io.vedette.rtsp.H264Depacketizer;
import io.vedette.rtsp.H265Depacketizer;
import io.vedette.rtsp.JpegDepacketizer;
import io.vedette.rtsp.JpegSize;
import io.vedette.rtsp.Mpeg4Depacketizer;
import io.vedette.rtsp.RtpHeader;
import io.vedette.rtsp.SessionDescription;
import io.vedette.rtsp.VideoDepacketizer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Makes packets of a video stream's RTP packets. Used by the reading thread. */
final class VideoAssembly implements AccessUnitSink {

  static final int ID = 1;

  private static final System.Logger LOG = System.getLogger(VideoAssembly.class.getName());

  private static final int CLOCK_RATE = 90_000;
  private static final int DEFAULT_FPS = 25;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Consumer<Packet> output;
  private final SessionDescription.Media media;
  private final RtpTrack source;
  private final VideoTracks tracks;
  private final VideoDepacketizer depacketizer;
  private final DecodingTimes times = new DecodingTimes();
  private final long sessionStartNanos;

  private String defect = "";
  private long arrivalNanos;

  /**
   * @param media H.264, H.265, AV1, MPEG-4 video or JPEG
   * @param output takes the packets; when one is a key, {@link #track} tells what it needs
   */
  VideoAssembly(
      SessionDescription.Media media,
      RandomGenerator random,
      long sessionStartNanos,
      Consumer<Packet> output) {
    this.media = media;
    this.output = output;
    this.sessionStartNanos = sessionStartNanos;
    double fps = media.frameRate().orElse(DEFAULT_FPS);
    this.source = new RtpTrack(media, CLOCK_RATE, ticks(fps), random);
    this.tracks = new VideoTracks(sets(media.encoding()), ID, CLOCK_RATE, fps, times);
    switch (media.encoding()) {
      case "H265" -> {
        depacketizer = new H265Depacketizer(this, isNumbered(media));
        describedSets("sprop-vps", "sprop-sps", "sprop-pps");
      }
      case "AV1" -> depacketizer = new Av1Depacketizer(this);
      case "MP4V-ES" -> {
        Mpeg4Depacketizer mpeg4 = new Mpeg4Depacketizer(this);
        depacketizer = mpeg4;
        describedHeaders(mpeg4);
      }
      case "JPEG" -> depacketizer = new JpegDepacketizer(this, JpegSize.of(media.format()));
      default -> {
        depacketizer = new H264Depacketizer(this);
        describedSets("sprop-parameter-sets");
      }
    }
  }

  private static ParameterSets sets(String encoding) {
    return switch (encoding) {
      case "H265" -> new H265ParameterSets();
      case "AV1" -> new Av1ParameterSets();
      case "MP4V-ES" -> new Mpeg4ParameterSets();
      case "JPEG" -> new JpegParameterSets();
      default -> new H264ParameterSets();
    };
  }

  RtpTrack source() {
    return source;
  }

  /** What the packets from the last key on belong to. */
  Track track() {
    return tracks.current().orElseThrow();
  }

  /** Why nothing of use can come; empty if there is no reason. */
  String defect() {
    return defect;
  }

  void packet(RtpHeader header, byte[] buffer, boolean afterLoss, long arrival) {
    arrivalNanos = arrival;
    if (afterLoss) {
      depacketizer.lost();
    }
    depacketizer.packet(header, buffer);
  }

  @Override
  public void parameterSet(byte[] buffer, int offset, int length) {
    tracks.note(buffer, offset, length);
  }

  @Override
  public void refused(String why) {
    defect = why;
  }

  @Override
  public void accessUnit(AccessUnit data, boolean key, int timestamp) {
    source.timeline().advance(timestamp, arrivalNanos, sessionStartNanos);
    try {
      if (!tracks.covers(data, key)) {
        return;
      }
    } catch (IllegalArgumentException e) {
      defect = "the camera's " + media.encoding() + " parameters cannot be read: " + e.getMessage();
      return;
    }
    RtpTimeline timeline = source.timeline();
    if (times.isSetBack(timeline.presentationTime())) {
      timeline.correct(times.following());
    }
    times.next(timeline.presentationTime(), key);
    long arrivalEpochNanos =
        System.currentTimeMillis() * NANOS_PER_MILLI - (System.nanoTime() - arrivalNanos);
    output.accept(
        new Packet(
            ID,
            timeline.presentationTime(),
            times.decodingTime(),
            times.duration(),
            key,
            data,
            arrivalNanos,
            source.captureClock().captured(timestamp, arrivalEpochNanos)));
  }

  /**
   * Parameter sets in the session description (RFC 6184 8.1, RFC 7798 7.1), base64 with commas in
   * between. What cannot be read there will come in the stream.
   */
  private void describedSets(String... names) {
    for (String name : names) {
      for (String part : media.format().getOrDefault(name, "").split(",")) {
        Optional<byte[]> set = decoded(part.strip());
        set.ifPresent(bytes -> tracks.note(bytes, 0, bytes.length));
      }
    }
  }

  private static Optional<byte[]> decoded(String base64) {
    try {
      return Optional.of(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Headers in the session description (RFC 6416 7.1), in hexadecimal. */
  private void describedHeaders(Mpeg4Depacketizer mpeg4) {
    try {
      mpeg4.described(HexFormat.of().parseHex(media.format().getOrDefault("config", "")));
    } catch (IllegalArgumentException e) {
      // They will come in the stream.
      LOG.log(DEBUG, "the config described is not hexadecimal: {0}", e.getMessage());
    }
  }

  private static boolean isNumbered(SessionDescription.Media media) {
    return !List.of("", "0").contains(media.format().getOrDefault("sprop-max-don-diff", ""));
  }

  private static int ticks(double fps) {
    return (int) Timebase.rescale(Math.round(Timebase.NANOS / fps), Timebase.NANOS, CLOCK_RATE);
  }
}
