package io.vedette.rendition;

import io.vedette.fragment.Fragment;
import io.vedette.fragment.FragmentWriter;
import io.vedette.fragment.StreamTimeline;
import io.vedette.live.LiveStream;
import io.vedette.media.Packet;
import io.vedette.media.StreamFormat;
import io.vedette.media.Timebase;
import io.vedette.media.Track;
import io.vedette.transcode.video.Clip;
import java.time.InstantSource;
import java.util.List;

/** A camera's main stream that goes on for ever, a picture whenever a test wants one. */
final class LoopedClip {

  private static final int TIMESCALE = 90_000;
  private static final int FRAME = TIMESCALE / 25;

  private final List<Packet> packets;
  private final LiveStream stream;
  private final FragmentWriter writer;
  private long count;
  private long lastNanos;

  /**
   * @param clip of 25 pictures a second in their order, the first a key frame
   */
  LoopedClip(Clip clip, LiveStream stream) {
    this.packets = clip.packets();
    this.stream = stream;
    Track track = new Track(1, TIMESCALE, clip.track().codec());
    this.writer =
        new FragmentWriter(
            new StreamFormat(List.of(track)),
            new StreamTimeline(InstantSource.system(), System.nanoTime()));
    stream.format(writer.init());
  }

  /** The camera comes back as it was: the next picture is a key frame. */
  void restart() {
    stream.interrupt();
    stream.format(writer.init());
    count = Math.ceilDiv(count, packets.size()) * packets.size();
  }

  /**
   * Publishes the next picture.
   *
   * @return its time on the stream's timeline
   */
  long publish() {
    Packet packet = packets.get((int) (count % packets.size()));
    long time = count++ * FRAME;
    Fragment fragment =
        writer.write(
            new Packet(1, time, time, FRAME, packet.key(), packet.data(), System.nanoTime()));
    stream.publish(fragment);
    lastNanos = fragment.timeNanos();
    return lastNanos;
  }

  /** The time at which the next key frame will lie, once a picture was published. */
  long nextKeyNanos() {
    int next = (int) (count % packets.size());
    int ahead = 0;
    while (!packets.get((next + ahead) % packets.size()).key()) {
      ahead++;
    }
    return lastNanos + Timebase.rescale((ahead + 1L) * FRAME, TIMESCALE, Timebase.NANOS);
  }
}
