package io.vedette.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One camera's line in the report.
 *
 * @param cameraId the camera's identifier
 * @param streams its streams, the main one first; never empty, each rendition once; immutable
 * @param device what is known of it beside them
 */
public record CameraHealth(String cameraId, List<StreamHealth> streams, DeviceFacts device) {

  public CameraHealth {
    streams = List.copyOf(streams);
    if (streams.isEmpty()) {
      throw new IllegalArgumentException("a camera without a stream");
    }
  }

  /**
   * How the camera is: as its main stream, and while nobody asks for that, as the first other that
   * somebody asks for.
   */
  public CameraState state() {
    for (StreamHealth stream : streams) {
      if (!(stream.state() instanceof CameraState.Idle)) {
        return stream.state();
      }
    }
    return streams.getFirst().state();
  }

  /** One of its streams. */
  public Optional<StreamHealth> stream(String rendition) {
    return streams.stream().filter(stream -> stream.rendition().equals(rendition)).findFirst();
  }

  /** The same device, of which this is known. */
  CameraHealth with(DeviceFacts now) {
    return new CameraHealth(cameraId, streams, now);
  }

  /** The same with this stream, in its place if it has one and at the end otherwise. */
  CameraHealth with(StreamHealth stream) {
    List<StreamHealth> now = new ArrayList<>(streams);
    for (int i = 0; i < now.size(); i++) {
      if (now.get(i).rendition().equals(stream.rendition())) {
        now.set(i, stream);
        return new CameraHealth(cameraId, now, device);
      }
    }
    now.add(stream);
    return new CameraHealth(cameraId, now, device);
  }
}
