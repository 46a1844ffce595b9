package io.vedette.fragment;

import io.vedette.media.Packet;
import io.vedette.media.StreamFormat;
import io.vedette.media.Timebase;
import io.vedette.media.Track;
import java.nio.ByteBuffer;

/**
 * Writes one stream's packets as fragments, one access unit each. Allocates the fragment's bytes
 * and nothing else of size. Used by one thread; a new format needs a new writer.
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
   * trun flags: data offset, and for the sample its duration, size and flags (ISO/IEC 14496-12
   * 8.8.8).
   */
  private static final int RUN_FLAGS = 0x000701;

  private static final int RUN_HAS_COMPOSITION_OFFSET = 0x000800;

  /** Sample flags (ISO/IEC 14496-12 8.8.3.1): depends on no other sample. */
  private static final int SYNC_SAMPLE = 0x02000000;

  /** Depends on others, and is no sync sample. */
  private static final int DEPENDENT_SAMPLE = 0x01010000;

  private static final int HEADER = 8;
  private static final int MFHD_SIZE = 16;
  private static final int TFHD_SIZE = 16;
  private static final int TFDT_SIZE = 20;
  private static final int TRUN_SIZE = 32;

  private final StreamFormat format;
  private final StreamTimeline timeline;
  private final InitSegment init;
  private long sequence;

  /**
   * A writer for packets of this format.
   *
   * @param timeline where their times lie
   */
  public FragmentWriter(StreamFormat format, StreamTimeline timeline) {
    this.format = format;
    this.timeline = timeline;
    this.init = InitSegment.of(format);
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
    long offset = packet.pts() - packet.dts();
    long sessionNanos = Timebase.rescale(decoded, track.timescale(), Timebase.NANOS);
    long offsetNanos = timeline.offsetNanos(sessionNanos, packet);
    long timeNanos = sessionNanos + offsetNanos;
    long durationNanos = Timebase.rescale(packet.duration(), track.timescale(), Timebase.NANOS);
    int runSize = offset == 0 ? TRUN_SIZE : TRUN_SIZE + 4;
    int trafSize = HEADER + TFHD_SIZE + TFDT_SIZE + runSize;
    int moofSize = HEADER + MFHD_SIZE + trafSize;
    byte[] data = packet.data();
    byte[] bytes = new byte[moofSize + HEADER + data.length];
    sequence++;

    ByteBuffer out = ByteBuffer.wrap(bytes);
    out.putInt(moofSize).putInt(MOOF);
    out.putInt(MFHD_SIZE).putInt(MFHD).putInt(0).putInt((int) sequence);
    out.putInt(trafSize).putInt(TRAF);
    out.putInt(TFHD_SIZE).putInt(TFHD).putInt(DEFAULT_BASE_IS_MOOF).putInt(track.id());
    out.putInt(TFDT_SIZE)
        .putInt(TFDT)
        .putInt(VERSION_1)
        .putLong(decoded + Timebase.rescale(offsetNanos, Timebase.NANOS, track.timescale()));
    out.putInt(runSize).putInt(TRUN);
    // Version 1 has signed composition offsets.
    out.putInt(VERSION_1 | RUN_FLAGS | (offset == 0 ? 0 : RUN_HAS_COMPOSITION_OFFSET));
    out.putInt(1).putInt(moofSize + HEADER);
    out.putInt(packet.duration())
        .putInt(data.length)
        .putInt(packet.key() ? SYNC_SAMPLE : DEPENDENT_SAMPLE);
    if (offset != 0) {
      out.putInt(Math.toIntExact(offset));
    }
    out.putInt(HEADER + data.length).putInt(MDAT).put(data);

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
