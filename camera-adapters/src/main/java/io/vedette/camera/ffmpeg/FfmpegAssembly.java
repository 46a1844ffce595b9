package io.vedette.camera.ffmpeg;

import io.vedette.camera.CameraException;
import io.vedette.media.AccessUnit;
import io.vedette.media.DecodingTimes;
import io.vedette.media.H264ParameterSets;
import io.vedette.media.H265ParameterSets;
import io.vedette.media.Joining;
import io.vedette.media.MediaEvent;
import io.vedette.media.Packet;
import io.vedette.media.StreamFormat;
import io.vedette.media.Timebase;
import io.vedette.media.Track;
import io.vedette.media.VideoTracks;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * Makes media events of what FFmpeg reads: access units with times, and a new format before the key
 * frame that it applies to. As with our own reader, audio is part of the format only while it
 * comes. Used by one thread.
 */
final class FfmpegAssembly {

  private static final int VIDEO_ID = 1;
  private static final double DEFAULT_FPS = 25;
  private static final long AUDIO_GONE_NANOS = 2 * Timebase.NANOS;

  private final Queue<MediaEvent> events = new ArrayDeque<>();
  private final FfmpegInput input;
  private final long beganNanos;
  private final AnnexBVideo video;
  private final StreamClock videoClock;
  private final StreamClock audioClock;

  private final VideoTracks tracks;
  private final Joining joining;
  private final DecodingTimes times = new DecodingTimes();
  private Optional<Track> announced = Optional.empty();
  private Optional<AnnexBVideo.Unit> waiting = Optional.empty();
  private long waitingArrival;
  private boolean formatHasAudio;
  private long lastAudioNanos;

  FfmpegAssembly(FfmpegInput input, long nowNanos) {
    this.input = input;
    this.beganNanos = nowNanos;
    this.lastAudioNanos = nowNanos - AUDIO_GONE_NANOS;
    boolean h265 = input.isH265();
    this.tracks =
        new VideoTracks(
            h265 ? new H265ParameterSets() : new H264ParameterSets(),
            VIDEO_ID,
            input.video().ticksPerSecond(),
            DEFAULT_FPS,
            times);
    this.video = new AnnexBVideo(h265, input.video().extradata(), tracks);
    this.joining = new Joining(h265);
    this.videoClock = new StreamClock(input.video().ticksPerSecond());
    this.audioClock =
        new StreamClock(input.audio().map(sound -> sound.track().timescale()).orElse(1));
  }

  /** The next event that is ready; null if there is none. */
  MediaEvent poll() {
    return events.poll();
  }

  /**
   * Takes the packet that the input has just read.
   *
   * @return whether it was a picture
   * @throws CameraException if nothing of use can come
   */
  boolean take(int stream, long arrivalNanos) throws CameraException {
    if (stream == input.video().index()) {
      picture(arrivalNanos);
      return true;
    }
    if (input.audio().isPresent() && stream == input.audio().get().index()) {
      sound(input.audio().get(), arrivalNanos);
    }
    return false;
  }

  /**
   * FFmpeg's parser takes a picture apart where parameter sets are repeated between its slices, as
   * GStreamer's payloader does. They come with key frames only, so only those wait for the next
   * piece.
   */
  private void picture(long arrival) throws CameraException {
    AnnexBVideo.Unit unit = video.unit(input.data());
    if (unit.continues() && waiting.isPresent()) {
      waiting = waiting.map(first -> first.and(unit));
      return;
    }
    flush();
    videoClock.advance(input.time(), arrival, beganNanos);
    if (unit.key()) {
      waiting = Optional.of(unit);
      waitingArrival = arrival;
    } else {
      emit(unit, arrival);
    }
  }

  private void flush() throws CameraException {
    if (waiting.isPresent()) {
      AnnexBVideo.Unit whole = waiting.get();
      waiting = Optional.empty();
      emit(whole, waitingArrival);
    }
  }

  private void emit(AnnexBVideo.Unit unit, long arrival) throws CameraException {
    if (unit.data().length() == 0 || !isDecodable(unit)) {
      return;
    }
    if (times.isSetBack(videoClock.presentation())) {
      videoClock.correct(times.following());
    }
    times.next(videoClock.presentation(), unit.key());
    boolean audioComes = input.audio().isPresent() && arrival - lastAudioNanos < AUDIO_GONE_NANOS;
    if (unit.key() && (!isAnnounced() || audioComes != formatHasAudio)) {
      formatHasAudio = audioComes;
      announced = tracks.current();
      events.add(format());
    }
    events.add(
        new Packet(
            VIDEO_ID,
            videoClock.presentation(),
            times.decodingTime(),
            times.duration(),
            unit.key(),
            unit.data(),
            arrival));
  }

  /** Whether it can be decoded from what has come. */
  private boolean isDecodable(AnnexBVideo.Unit unit) throws CameraException {
    try {
      if (tracks.covers(unit.data(), unit.key())) {
        return joining.isDecodable(unit.key(), unit.type());
      }
    } catch (IllegalArgumentException e) {
      throw CameraException.unreadableVideo(e);
    }
    joining.interrupt();
    return false;
  }

  private boolean isAnnounced() {
    return announced.equals(tracks.current());
  }

  private void sound(FfmpegAudio audio, long arrival) {
    lastAudioNanos = arrival;
    audioClock.advance(input.time(), arrival, beganNanos);
    if (formatHasAudio && isAnnounced()) {
      long time = audioClock.decoding();
      AccessUnit data = AccessUnit.copyOf(input.data());
      int ticks = audio.ticks(data.length(), audioClock.duration());
      events.add(new Packet(audio.track().id(), time, time, ticks, true, data, arrival));
    }
  }

  private StreamFormat format() {
    List<Track> all = new ArrayList<>();
    all.add(tracks.current().orElseThrow());
    if (formatHasAudio) {
      all.add(input.audio().orElseThrow().track());
    }
    return new StreamFormat(all, input.audioNotice().stream().toList());
  }
}
