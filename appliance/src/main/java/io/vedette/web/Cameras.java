package io.vedette.web;

import static java.lang.System.Logger.Level.WARNING;

import io.vedette.camera.CameraAddress;
import io.vedette.camera.CameraIdentity;
import io.vedette.camera.Credentials;
import io.vedette.camera.Learned;
import io.vedette.camera.rtmp.RtmpListener;
import io.vedette.config.CameraConfig;
import io.vedette.config.ConfigException;
import io.vedette.config.ConfigStore;
import io.vedette.security.StreamKeys;
import jakarta.json.JsonObject;
import java.net.Inet4Address;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;

/**
 * The cameras of the box: reads come from memory, a change goes to the disk first and takes effect
 * at once. Safe for use by any thread; changes happen one after another.
 */
public final class Cameras {

  private static final System.Logger LOG = System.getLogger(Cameras.class.getName());
  private static final int ID_BYTES = 4;

  private final ConfigStore store;
  private final IntSupplier rtmpPort;
  private final SecureRandom random = new SecureRandom();
  private final List<Consumer<List<CameraConfig>>> listeners = new CopyOnWriteArrayList<>();
  private volatile List<CameraConfig> all;

  /** The cameras that the store has; those that push do so to the port that encoders assume. */
  public Cameras(ConfigStore store) throws ConfigException {
    this(store, () -> RtmpListener.USUAL_PORT);
  }

  /**
   * The cameras that the store has.
   *
   * @param rtmpPort to which port those push that do
   */
  public Cameras(ConfigStore store, IntSupplier rtmpPort) throws ConfigException {
    this.store = store;
    this.rtmpPort = rtmpPort;
    this.all = List.copyOf(store.cameras());
  }

  /** Is handed all cameras now, and again after every change, on the thread that makes it. */
  public synchronized void follow(Consumer<List<CameraConfig>> listener) {
    listeners.add(listener);
    listener.accept(all);
  }

  /** Hears no more. */
  public void unfollow(Consumer<List<CameraConfig>> listener) {
    listeners.remove(listener);
  }

  /** All cameras, in the order in which they were added; immutable. */
  public List<CameraConfig> all() {
    return all;
  }

  public Optional<CameraConfig> find(String id) {
    return all.stream().filter(camera -> camera.id().equals(id)).findFirst();
  }

  /** The port to which those push that do. */
  int rtmpPort() {
    return rtmpPort.getAsInt();
  }

  /** A new identifier. */
  public String newId() {
    byte[] bytes = new byte[ID_BYTES];
    String id;
    do {
      random.nextBytes(bytes);
      id = "c-" + HexFormat.of().formatHex(bytes);
    } while (find(id).isPresent());
    return id;
  }

  /** Adds a camera. */
  public synchronized void add(CameraConfig camera) throws ConfigException {
    store.insert(camera);
    List<CameraConfig> now = new ArrayList<>(all);
    now.add(camera);
    publish(now);
  }

  /**
   * Changes a camera as a request says.
   *
   * @return the camera as it is now; empty if there is none of that identifier
   * @throws ProblemException if the change is not valid
   */
  synchronized Optional<CameraConfig> change(String id, JsonObject body) throws ConfigException {
    Optional<CameraConfig> before = find(id);
    if (before.isEmpty()) {
      return before;
    }
    CameraConfig after = CameraInput.change(before.get(), body);
    store.update(after);
    replace(after);
    return Optional.of(after);
  }

  /**
   * Gives a camera that pushes a new stream key; who has shown the old one is hung up on.
   *
   * @return the camera as it is now; empty if there is none of that identifier
   * @throws ProblemException if it does not push
   */
  synchronized Optional<CameraConfig> newStreamKey(String id) throws ConfigException {
    Optional<CameraConfig> before = find(id);
    if (before.isEmpty()) {
      return before;
    }
    if (before.get().streamKey().isEmpty()) {
      throw new ProblemException(Problem.noStreamKey());
    }
    CameraConfig after = before.get().with(new Credentials("", StreamKeys.make()));
    store.update(after);
    replace(after);
    return Optional.of(after);
  }

  /**
   * Keeps what a session has taught of a camera, unless the camera has another address by now or is
   * gone. What cannot be kept on the disk is kept until the box stops.
   *
   * @param taught the camera as it was when the session began
   * @param change adds what it has taught to what is known
   */
  public synchronized void learned(CameraConfig taught, UnaryOperator<Learned> change) {
    Optional<CameraConfig> before = find(taught.id());
    if (before.isEmpty()) {
      return;
    }
    Learned known = before.get().learned();
    Learned now = change.apply(known);
    if (!before.get().address().equals(taught.address())) {
      if (!isSubStream(before.get(), taught)) {
        return;
      }
      // Both streams come from one machine, which has one certificate and one way to sign in; the
      // rest is the main one's.
      now = new Learned(known.link(), now.certificate(), known.sessionTimeout(), now.signIn());
    }
    if (now.equals(known)) {
      return;
    }
    CameraConfig after = before.get().with(now);
    try {
      store.update(after);
    } catch (ConfigException e) {
      LOG.log(WARNING, "What was learned of a camera will be forgotten: " + e.getMessage());
    }
    replace(after);
  }

  /**
   * Keeps who a camera is, unless it has another address by now or is gone. What cannot be kept on
   * the disk is kept until the box stops.
   *
   * @param seen the camera as it was when that was seen
   */
  public synchronized void identified(CameraConfig seen, CameraIdentity now) {
    Optional<CameraConfig> before = find(seen.id());
    if (before.isEmpty()
        || !before.get().address().equals(seen.address())
        || !before.get().identity().equals(seen.identity())
        || now.equals(seen.identity())) {
      return;
    }
    CameraConfig after = before.get().with(now);
    try {
      store.update(after);
    } catch (ConfigException e) {
      LOG.log(WARNING, "Who a camera is will be forgotten: " + e.getMessage());
    }
    replace(after);
  }

  /**
   * Takes over that a camera has moved, unless it has another address by now or is gone.
   *
   * @param seen the camera as it was when it was looked for
   * @param to where it was found
   * @return whether it has that address now
   * @throws ConfigException if that cannot be kept; then it has its old one
   */
  public synchronized boolean moved(CameraConfig seen, Inet4Address to) throws ConfigException {
    Optional<CameraConfig> before = find(seen.id());
    if (before.isEmpty()
        || !before.get().address().equals(seen.address())
        || !before.get().identity().equals(seen.identity())) {
      return false;
    }
    CameraConfig after = before.get().at(to);
    store.update(after);
    replace(after);
    return true;
  }

  private static boolean isSubStream(CameraConfig camera, CameraConfig taught) {
    return camera
        .subStream()
        .map(sub -> sub.address().equals(taught.address()) && isAtSameHost(camera, sub))
        .orElse(false);
  }

  private static boolean isAtSameHost(CameraConfig camera, CameraConfig sub) {
    return camera.address() instanceof CameraAddress.Rtsp(URI main, _)
        && sub.address() instanceof CameraAddress.Rtsp(URI other, _)
        && main.getHost().equalsIgnoreCase(other.getHost());
  }

  private void replace(CameraConfig after) {
    publish(all.stream().map(camera -> camera.id().equals(after.id()) ? after : camera).toList());
  }

  /**
   * Removes a camera.
   *
   * @return whether there was one of that identifier
   */
  public synchronized boolean remove(String id) throws ConfigException {
    if (!store.delete(id)) {
      return false;
    }
    publish(all.stream().filter(camera -> !camera.id().equals(id)).toList());
    return true;
  }

  private void publish(List<CameraConfig> now) {
    all = List.copyOf(now);
    listeners.forEach(listener -> listener.accept(all));
  }
}
