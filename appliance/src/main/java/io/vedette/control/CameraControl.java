package io.vedette.control;

import static java.lang.System.Logger.Level.WARNING;

import io.vedette.camera.PeerCheck;
import io.vedette.camera.discovery.AddressProbe;
import io.vedette.config.CameraConfig;
import io.vedette.health.CameraHealth;
import io.vedette.health.HealthBoard;
import io.vedette.health.HealthChange;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * All cameras of the box as devices: each is watched by a thread of its own, and may be turned and
 * set. Safe for use by any thread.
 */
public final class CameraControl implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(CameraControl.class.getName());
  private static final Duration TIDYING = Duration.ofSeconds(10);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private final DevicePlaces places;
  private final Function<CameraConfig, PeerCheck> recognition;
  private final HealthBoard health;
  private final DeviceNews news;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final AddressProbe probe = new AddressProbe();
  private final Map<String, CameraDevice> devices = new ConcurrentHashMap<>();
  private final Map<String, DeviceNotes> notes = new HashMap<>();
  private final HealthBoard.Subscription subscription;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("camera-control").daemon().factory());
  private boolean closed;

  /**
   * Begins with no camera.
   *
   * @param places where cameras' ONVIF services may be
   * @param recognition tells each camera from others at its address
   * @param health tells whose pictures come, and takes what cameras tell
   * @param news hears what is to be remembered of it
   */
  public CameraControl(
      DevicePlaces places,
      Function<CameraConfig, PeerCheck> recognition,
      HealthBoard health,
      DeviceNews news,
      InstantSource clock,
      RandomGenerator random) {
    this.places = places;
    this.recognition = recognition;
    this.health = health;
    this.news = news;
    this.clock = clock;
    this.random = random;
    this.subscription = health.subscribe(this::changed);
    thread.scheduleWithFixedDelay(
        () -> devices.values().forEach(device -> Thread.startVirtualThread(device::tidy)),
        TIDYING.toMillis(),
        TIDYING.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  private void changed(HealthChange change) {
    if (change instanceof HealthChange.Changed(CameraHealth camera)) {
      CameraDevice device = devices.get(camera.cameraId());
      if (device != null) {
        device.videoIs(camera.state());
      }
    }
  }

  /** Begins with what is new, ends what is gone, and begins anew where it matters. */
  public synchronized void apply(List<CameraConfig> cameras) {
    if (closed) {
      return;
    }
    notes.keySet().retainAll(cameras.stream().map(CameraConfig::id).collect(Collectors.toSet()));
    Set<String> gone = new HashSet<>(devices.keySet());
    for (CameraConfig camera : cameras) {
      CameraDevice before = devices.get(camera.id());
      if (DevicePlaces.isAsked(camera)) {
        gone.remove(camera.id());
        if (before == null || !before.isFor(camera)) {
          end(camera.id(), before);
          start(camera);
        }
      }
    }
    gone.forEach(id -> end(id, devices.remove(id)));
  }

  private void start(CameraConfig camera) {
    DeviceNotes known = notes.get(camera.id());
    if (known == null || !known.follow(camera)) {
      known = new DeviceNotes(camera);
      notes.put(camera.id(), known);
    }
    DeviceAccess access =
        new DeviceAccess(camera, places, probe, recognition.apply(camera), known, clock);
    CameraDevice device = new CameraDevice(access, health, news, clock, random, thread);
    devices.put(camera.id(), device);
    health.camera(camera.id()).ifPresent(how -> device.videoIs(how.state()));
  }

  /** Ending takes a question to the camera, for which nobody should wait. */
  private void end(String id, CameraDevice device) {
    if (device != null) {
      Thread.startVirtualThread(
          () -> {
            device.close();
            if (!devices.containsKey(id)) {
              health.device(id, facts -> facts.withOnvif(facts.onvif().unasked()));
            }
          });
    }
  }

  /** What turns a camera; empty if it is none that may be asked. */
  public Optional<CameraMotors> motors(String cameraId) {
    return Optional.ofNullable(devices.get(cameraId)).map(CameraDevice::motors);
  }

  /** What sets a camera; empty if it is none that may be asked. */
  public Optional<CameraCare> care(String cameraId) {
    return Optional.ofNullable(devices.get(cameraId)).map(CameraDevice::care);
  }

  /** What makes a camera's streams ones for browsers; empty if it is none that may be asked. */
  public Optional<CameraEncoders> encoders(String cameraId) {
    return Optional.ofNullable(devices.get(cameraId)).map(CameraDevice::encoders);
  }

  /** What sets how a camera's picture looks; empty if it is none that may be asked. */
  public Optional<CameraPicture> picture(String cameraId) {
    return Optional.ofNullable(devices.get(cameraId)).map(CameraDevice::picture);
  }

  /** Ends all threads, and gives all subscriptions back. Idempotent. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    subscription.close();
    thread.shutdownNow();
    List<Thread> ends =
        devices.values().stream().map(device -> Thread.startVirtualThread(device::close)).toList();
    devices.clear();
    long deadline = System.nanoTime() + CLOSE_LIMIT.toNanos();
    try {
      for (Thread end : ends) {
        if (!end.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
          LOG.log(WARNING, "A camera's answer is left to the end of the process");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
