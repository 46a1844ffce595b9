package io.vedette.fragment;

import io.vedette.media.Orientation;
import io.vedette.media.Packet;
import io.vedette.media.StreamFormat;
import io.vedette.media.Timebase;
import io.vedette.media.Track;
import java.nio.ByteBuffer;

/**
 * Writes one stream's packets as fragments, one access unit each, into the room that the packets'
 * arrays have before them. Used by one thread; a new format needs a new writer.
 */
public final class FragmentWriter {

  private static final int MOOF = 0x6d6f6f66;
  private static final int MFHD = 0x6d666864;
  private static final int TRAF = 0x74726166;
  private static final int TFHD = 0x74666864;
  private static final int TFDT = 0x74666474;
  private static final int TRUN = 0x7472756e;
  private static final int MDAT = 0x6d646174;

  private static final int DEFAULT_BASE_IS_MOOF = 0x020000;
  private static final int VERSION_1 = 0x01000000;

  /**
   * trun flags: data offset, and for the sample its duration, size, flags and composition offset
   * (ISO/IEC 14496-12 8.8.8).
   */
  private static final int RUN_FLAGS = 0x000f01;

  /** Sample flags (ISO/IEC 14496-12 8.8.3.1): depends on no other sample. */
  private static final int SYNC_SAMPLE = 0x02000000;

  /** Depends on others, and is no sync sample. */
  private static final int DEPENDENT_SAMPLE = 0x01010000;

  private static final int HEADER = 8;
  private static final int MFHD_SIZE = 16;
  private static final int TFHD_SIZE = 16;
  private static final int TFDT_SIZE = 20;
  private static final int TRUN_SIZE = 36;
  private static final int TRAF_SIZE = HEADER + TFHD_SIZE + TFDT_SIZE + TRUN_SIZE;
  private static final int MOOF_SIZE = HEADER + MFHD_SIZE + TRAF_SIZE;

  /** Where the composition offset of each fragment lies, the last field of its trun. */
  static final int COMPOSITION_OFFSET_AT = MOOF_SIZE - 4;

  private final StreamFormat format;
  private final StreamTimeline timeline;
  private final InitSegment init;
  private long sequence;

  /**
   * A writer for packets of this format.
   *
   * @param timeline where their times lie
   * @param orientation how players have to turn the pictures
   */
  public FragmentWriter(StreamFormat format, StreamTimeline timeline, Orientation orientation) {
    this.format = format;
    this.timeline = timeline;
    this.init = InitSegment.of(format, orientation);
  }

  /** A writer for pictures that are upright. */
  public FragmentWriter(StreamFormat format, StreamTimeline timeline) {
    this(format, timeline, Orientation.UPRIGHT);
  }

  public InitSegment init() {
    return init;
  }

  /**
   * Writes one packet.
   *
   * @throws IllegalArgumentException if the packet belongs to no track of the format
   */
  public Fragment write(Packet packet) {
    Track track = track(packet.trackId());
    // The edit list takes the lead away again: what is decoded first has to lie at 0 or later.
    long decoded = packet.dts() + track.decodingLead();
    int offset = Math.toIntExact(packet.pts() - packet.dts());
    long sessionNanos = Timebase.rescale(decoded, track.timescale(), Timebase.NANOS);
    long offsetNanos = timeline.offsetNanos(sessionNanos, packet);
    long timeNanos = sessionNanos + offsetNanos;
    long durationNanos = Timebase.rescale(packet.duration(), track.timescale(), Timebase.NANOS);
    int length = packet.data().length();
    byte[] bytes = packet.data().claim();
    sequence++;

    ByteBuffer out = ByteBuffer.wrap(bytes);
    out.putInt(MOOF_SIZE).putInt(MOOF);
    out.putInt(MFHD_SIZE).putInt(MFHD).putInt(0).putInt((int) sequence);
    out.putInt(TRAF_SIZE).putInt(TRAF);
    out.putInt(TFHD_SIZE).putInt(TFHD).putInt(DEFAULT_BASE_IS_MOOF).putInt(track.id());
    out.putInt(TFDT_SIZE)
        .putInt(TFDT)
        .putInt(VERSION_1)
        .putLong(decoded + Timebase.rescale(offsetNanos, Timebase.NANOS, track.timescale()));
    out.putInt(TRUN_SIZE).putInt(TRUN);
    // Version 1 has signed composition offsets.
    out.putInt(VERSION_1 | RUN_FLAGS);
    out.putInt(1).putInt(MOOF_SIZE + HEADER);
    out.putInt(packet.duration())
        .putInt(length)
        .putInt(packet.key() ? SYNC_SAMPLE : DEPENDENT_SAMPLE)
        .putInt(offset);
    out.putInt(HEADER + length).putInt(MDAT);

    Fragment fragment =
        new Fragment(
            sequence,
            track.id(),
            track.codec().isVideo(),
            packet.key(),
            timeNanos,
            durationNanos,
            bytes,
            packet.arrivalNanos(),
            timeline.captureEpochNanos(packet));
    timeline.reached(fragment);
    return fragment;
  }

  private Track track(int id) {
    // At most two tracks: a look at each is cheaper than a map.
    for (int i = 0; i < format.tracks().size(); i++) {
      if (format.tracks().get(i).id() == id) {
        return format.tracks().get(i);
      }
    }
    throw new IllegalArgumentException("no track " + id + " in " + format);
  }
}
