package io.vedette.media;

/**
 * One whole access unit on the heap.
 *
 * <p>Compared by identity: a packet is a piece of a stream, not a value to look up.
 */
public final class Packet implements MediaEvent {

  /** What {@link #captureEpochNanos()} is where the source does not know. */
  public static final long UNKNOWN = Long.MIN_VALUE;

  private final int trackId;
  private final long pts;
  private final long dts;
  private final int duration;
  private final boolean key;
  private final AccessUnit data;
  private final long arrivalNanos;
  private final long captureEpochNanos;

  /**
   * A packet of which nobody knows when it was captured.
   *
   * @param trackId {@link Track#id()} of the track it belongs to
   * @param pts presentation time in the track's timescale, on the source's own timeline that starts
   *     near 0
   * @param dts decoding time in the track's timescale; strictly rising within a track, and not
   *     below minus the track's {@link Track#decodingLead()}. Not above pts, but for a few ticks
   *     while a camera is found to reorder pictures without having said so
   * @param duration ticks until the next packet's dts as far as it can be told; positive
   * @param key whether decoding can begin here (H.264: IDR, or an intra picture with a recovery
   *     point where no IDR comes; H.265: IRAP; AV1: shown key frame; MPEG-4: I-VOP; MJPEG and
   *     audio: always)
   * @param data the access unit. H.264 and H.265: NAL units, each behind its length in four bytes,
   *     big-endian (ISO/IEC 14496-15 5.3.4.2.1), without parameter sets, delimiters and filler.
   *     AV1: a temporal unit, each OBU with its size, without temporal delimiters. MPEG-4: a VOP,
   *     and what stands before it but the headers, with start codes. MJPEG: a JPEG file. AAC: one
   *     raw data block
   * @param arrivalNanos {@link System#nanoTime()} at which its last byte was taken off the socket
   */
  public Packet(
      int trackId,
      long pts,
      long dts,
      int duration,
      boolean key,
      AccessUnit data,
      long arrivalNanos) {
    this(trackId, pts, dts, duration, key, data, arrivalNanos, UNKNOWN);
  }

  /**
   * As above, captured at a known time.
   *
   * @param captureEpochNanos nanoseconds since 1970 at which the camera captured it, by a clock
   *     that can be believed; or {@link #UNKNOWN}
   */
  public Packet(
      int trackId,
      long pts,
      long dts,
      int duration,
      boolean key,
      AccessUnit data,
      long arrivalNanos,
      long captureEpochNanos) {
    this.trackId = trackId;
    this.pts = pts;
    this.dts = dts;
    this.duration = duration;
    this.key = key;
    this.data = data;
    this.arrivalNanos = arrivalNanos;
    this.captureEpochNanos = captureEpochNanos;
  }

  public int trackId() {
    return trackId;
  }

  public long pts() {
    return pts;
  }

  public long dts() {
    return dts;
  }

  public int duration() {
    return duration;
  }

  public boolean key() {
    return key;
  }

  /** The access unit. */
  public AccessUnit data() {
    return data;
  }

  public long arrivalNanos() {
    return arrivalNanos;
  }

  /** Nanoseconds since 1970 at which it was captured, or {@link #UNKNOWN}. */
  public long captureEpochNanos() {
    return captureEpochNanos;
  }

  @Override
  public String toString() {
    return "packet of track "
        + trackId
        + " at "
        + pts
        + (key ? ", key, " : ", ")
        + data.length()
        + " bytes";
  }
}
