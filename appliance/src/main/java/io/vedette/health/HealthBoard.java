package io.vedette.health;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Where facts come in and reports go out. Safe for use by any thread; a listener is called on the
 * thread that brought the fact, in the order of the changes, and must return at once without
 * calling the board.
 */
public final class HealthBoard {

  private final Map<String, CameraHealth> cameras = new HashMap<>();
  private final List<Consumer<HealthChange>> listeners = new CopyOnWriteArrayList<>();

  /** Notes how a camera is. A camera new to the board comes onto it. */
  public void state(String cameraId, CameraState state) {
    synchronized (cameras) {
      CameraHealth before = cameras.get(cameraId);
      put(new CameraHealth(cameraId, state, before == null ? StreamFacts.NONE : before.facts()));
    }
  }

  /**
   * Notes what was measured. Does nothing for a camera without a state: it has been removed
   * meanwhile.
   */
  public void facts(String cameraId, StreamFacts facts) {
    synchronized (cameras) {
      CameraHealth before = cameras.get(cameraId);
      if (before != null && !before.facts().equals(facts)) {
        put(new CameraHealth(cameraId, before.state(), facts));
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
