package io.vedette.camera.ffmpeg;

import io.vedette.media.CodecParameters;
import io.vedette.media.MediaEvent;
import io.vedette.media.Packet;
import io.vedette.media.StreamFormat;
import io.vedette.media.Timebase;
import io.vedette.media.Track;
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
  private static final int AUDIO_ID = 2;
  private static final long AUDIO_GONE_NANOS = 2 * Timebase.NANOS;

  private final Queue<MediaEvent> events = new ArrayDeque<>();
  private final FfmpegInput input;
  private final long beganNanos;
  private final AnnexBVideo video;
  private final StreamClock videoClock;
  private final Optional<CodecParameters.Aac> audioCodec;
  private final StreamClock audioClock;

  private Optional<CodecParameters> videoCodec = Optional.empty();
  private Optional<AnnexBVideo.Unit> waiting = Optional.empty();
  private long waitingArrival;
  private boolean formatStale = true;
  private boolean formatHasAudio;
  private long lastAudioNanos;

  FfmpegAssembly(FfmpegInput input, long nowNanos) {
    this.input = input;
    this.beganNanos = nowNanos;
    this.lastAudioNanos = nowNanos - AUDIO_GONE_NANOS;
    this.video = new AnnexBVideo(input.video().extradata());
    this.videoClock = new StreamClock(input.video().ticksPerSecond());
    this.audioCodec =
        input
            .audio()
            .map(
                stream ->
                    new CodecParameters.Aac(
                        stream.extradata(),
                        stream.sampleRate(),
                        Math.clamp(stream.channels(), 1, 8)));
    this.audioClock =
        new StreamClock(input.audio().map(FfmpegInput.Stream::ticksPerSecond).orElse(1));
  }

  /** The next event that is ready; null if there is none. */
  MediaEvent poll() {
    return events.poll();
  }

  /**
   * Takes the packet that the input has just read.
   *
   * @return whether it was a picture
   */
  boolean take(int stream, long arrivalNanos) {
    if (stream == input.video().index()) {
      picture(arrivalNanos);
      return true;
    }
    if (input.audio().isPresent() && stream == input.audio().get().index()) {
      sound(arrivalNanos);
    }
    return false;
  }

  /**
   * FFmpeg's parser takes a picture apart where parameter sets are repeated between its slices, as
   * GStreamer's payloader does. They come with key frames only, so only those wait for the next
   * piece.
   */
  private void picture(long arrival) {
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

  private void flush() {
    if (waiting.isPresent()) {
      AnnexBVideo.Unit whole = waiting.get();
      waiting = Optional.empty();
      emit(whole, waitingArrival);
    }
  }

  private void emit(AnnexBVideo.Unit unit, long arrival) {
    Optional<CodecParameters> changed = video.changedCodec();
    if (changed.isPresent()) {
      videoCodec = changed;
      formatStale = true;
    }
    if (unit.data().length == 0 || videoCodec.isEmpty() || formatStale && !unit.key()) {
      return;
    }
    boolean audioComes = audioCodec.isPresent() && arrival - lastAudioNanos < AUDIO_GONE_NANOS;
    if (unit.key() && (formatStale || audioComes != formatHasAudio)) {
      formatHasAudio = audioComes;
      formatStale = false;
      events.add(format());
    }
    events.add(
        new Packet(
            VIDEO_ID,
            videoClock.presentation(),
            videoClock.decoding(),
            videoClock.duration(),
            unit.key(),
            unit.data(),
            arrival));
  }

  private void sound(long arrival) {
    lastAudioNanos = arrival;
    audioClock.advance(input.time(), arrival, beganNanos);
    if (formatHasAudio && !formatStale) {
      long time = audioClock.decoding();
      events.add(
          new Packet(AUDIO_ID, time, time, audioClock.duration(), true, input.data(), arrival));
    }
  }

  private StreamFormat format() {
    List<Track> tracks = new ArrayList<>();
    tracks.add(new Track(VIDEO_ID, input.video().ticksPerSecond(), videoCodec.orElseThrow()));
    if (formatHasAudio) {
      tracks.add(
          new Track(
              AUDIO_ID, input.audio().orElseThrow().ticksPerSecond(), audioCodec.orElseThrow()));
    }
    return new StreamFormat(tracks);
  }
}
