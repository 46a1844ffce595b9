package io.vedette.live;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The live streams of all cameras, by camera and rendition. Safe for use by any thread. */
public final class LiveStreams implements AutoCloseable {

  private final RingLimits limits;
  private final RingBudget budget;
  private final SequenceSpace numbers;
  private final Map<String, Map<String, LiveStream>> streams = new HashMap<>();

  /**
   * No streams as yet.
   *
   * @param limits what each keeps to
   * @param budget what they keep to together
   * @param numbers where each counts from
   */
  public LiveStreams(RingLimits limits, RingBudget budget, SequenceSpace numbers) {
    this.limits = limits;
    this.budget = budget;
    this.numbers = numbers;
  }

  public synchronized Optional<LiveStream> find(String cameraId, String rendition) {
    return Optional.ofNullable(streams.getOrDefault(cameraId, Map.of()).get(rendition));
  }

  /** A camera's streams by rendition, at this moment. */
  public synchronized Map<String, LiveStream> of(String cameraId) {
    return Map.copyOf(streams.getOrDefault(cameraId, Map.of()));
  }

  /** Creates a stream; one that was there under the same names ends, and players go on with it. */
  public synchronized LiveStream create(String cameraId, String rendition) {
    return put(cameraId, rendition, Optional.empty());
  }

  /**
   * As above, made of another stream while somebody watches it.
   *
   * @param announcer tells what it will be
   */
  public synchronized LiveStream create(String cameraId, String rendition, Announcer announcer) {
    return put(cameraId, rendition, Optional.of(announcer));
  }

  private LiveStream put(String cameraId, String rendition, Optional<Announcer> announcer) {
    Optional<LiveStream> before = find(cameraId, rendition);
    before.ifPresent(LiveStream::close);
    LiveStream created =
        new LiveStream(cameraId + "/" + rendition, limits, budget, numbers, announcer, before);
    streams.computeIfAbsent(cameraId, _ -> new HashMap<>()).put(rendition, created);
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
