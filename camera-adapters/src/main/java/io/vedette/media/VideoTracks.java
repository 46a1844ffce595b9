package io.vedette.media;

import java.util.Optional;

/**
 * The track that a stream's pictures belong to, and the next one once a key frame needs other
 * parameter sets. A stream that changes them between key frames is shown again from its next key
 * frame on. Used by one thread.
 */
public final class VideoTracks {

  private final ParameterSets sets;
  private final int id;
  private final int ticksPerSecond;
  private final double usualFps;
  private final DecodingTimes times;

  private Optional<Track> current = Optional.empty();
  private boolean stale = true;

  /**
   * None yet.
   *
   * @param sets those of the stream, as far as they are known
   * @param id of each of the tracks
   * @param ticksPerSecond of each of the tracks, positive
   * @param usualFps pictures a second where parameter sets do not tell, positive
   * @param times told what each of the tracks reorders
   */
  public VideoTracks(
      ParameterSets sets, int id, int ticksPerSecond, double usualFps, DecodingTimes times) {
    this.sets = sets;
    this.id = id;
    this.ticksPerSecond = ticksPerSecond;
    this.usualFps = usualFps;
    this.times = times;
  }

  /** Notes a parameter set, as {@link ParameterSets#note} does. */
  public void note(byte[] buffer, int offset, int length) {
    stale |= sets.note(buffer, offset, length);
  }

  /**
   * Whether the picture's parameters are those of the current track; a key frame whose sets have
   * come makes them so.
   *
   * @param accessUnit as in {@link Packet#data()}
   * @throws IllegalArgumentException if a set it refers to cannot be read; the message says why
   */
  public boolean covers(AccessUnit accessUnit, boolean key) {
    if (!key && !stale) {
      return true;
    }
    Optional<CodecParameters.Video> needed = sets.forPicture(accessUnit);
    if (needed.isEmpty()) {
      return false;
    }
    boolean same = current.isPresent() && current.get().codec().equals(needed.get());
    if (!same && key) {
      PictureFormat picture = needed.get().picture();
      double fps = picture.frameRate().orElse(usualFps);
      times.declare(picture.reordered(), (int) Math.round(ticksPerSecond / fps));
      current = Optional.of(new Track(id, ticksPerSecond, needed.get(), times.lead()));
    }
    stale = !same && !key;
    return !stale;
  }

  /** What the pictures from the last key frame on belong to; empty before the first. */
  public Optional<Track> current() {
    return current;
  }
}
