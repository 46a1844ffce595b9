package io.vedette.health;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Where facts come in and reports go out. Safe for use by any thread; a listener is called on the
 * thread that brought the fact, in the order of the changes, and must return at once without
 * calling the board.
 */
public final class HealthBoard {

  private final Map<String, CameraHealth> cameras = new HashMap<>();
  private final List<Consumer<HealthChange>> listeners = new CopyOnWriteArrayList<>();
  private volatile TranscodeLoad load = TranscodeLoad.NONE;
  private volatile List<HardwareAside> aside = List.of();

  /** Notes how a stream is. A camera or a stream new to the board comes onto it. */
  public void state(String cameraId, String rendition, CameraState state) {
    synchronized (cameras) {
      CameraHealth camera = cameras.get(cameraId);
      StreamFacts facts =
          stream(cameraId, rendition).map(StreamHealth::facts).orElse(StreamFacts.NONE);
      StreamHealth now = new StreamHealth(rendition, state, facts);
      put(
          camera == null
              ? new CameraHealth(cameraId, List.of(now), DeviceFacts.NONE)
              : camera.with(now));
    }
  }

  /**
   * Notes what was measured. Does nothing for a stream without a state: it has been removed
   * meanwhile.
   */
  public void facts(String cameraId, String rendition, StreamFacts facts) {
    synchronized (cameras) {
      Optional<StreamHealth> before = stream(cameraId, rendition);
      if (before.isPresent() && !before.get().facts().equals(facts)) {
        StreamHealth now = new StreamHealth(rendition, before.get().state(), facts);
        put(cameras.get(cameraId).with(now));
      }
    }
  }

  /** Notes what is known of a camera as a device. Does nothing for one that is not on the board. */
  public void device(String cameraId, UnaryOperator<DeviceFacts> change) {
    synchronized (cameras) {
      CameraHealth camera = cameras.get(cameraId);
      if (camera != null) {
        DeviceFacts now = change.apply(camera.device());
        if (!now.equals(camera.device())) {
          put(camera.with(now));
        }
      }
    }
  }

  /** Takes a stream off the board, and with its last one the camera. */
  public void remove(String cameraId, String rendition) {
    synchronized (cameras) {
      if (stream(cameraId, rendition).isEmpty()) {
        return;
      }
      List<StreamHealth> left =
          cameras.get(cameraId).streams().stream()
              .filter(stream -> !stream.rendition().equals(rendition))
              .toList();
      if (left.isEmpty()) {
        remove(cameraId);
      } else {
        put(new CameraHealth(cameraId, left, cameras.get(cameraId).device()));
      }
    }
  }

  /** Takes a camera off the board. */
  public void remove(String cameraId) {
    synchronized (cameras) {
      if (cameras.remove(cameraId) != null) {
        tell(new HealthChange.Removed(cameraId));
      }
    }
  }

  /** Notes how much the box converts. Listeners do not hear of it. */
  public void load(TranscodeLoad now) {
    load = now;
  }

  /** How much the box converts, as it was noted last. */
  public TranscodeLoad load() {
    return load;
  }

  /** Notes which hardware is not used at the moment. Listeners do not hear of it. */
  public void setAside(List<HardwareAside> now) {
    aside = List.copyOf(now);
  }

  /** Which hardware is not used, as it was noted last; immutable. */
  public List<HardwareAside> setAside() {
    return aside;
  }

  /** One camera at this moment, if it is on the board. */
  public Optional<CameraHealth> camera(String cameraId) {
    synchronized (cameras) {
      return Optional.ofNullable(cameras.get(cameraId));
    }
  }

  /** All cameras at this moment. */
  public HealthReport report() {
    synchronized (cameras) {
      return new HealthReport(cameras);
    }
  }

  /**
   * Hears of every change from now on.
   *
   * @return closes to hear no more; a change under way at that moment may still arrive
   */
  public Subscription subscribe(Consumer<HealthChange> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  private Optional<StreamHealth> stream(String cameraId, String rendition) {
    return Optional.ofNullable(cameras.get(cameraId)).flatMap(known -> known.stream(rendition));
  }

  private void put(CameraHealth camera) {
    cameras.put(camera.cameraId(), camera);
    tell(new HealthChange.Changed(camera));
  }

  private void tell(HealthChange change) {
    listeners.forEach(listener -> listener.accept(change));
  }

  /** Ends with {@link #close()}. */
  @FunctionalInterface
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
