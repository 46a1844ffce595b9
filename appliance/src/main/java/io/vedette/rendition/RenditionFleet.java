package io.vedette.rendition;

import static java.lang.System.Logger.Level.WARNING;

import io.vedette.config.CameraConfig;
import io.vedette.config.OverBudget;
import io.vedette.config.RenditionProfile;
import io.vedette.health.HealthBoard;
import io.vedette.ingest.IngestFleet;
import io.vedette.live.LiveStream;
import io.vedette.live.LiveStreams;
import io.vedette.media.Orientation;
import io.vedette.media.PictureFormat;
import io.vedette.transcode.video.VideoTarget;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Offers a rendition of every enabled camera for every profile. {@link #apply}, {@link #profiles}
 * and {@link #close} may be called by any thread; only the last waits for transcodes to end, all of
 * them at once and a bounded time.
 */
public final class RenditionFleet implements AutoCloseable {

  private record Key(String cameraId, String profile) {}

  /** One that has been told to end. */
  private record Ending(Key key, TranscodedRendition rendition) {}

  private static final System.Logger LOG = System.getLogger(RenditionFleet.class.getName());

  /** What one more transcode is reckoned to be made of. */
  private static final PictureFormat USUAL_CAMERA =
      new PictureFormat(
          1920,
          1080,
          1,
          8,
          8,
          OptionalDouble.of(VideoTarget.USUAL_RATE),
          Optional.empty(),
          OptionalInt.empty());

  private final LiveStreams streams;
  private final HealthBoard health;
  private final RenditionRun.Workshop workshop;
  private final Map<Key, TranscodedRendition> offered = new HashMap<>();
  private final List<Ending> ending = new ArrayList<>();
  private final ScheduledExecutorService sampler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("rendition-facts").daemon().factory());
  private List<CameraConfig> cameras = List.of();
  private List<RenditionProfile> profiles = List.of();
  private boolean closed;

  /**
   * Offers nothing as yet.
   *
   * @param streams where main streams come from and renditions go
   * @param health where their states and facts go
   * @param equipment what the box has to transcode with
   * @param clock tells since when a state holds
   */
  public RenditionFleet(
      LiveStreams streams, HealthBoard health, Equipment equipment, InstantSource clock) {
    this(streams, health, equipment, clock, IngestFleet.LINGER);
  }

  /**
   * As above.
   *
   * @param linger how long a rendition is made after its last viewer has gone
   */
  RenditionFleet(
      LiveStreams streams,
      HealthBoard health,
      Equipment equipment,
      InstantSource clock,
      Duration linger) {
    this.streams = streams;
    this.health = health;
    this.workshop =
        new RenditionRun.Workshop(
            equipment,
            new SetAside(clock),
            new TranscodeBudget(equipment::power),
            new Refusals(clock),
            clock,
            linger);
    sampler.scheduleAtFixedRate(this::sample, 1, 1, TimeUnit.SECONDS);
  }

  /** Offers the renditions of these cameras, and of no others. */
  public synchronized void apply(List<CameraConfig> wanted) {
    cameras = wanted.stream().filter(CameraConfig::enabled).toList();
    reconcile();
  }

  /** Offers renditions by these profiles, and by no others; one that has changed begins anew. */
  public synchronized void profiles(List<RenditionProfile> wanted, OverBudget overBudget) {
    profiles = List.copyOf(wanted);
    workshop.budget().overBudget(overBudget);
    reconcile();
  }

  private void reconcile() {
    if (closed) {
      return;
    }
    Map<Key, Recipe> wanted = new HashMap<>();
    for (CameraConfig camera : cameras) {
      for (RenditionProfile profile : profiles) {
        wanted.put(new Key(camera.id(), profile.name()), new Recipe(profile));
      }
    }
    for (Key key : List.copyOf(offered.keySet())) {
      Recipe recipe = wanted.get(key);
      if (!offered.get(key).recipe().equals(recipe)) {
        end(key);
        if (recipe == null) {
          streams.remove(key.cameraId(), key.profile());
        } else {
          // It takes the stream's place: who watches it goes on.
          offered.put(key, start(key, recipe));
        }
      }
    }
    wanted.forEach((key, recipe) -> offered.computeIfAbsent(key, _ -> start(key, recipe)));
  }

  private TranscodedRendition start(Key key, Recipe recipe) {
    LiveStream output = streams.create(key.cameraId(), key.profile(), recipe);
    return TranscodedRendition.start(
        key.cameraId(),
        recipe,
        () -> streams.find(key.cameraId(), IngestFleet.MAIN),
        output,
        workshop,
        health,
        ending.stream().filter(each -> each.key.equals(key)).map(Ending::rendition).toList());
  }

  /** Its transcode, if there is one, needs a moment. */
  private void end(Key key) {
    TranscodedRendition last = offered.remove(key);
    last.beginClosing();
    ending.add(new Ending(key, last));
    health.remove(key.cameraId(), key.profile());
  }

  private void sample() {
    List<TranscodedRendition> now;
    Optional<RenditionProfile> usual;
    synchronized (this) {
      now = new ArrayList<>(offered.values());
      ending.removeIf(each -> each.rendition().hasEnded());
      usual =
          profiles.stream()
              .filter(profile -> profile.name().equals(RenditionProfile.DEFAULT))
              .findAny();
    }
    try {
      now.forEach(TranscodedRendition::sample);
      usual.ifPresent(
          profile ->
              health.load(
                  workshop.load(USUAL_CAMERA, new Recipe(profile).target(Orientation.UPRIGHT))));
      health.setAside(workshop.setAside().all());
    } catch (RuntimeException e) {
      LOG.log(WARNING, "Measuring the renditions failed; the next second tries again", e);
    }
  }

  @Override
  public void close() {
    List<TranscodedRendition> last;
    synchronized (this) {
      closed = true;
      last = new ArrayList<>(offered.values());
      ending.forEach(each -> last.add(each.rendition()));
      offered.clear();
    }
    sampler.shutdownNow();
    // All at once: each may take a while to notice.
    last.forEach(TranscodedRendition::beginClosing);
    last.forEach(TranscodedRendition::close);
  }
}
