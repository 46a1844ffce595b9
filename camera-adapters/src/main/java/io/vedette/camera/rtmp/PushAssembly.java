package io.vedette.camera.rtmp;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.media.DecodingTimes;
import io.vedette.media.MediaEvent;
import io.vedette.media.Packet;
import io.vedette.media.StreamFormat;
import io.vedette.media.Track;
import io.vedette.media.VideoTracks;
import io.vedette.rtmp.FlvCodec;
import io.vedette.rtmp.FlvPictures;
import io.vedette.rtmp.RtmpMessage;
import io.vedette.rtmp.VideoTag;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * Makes media events of a connection's messages: access units with times, and a new format before
 * the key frame that it applies to. As with cameras that are read, audio is part of the format only
 * while it comes. Used by the reading thread.
 */
final class PushAssembly {

  private static final int VIDEO_ID = 1;
  private static final int TICKS_PER_SECOND = 90_000;
  private static final int TICKS_PER_MILLI = 90;
  private static final double DEFAULT_FPS = 25;

  private final Queue<MediaEvent> events = new ArrayDeque<>();
  private final PushClock clock = new PushClock();
  private final DecodingTimes times = new DecodingTimes();
  private final PushedSound sound = new PushedSound();
  private Optional<FlvPictures> pictures = Optional.empty();
  private Optional<VideoTracks> tracks = Optional.empty();
  private Optional<StreamFormat> format = Optional.empty();

  /** The next event that is ready. */
  Optional<MediaEvent> poll() {
    return Optional.ofNullable(events.poll());
  }

  /**
   * Takes a message of audio or video.
   *
   * @return whether it was a picture that can be decoded
   * @throws CameraException if nothing of use can come
   */
  boolean take(RtmpMessage message, long arrivalNanos) throws CameraException {
    long millis = clock.advance(message.timestamp(), arrivalNanos);
    if (message.type() == RtmpMessage.VIDEO) {
      return video(message, millis, arrivalNanos);
    }
    Optional<Packet> packet = sound.take(message, millis, arrivalNanos);
    // What the stream does not hold yet, or not any more, waits for the next key frame.
    if (packet.isPresent()
        && format.isPresent()
        && format.get().audio().equals(sound.track(arrivalNanos))) {
      events.add(packet.get());
    }
    return false;
  }

  private boolean video(RtmpMessage message, long millis, long arrivalNanos)
      throws CameraException {
    byte[] bytes = message.buffer();
    return switch (VideoTag.of(message)) {
      case VideoTag.Configuration(FlvCodec codec, int from, int to) -> {
        of(codec).configure(bytes, from, to);
        yield false;
      }
      case VideoTag.Picture(FlvCodec codec, boolean key, int later, int from, int to) -> {
        Optional<FlvPictures.Picture> picture = of(codec).picture(bytes, from, to, key);
        yield picture.isPresent() && emit(picture.get(), millis + later, arrivalNanos);
      }
      case VideoTag.Unsupported(String name) ->
          throw new CameraException(
              Reason.UNSUPPORTED_MEDIA,
              "read",
              "the camera pushes "
                  + name
                  + ", which the box does not take by RTMP; set it to H.264 or H.265");
      case VideoTag.Nothing() -> false;
    };
  }

  private FlvPictures of(FlvCodec codec) {
    if (pictures.isEmpty() || pictures.get().codec() != codec) {
      VideoTracks its =
          new VideoTracks(codec.parameterSets(), VIDEO_ID, TICKS_PER_SECOND, DEFAULT_FPS, times);
      tracks = Optional.of(its);
      pictures = Optional.of(new FlvPictures(codec, its));
    }
    return pictures.get();
  }

  private boolean emit(FlvPictures.Picture picture, long millis, long arrivalNanos)
      throws CameraException {
    if (!isCovered(picture)) {
      return false;
    }
    long time = Math.max(0, millis * TICKS_PER_MILLI);
    if (times.isSetBack(time)) {
      long following = times.following();
      clock.shift((following - time) / TICKS_PER_MILLI);
      time = following;
    }
    times.next(time, picture.key());
    if (picture.key()) {
      announce(arrivalNanos);
    }
    events.add(
        new Packet(
            VIDEO_ID,
            time,
            times.decodingTime(),
            times.duration(),
            picture.key(),
            picture.data(),
            arrivalNanos));
    return true;
  }

  private boolean isCovered(FlvPictures.Picture picture) throws CameraException {
    try {
      return tracks.orElseThrow().covers(picture.data(), picture.key());
    } catch (IllegalArgumentException e) {
      throw CameraException.unreadableVideo(e);
    }
  }

  private void announce(long nowNanos) {
    List<Track> all = new ArrayList<>();
    all.add(tracks.flatMap(VideoTracks::current).orElseThrow());
    sound.track(nowNanos).ifPresent(all::add);
    Optional<StreamFormat> now =
        Optional.of(new StreamFormat(all, sound.notice().stream().toList()));
    if (!format.equals(now)) {
      format = now;
      events.add(now.get());
    }
  }
}
