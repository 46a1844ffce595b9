package io.vedette.fragment;

import io.vedette.media.AccessUnit;
import io.vedette.media.Packet;
import io.vedette.media.StreamFormat;
import io.vedette.media.Timebase;
import io.vedette.media.Track;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes packets out of the fragments that {@link FragmentWriter} has put them into, with the times
 * that they have on the stream's timeline. Safe for use by any thread.
 */
public final class FragmentReader {

  private final List<Track> tracks = new ArrayList<>();
  private final List<Track> stored;

  /** A reader for fragments that need this init segment. */
  public FragmentReader(InitSegment init) {
    this.stored = init.tracks();
    for (Track track : stored) {
      // The edit list's lead is in the times already, as players see them.
      tracks.add(new Track(track.id(), track.timescale(), track.codec()));
    }
  }

  /** What {@link #read} returns packets of. */
  public StreamFormat format() {
    return new StreamFormat(tracks);
  }

  /**
   * The packet of a fragment, which share their bytes.
   *
   * @throws IllegalArgumentException if it belongs to no track
   */
  public Packet read(Fragment fragment) {
    Track track = track(fragment.trackId());
    ByteBuffer boxes = ByteBuffer.wrap(fragment.bytes());
    int offset = boxes.getInt(FragmentWriter.COMPOSITION_OFFSET_AT);
    long decoded = Timebase.rescale(fragment.timeNanos(), Timebase.NANOS, track.timescale());
    return new Packet(
        track.id(),
        decoded + offset - track.decodingLead(),
        decoded - track.decodingLead(),
        (int) Timebase.rescale(fragment.durationNanos(), Timebase.NANOS, track.timescale()),
        fragment.key(),
        AccessUnit.within(fragment.bytes()),
        fragment.arrivalNanos(),
        fragment.captureEpochNanos());
  }

  private Track track(int id) {
    for (Track track : stored) {
      if (track.id() == id) {
        return track;
      }
    }
    throw new IllegalArgumentException("no track " + id + " in " + stored);
  }
}
