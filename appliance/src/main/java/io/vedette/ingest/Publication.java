package io.vedette.ingest;

import io.vedette.fragment.Fragment;
import io.vedette.fragment.FragmentWriter;
import io.vedette.fragment.StreamTimeline;
import io.vedette.live.LiveStream;
import io.vedette.media.CodecParameters.RawAudio;
import io.vedette.media.Orientation;
import io.vedette.media.Packet;
import io.vedette.media.StreamFormat;
import io.vedette.media.Track;
import java.util.function.Supplier;

/**
 * Writes what one session brings as fragments and hands them to the viewers, the sound on its own
 * path. Used by the camera's thread.
 */
final class Publication implements AutoCloseable {

  private final StreamTimeline timeline;
  private final ObservedStream observed;
  private final LiveStream stream;
  private final AudioPath audio;
  private final Supplier<Orientation> orientation;
  private Orientation presented;
  private FragmentWriter writer;
  private Track video;

  /**
   * @param cameraId names the camera in the log
   * @param timeline where the session's times lie
   * @param observed sees what passes
   * @param stream where it goes
   * @param orientation how its pictures have to be turned now, asked at each key frame
   */
  Publication(
      String cameraId,
      StreamTimeline timeline,
      ObservedStream observed,
      LiveStream stream,
      Supplier<Orientation> orientation) {
    this.timeline = timeline;
    this.observed = observed;
    this.stream = stream;
    this.orientation = orientation;
    this.audio = new AudioPath("Camera " + cameraId, codec -> !(codec instanceof RawAudio));
  }

  /** The source's format, from the next packet on. */
  void format(StreamFormat format) {
    video = format.video().orElseThrow();
    present(audio.begin(format));
  }

  private void present(StreamFormat format) {
    presented = orientation.get();
    writer = new FragmentWriter(format, timeline, presented);
    observed.format(format, writer.init(), audio.label());
    stream.format(writer.init());
  }

  /**
   * The source's next packet.
   *
   * @return whether it was a picture
   * @throws IllegalStateException if no format has come
   */
  boolean packet(Packet packet) {
    if (writer == null) {
      throw new IllegalStateException("a packet came before the format");
    }
    if (packet.trackId() != video.id()) {
      audio.sound(packet, this::publish);
      return false;
    }
    boolean changed = audio.picture(packet, video, this::publish);
    if (changed || packet.key() && !orientation.get().equals(presented)) {
      present(audio.presented());
    }
    publish(packet);
    return true;
  }

  private void publish(Packet packet) {
    Fragment fragment = writer.write(packet);
    stream.publish(fragment);
    observed.fragment(fragment, packet.data().length());
  }

  /** Ends the sound's path; the stream stays. */
  @Override
  public void close() {
    audio.close();
  }
}
