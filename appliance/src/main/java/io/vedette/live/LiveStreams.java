package io.vedette.live;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The live streams of all cameras, by camera and rendition. Safe for use by any thread. */
public final class LiveStreams implements AutoCloseable {

  private final RingLimits limits;
  private final InstantSource clock;
  private final Map<String, Map<String, LiveStream>> streams = new HashMap<>();

  /** No streams as yet; each will keep to these limits. */
  public LiveStreams(RingLimits limits, InstantSource clock) {
    this.limits = limits;
    this.clock = clock;
  }

  public synchronized Optional<LiveStream> find(String cameraId, String rendition) {
    return Optional.ofNullable(streams.getOrDefault(cameraId, Map.of()).get(rendition));
  }

  /** Creates a stream; one that was there under the same names ends. */
  public synchronized LiveStream create(String cameraId, String rendition) {
    LiveStream created = new LiveStream(cameraId + "/" + rendition, limits, clock);
    LiveStream before =
        streams.computeIfAbsent(cameraId, _ -> new HashMap<>()).put(rendition, created);
    if (before != null) {
      before.close();
    }
    return created;
  }

  /** Ends all streams of a camera. */
  public synchronized void remove(String cameraId) {
    Map<String, LiveStream> removed = streams.remove(cameraId);
    if (removed != null) {
      removed.values().forEach(LiveStream::close);
    }
  }

  @Override
  public synchronized void close() {
    streams.values().forEach(renditions -> renditions.values().forEach(LiveStream::close));
    streams.clear();
  }
}
