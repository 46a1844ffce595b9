package io.vedette.ingest;

import io.vedette.fragment.Fragment;
import io.vedette.fragment.FragmentWriter;
import io.vedette.fragment.StreamTimeline;
import io.vedette.live.LiveStream;
import io.vedette.media.Packet;
import io.vedette.media.StreamFormat;
import io.vedette.media.Track;

/**
 * Writes what one session brings as fragments and hands them to the viewers, the sound on its own
 * path. Used by the camera's thread.
 */
final class Publication implements AutoCloseable {

  private final StreamTimeline timeline;
  private final ObservedStream observed;
  private final LiveStream stream;
  private final AudioPath audio;
  private FragmentWriter writer;
  private Track video;

  /**
   * @param cameraId names the camera in the log
   * @param timeline where the session's times lie
   * @param observed sees what passes
   * @param stream where it goes
   */
  Publication(
      String cameraId, StreamTimeline timeline, ObservedStream observed, LiveStream stream) {
    this.timeline = timeline;
    this.observed = observed;
    this.stream = stream;
    this.audio = new AudioPath(cameraId);
  }

  /** The source's format, from the next packet on. */
  void format(StreamFormat format) {
    video = format.video().orElseThrow();
    present(audio.begin(format));
  }

  private void present(StreamFormat format) {
    writer = new FragmentWriter(format, timeline);
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
    if (audio.picture(packet, video, this::publish)) {
      present(audio.presented());
    }
    publish(packet);
    return true;
  }

  private void publish(Packet packet) {
    Fragment fragment = writer.write(packet);
    stream.publish(fragment);
    observed.fragment(fragment, packet.data().length);
  }

  /** Ends the sound's path; the stream stays. */
  @Override
  public void close() {
    audio.close();
  }
}
