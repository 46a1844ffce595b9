package io.vedette.camera.rtsp;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.media.MediaEvent;
import io.vedette.media.Packet;
import io.vedette.media.StreamFormat;
import io.vedette.media.Timebase;
import io.vedette.media.Track;
import io.vedette.rtsp.RtpHeader;
import io.vedette.rtsp.SessionDescription;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.random.RandomGenerator;

/**
 * Makes media events of RTP packets: access units with times, and a new format before the key frame
 * that it applies to. Used by the reading thread.
 *
 * <p>A camera that announces audio and sends none would keep players waiting for it. So audio is
 * part of the format only while it comes, which is looked at with each key frame.
 */
final class MediaAssembly {

  /** Index of the video track in {@link #tracks()}. */
  static final int VIDEO = 0;

  /** Sound this far from its picture is moved; less is the jitter of the reports themselves. */
  private static final long SKEW_NANOS = 50_000_000;

  private final Queue<MediaEvent> events = new ArrayDeque<>();
  private final VideoAssembly video;
  private final Optional<AudioAssembly> audio;
  private final List<String> notices;
  private Optional<StreamFormat> format = Optional.empty();
  private volatile long lastPictureNanos;

  MediaAssembly(
      SessionDescription.Media videoMedia,
      AudioChoice choice,
      RandomGenerator random,
      long nowNanos) {
    lastPictureNanos = nowNanos;
    video = new VideoAssembly(videoMedia, random, nowNanos, this::picture);
    audio = choice.offer().map(offer -> new AudioAssembly(offer, random, nowNanos, this::sound));
    notices = choice.notice().stream().toList();
  }

  /** The RTP streams, video first; immutable. */
  List<RtpTrack> tracks() {
    List<RtpTrack> tracks = new ArrayList<>();
    tracks.add(video.source());
    audio.ifPresent(sound -> tracks.add(sound.source()));
    return List.copyOf(tracks);
  }

  /** The next event that is ready. */
  Optional<MediaEvent> poll() {
    return Optional.ofNullable(events.poll());
  }

  /**
   * {@link System#nanoTime()} of the last whole picture, or of the beginning if there was none. May
   * be asked by any thread.
   */
  long lastPictureNanos() {
    return lastPictureNanos;
  }

  void packet(int track, RtpHeader header, byte[] buffer, boolean afterLoss, long arrival)
      throws CameraException {
    if (track == VIDEO) {
      video.packet(header, buffer, afterLoss, arrival);
      if (!video.defect().isEmpty()) {
        throw new CameraException(Reason.UNSUPPORTED_MEDIA, "read", video.defect());
      }
    } else {
      audio.orElseThrow().packet(header, buffer, afterLoss, arrival);
    }
  }

  /** Moves the audio to where the sender's reports say that it belongs (RFC 3550 6.4.1). */
  void synchronise() {
    if (audio.isEmpty()) {
      return;
    }
    RtpTrack sound = audio.get().source();
    OptionalLong videoOrigin = video.source().wallClockOrigin();
    OptionalLong audioOrigin = sound.wallClockOrigin();
    if (videoOrigin.isPresent() && audioOrigin.isPresent()) {
      long skew = videoOrigin.getAsLong() - audioOrigin.getAsLong();
      // Reports that disagree by more than the timeline's own tolerance come from clocks that are
      // not the same.
      if (Math.abs(skew) > SKEW_NANOS
          && Math.abs(skew) < RtpTimeline.MAX_STEP_SECONDS * Timebase.NANOS) {
        audio.get().shift(Timebase.rescale(skew, Timebase.NANOS, sound.clockRate()));
      }
    }
  }

  private void picture(Packet packet) {
    lastPictureNanos = packet.arrivalNanos();
    if (packet.key()) {
      StreamFormat now = formatAt(packet.arrivalNanos());
      if (format.isEmpty() || !format.get().equals(now)) {
        format = Optional.of(now);
        events.add(now);
      }
    }
    events.add(packet);
  }

  private void sound(Packet packet) {
    // What the stream does not hold yet, or not any more, waits for the next key frame.
    if (format.flatMap(StreamFormat::audio).filter(audio.orElseThrow()::is).isPresent()) {
      events.add(packet);
    }
  }

  private StreamFormat formatAt(long nowNanos) {
    List<Track> tracks = new ArrayList<>();
    tracks.add(video.track());
    audio.flatMap(sound -> sound.track(nowNanos)).ifPresent(tracks::add);
    return new StreamFormat(tracks, notices);
  }
}
