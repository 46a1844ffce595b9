package io.vedette.fragment;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One access unit as one {@code moof} and one {@code mdat} (ISO/IEC 14496-12 8.8.4, 8.1.1), made
 * once and shared by every viewer. Immutable: nobody changes {@link #bytes()}. Compared by
 * identity.
 */
public final class Fragment {

  private static final int BOX_HEADER = 8;

  private final long sequence;
  private final int trackId;
  private final boolean video;
  private final boolean key;
  private final long timeNanos;
  private final long durationNanos;
  private final byte[] bytes;
  private final long arrivalNanos;
  private final long captureEpochNanos;

  /**
   * @param sequence mfhd's sequence_number, rising over the tracks of a stream
   * @param trackId the track it belongs to
   * @param video whether that is the video track
   * @param key whether decoding can begin here
   * @param timeNanos decoding time on the stream's timeline: that of its {@code tfdt}
   * @param durationNanos how long it lasts
   * @param bytes the two boxes
   * @param arrivalNanos {@link System#nanoTime()} at which the camera's last byte of it was read
   * @param captureEpochNanos nanoseconds since 1970 at which the camera captured it; at which it
   *     came, where the camera's clock is not known or cannot be believed
   */
  public Fragment(
      long sequence,
      int trackId,
      boolean video,
      boolean key,
      long timeNanos,
      long durationNanos,
      byte[] bytes,
      long arrivalNanos,
      long captureEpochNanos) {
    this.sequence = sequence;
    this.trackId = trackId;
    this.video = video;
    this.key = key;
    this.timeNanos = timeNanos;
    this.durationNanos = durationNanos;
    this.bytes = bytes;
    this.arrivalNanos = arrivalNanos;
    this.captureEpochNanos = captureEpochNanos;
  }

  public long sequence() {
    return sequence;
  }

  public int trackId() {
    return trackId;
  }

  public boolean video() {
    return video;
  }

  public boolean key() {
    return key;
  }

  public long timeNanos() {
    return timeNanos;
  }

  public long durationNanos() {
    return durationNanos;
  }

  /** The bytes themselves, not a copy; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** A copy of the one sample that lies in its mdat. */
  public byte[] sample() {
    ByteBuffer boxes = ByteBuffer.wrap(bytes);
    int mdat = boxes.getInt(0);
    return Arrays.copyOfRange(bytes, mdat + BOX_HEADER, mdat + boxes.getInt(mdat));
  }

  public long arrivalNanos() {
    return arrivalNanos;
  }

  /**
   * Nanoseconds since 1970 at which the camera captured it; at which it came, where the camera's
   * clock is not known or cannot be believed.
   */
  public long captureEpochNanos() {
    return captureEpochNanos;
  }

  /** Whether a viewer can begin with it: a key frame of the video track. */
  public boolean isVideoKey() {
    return video && key;
  }
}
