package io.vedette.live;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The live streams of all cameras, by camera and rendition. Safe for use by any thread. */
public final class LiveStreams implements AutoCloseable {

  private final RingLimits limits;
  private final SequenceSpace numbers;
  private final Map<String, Map<String, LiveStream>> streams = new HashMap<>();

  /** No streams as yet; each will keep to these limits, and count from these numbers. */
  public LiveStreams(RingLimits limits, SequenceSpace numbers) {
    this.limits = limits;
    this.numbers = numbers;
  }

  public synchronized Optional<LiveStream> find(String cameraId, String rendition) {
    return Optional.ofNullable(streams.getOrDefault(cameraId, Map.of()).get(rendition));
  }

  /** A camera's streams by rendition, at this moment. */
  public synchronized Map<String, LiveStream> of(String cameraId) {
    return Map.copyOf(streams.getOrDefault(cameraId, Map.of()));
  }

  /** Creates a stream; one that was there under the same names ends. */
  public synchronized LiveStream create(String cameraId, String rendition) {
    LiveStream created = new LiveStream(cameraId + "/" + rendition, limits, numbers);
    LiveStream before =
        streams.computeIfAbsent(cameraId, _ -> new HashMap<>()).put(rendition, created);
    if (before != null) {
      before.close();
    }
    return created;
  }

  /** Ends a stream, if it is there. */
  public synchronized void remove(String cameraId, String rendition) {
    LiveStream removed = streams.getOrDefault(cameraId, new HashMap<>()).remove(rendition);
    if (removed != null) {
      removed.close();
      streams.computeIfPresent(
          cameraId, (_, renditions) -> renditions.isEmpty() ? null : renditions);
    }
  }

  @Override
  public synchronized void close() {
    streams.values().forEach(renditions -> renditions.values().forEach(LiveStream::close));
    streams.clear();
  }
}
