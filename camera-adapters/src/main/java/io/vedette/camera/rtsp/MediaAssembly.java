package io.vedette.camera.rtsp;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.media.CodecParameters;
import io.vedette.media.MediaEvent;
import io.vedette.media.Packet;
import io.vedette.media.SequenceParameterSet;
import io.vedette.media.StreamFormat;
import io.vedette.media.Timebase;
import io.vedette.media.Track;
import io.vedette.rtsp.AudioDepacketizer;
import io.vedette.rtsp.H264Depacketizer;
import io.vedette.rtsp.RtpHeader;
import io.vedette.rtsp.SessionDescription;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
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

  private static final int VIDEO_ID = 1;
  private static final int AUDIO_ID = 2;
  private static final int VIDEO_CLOCK = 90_000;
  private static final int DEFAULT_FPS = 25;
  private static final int FIRST_AUDIO_MILLIS = 20;
  private static final long AUDIO_GONE_NANOS = 2 * Timebase.NANOS;

  /** Sound this far from its picture is moved; less is the jitter of the reports themselves. */
  private static final long SKEW_NANOS = 50_000_000;

  private final Queue<MediaEvent> events = new ArrayDeque<>();
  private final List<RtpTrack> tracks = new ArrayList<>();
  private final H264Depacketizer video;
  private final Optional<AudioOffer> audioOffer;
  private final Optional<AudioDepacketizer> audio;
  private final long sessionStartNanos;

  private Optional<CodecParameters.H264> videoCodec = Optional.empty();
  private Optional<CodecParameters> audioCodec = Optional.empty();
  private boolean audioStale;
  private boolean formatStale = true;
  private boolean formatHasAudio;
  private String defect = "";

  private long arrivalNanos;
  private long lastPictureNanos;
  private long lastAudioNanos;

  MediaAssembly(
      SessionDescription.Media videoMedia,
      Optional<AudioOffer> audioOffer,
      RandomGenerator random,
      long nowNanos) {
    sessionStartNanos = nowNanos;
    lastPictureNanos = nowNanos;
    lastAudioNanos = nowNanos - AUDIO_GONE_NANOS;
    double fps = videoMedia.frameRate().orElse(DEFAULT_FPS);
    tracks.add(new RtpTrack(videoMedia, VIDEO_CLOCK, (int) Math.round(VIDEO_CLOCK / fps), random));
    video = new H264Depacketizer(new VideoSink());
    readSets(videoMedia.format().getOrDefault("sprop-parameter-sets", ""));
    this.audioOffer = audioOffer;
    audioCodec = audioOffer.flatMap(AudioOffer::codec);
    audio = audioOffer.map(offer -> offer.opening().open(this::audioCodec, this::sound));
    audioOffer.ifPresent(
        offer ->
            tracks.add(
                new RtpTrack(
                    offer.media(),
                    offer.clockRate(),
                    Math.max(1, offer.clockRate() * FIRST_AUDIO_MILLIS / 1000),
                    random)));
  }

  /** The RTP streams, video first; immutable. */
  List<RtpTrack> tracks() {
    return List.copyOf(tracks);
  }

  /** The next event that is ready. */
  Optional<MediaEvent> poll() {
    return Optional.ofNullable(events.poll());
  }

  /** {@link System#nanoTime()} of the last whole picture, or of the beginning if there was none. */
  long lastPictureNanos() {
    return lastPictureNanos;
  }

  void packet(int track, RtpHeader header, byte[] buffer, boolean afterLoss, long arrival)
      throws CameraException {
    arrivalNanos = arrival;
    if (track == VIDEO) {
      if (afterLoss) {
        video.lost();
      }
      video.packet(header, buffer);
      if (!defect.isEmpty()) {
        throw new CameraException(Reason.UNSUPPORTED_MEDIA, "read", defect);
      }
    } else {
      AudioDepacketizer depacketizer = audio.orElseThrow();
      if (afterLoss) {
        depacketizer.lost();
      }
      depacketizer.packet(header, buffer);
    }
  }

  /** Moves the audio to where the sender's reports say that it belongs (RFC 3550 6.4.1). */
  void synchronise() {
    if (audioOffer.isEmpty()) {
      return;
    }
    int audioClock = audioOffer.get().clockRate();
    OptionalLong videoOrigin = tracks.getFirst().wallClockOrigin(VIDEO_CLOCK);
    OptionalLong audioOrigin = tracks.getLast().wallClockOrigin(audioClock);
    if (videoOrigin.isPresent() && audioOrigin.isPresent()) {
      long skew = videoOrigin.getAsLong() - audioOrigin.getAsLong();
      // Reports that disagree by more than the timeline's own tolerance come from clocks that are
      // not the same.
      if (Math.abs(skew) > SKEW_NANOS
          && Math.abs(skew) < RtpTimeline.MAX_STEP_SECONDS * Timebase.NANOS) {
        tracks.getLast().timeline().shift(Timebase.rescale(skew, Timebase.NANOS, audioClock));
      }
    }
  }

  /**
   * Parameter sets in the session description (RFC 6184 8.1). What cannot be read there will come
   * in the stream.
   */
  private void readSets(String base64) {
    for (String part : base64.split(",")) {
      try {
        byte[] nal = Base64.getDecoder().decode(part.strip());
        if (nal.length > 0 && (nal[0] & 0x1f) == 7) {
          SequenceParameterSet.parse(nal);
        }
        video.parameterSet(nal);
      } catch (IllegalArgumentException e) {
        return;
      }
    }
  }

  /** The stream has told what it holds: viewers must know before they get more of it. */
  private void audioCodec(CodecParameters codec) {
    audioCodec = Optional.of(codec);
    audioStale = true;
  }

  private void sound(byte[] data, int timestamp, int ticks) {
    if (audioCodec.isEmpty()) {
      return;
    }
    lastAudioNanos = arrivalNanos;
    RtpTimeline timeline = tracks.getLast().timeline();
    timeline.advance(timestamp, arrivalNanos, sessionStartNanos);
    if (formatHasAudio && !formatStale && !audioStale) {
      // Sound has no reordering: it is presented when it is decoded.
      long time = timeline.decodingTime();
      events.add(new Packet(AUDIO_ID, time, time, ticks, true, data, arrivalNanos));
    }
  }

  private StreamFormat format() {
    List<Track> formats = new ArrayList<>();
    formats.add(new Track(VIDEO_ID, VIDEO_CLOCK, videoCodec.orElseThrow()));
    if (formatHasAudio) {
      formats.add(
          new Track(AUDIO_ID, audioOffer.orElseThrow().clockRate(), audioCodec.orElseThrow()));
    }
    return new StreamFormat(formats);
  }

  private final class VideoSink implements H264Depacketizer.Sink {

    @Override
    public void parameterSets(byte[] sps, byte[] pps) {
      try {
        SequenceParameterSet set = SequenceParameterSet.parse(sps);
        videoCodec = Optional.of(new CodecParameters.H264(sps, pps, set.width(), set.height()));
        formatStale = true;
      } catch (IllegalArgumentException e) {
        defect = "the camera's H.264 parameters cannot be read: " + e.getMessage();
      }
    }

    @Override
    public void accessUnit(byte[] data, boolean key, int timestamp) {
      RtpTimeline timeline = tracks.getFirst().timeline();
      timeline.advance(timestamp, arrivalNanos, sessionStartNanos);
      lastPictureNanos = arrivalNanos;
      if (videoCodec.isEmpty() || formatStale && !key) {
        return;
      }
      if (key) {
        boolean audioComes =
            audioCodec.isPresent() && arrivalNanos - lastAudioNanos < AUDIO_GONE_NANOS;
        if (formatStale || audioComes != formatHasAudio || audioComes && audioStale) {
          formatHasAudio = audioComes;
          formatStale = false;
          audioStale = false;
          events.add(format());
        }
      }
      events.add(
          new Packet(
              VIDEO_ID,
              timeline.presentationTime(),
              timeline.decodingTime(),
              timeline.duration(),
              key,
              data,
              arrivalNanos));
    }
  }
}
