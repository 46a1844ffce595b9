package io.vedette.control;

import io.vedette.camera.CameraAddress;
import io.vedette.camera.CameraException;
import io.vedette.camera.onvif.DeviceDescription;
import io.vedette.config.CameraConfig;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is known of one camera as a device, however often the box begins anew to talk with it:
 * whether it lets the box in, and what it told of itself when. Safe for use by any thread.
 */
final class DeviceNotes {

  /** After credentials were refused they are not sent for so long, as a camera may lock them. */
  static final Duration PEACE = Duration.ofHours(1);

  /** After this a camera is asked again what it is, and how its clock goes. */
  static final Duration AGAIN = Duration.ofHours(1);

  /** So often at most when its pictures have begun anew: its firmware may be another. */
  static final Duration SOONEST = Duration.ofMinutes(10);

  private final ReentrantLock signingIn = new ReentrantLock();
  private CameraConfig camera;
  private boolean letIn;
  private Optional<CameraException> refusal = Optional.empty();
  private Instant refusedUntil = Instant.EPOCH;
  private Optional<Told> told = Optional.empty();

  /**
   * What a camera told.
   *
   * @param at when
   * @param playing whether its pictures came meanwhile
   */
  private record Told(DeviceDescription description, Instant at, boolean playing) {}

  /** Nothing yet. */
  DeviceNotes(CameraConfig camera) {
    this.camera = camera;
  }

  /**
   * Takes these to be about a camera as it is now.
   *
   * @return false if it is another: at an address where it was not known before, with other
   *     credentials, or nobody known any more; nothing has changed then
   */
  synchronized boolean follow(CameraConfig now) {
    boolean sameDevice =
        place(camera).equals(place(now))
            ? now.identity().isKnown() || !camera.identity().isKnown()
            : now.identity().isKnown() && now.identity().equals(camera.identity());
    boolean same = sameDevice && camera.credentials().equals(now.credentials());
    if (same) {
      camera = now;
    }
    return same;
  }

  private static String place(CameraConfig camera) {
    return camera.address() instanceof CameraAddress.Rtsp(URI url, _)
        ? url.getAuthority().toLowerCase(Locale.ROOT)
        : "";
  }

  /** Held by who signs in while it is not known whether that works: one mistake is enough. */
  ReentrantLock signingIn() {
    return signingIn;
  }

  /** Whether the camera has let the box in, and has not refused it since. */
  synchronized boolean isLetIn() {
    return letIn;
  }

  /** It has let the box in. */
  synchronized void noteLetIn() {
    letIn = true;
  }

  /** It has refused the credentials. */
  synchronized void noteRefusal(CameraException seen, Instant now) {
    letIn = false;
    refusal = Optional.of(seen);
    refusedUntil = now.plus(PEACE);
  }

  /**
   * Throws what the camera said when it refused the credentials, if that was not long ago.
   *
   * @throws CameraException with {@link CameraException.Reason#UNAUTHORIZED}
   */
  synchronized void throwIfRefused(Instant now) throws CameraException {
    if (now.isBefore(refusedUntil)) {
      CameraException seen = refusal.orElseThrow();
      String words = seen.getMessage().substring(seen.step().length() + 2);
      throw new CameraException(seen.reason(), seen.step(), words, seen);
    }
  }

  /** What the camera told last. */
  synchronized Optional<DeviceDescription> description() {
    return told.map(Told::description);
  }

  /** The camera has told of itself. */
  synchronized void noteDescription(DeviceDescription description, Instant at, boolean playing) {
    told = Optional.of(new Told(description, at, playing));
  }

  /**
   * When it may be asked again what it is.
   *
   * @param pictures since when its pictures come; empty while they do not
   */
  synchronized Instant due(Optional<Instant> pictures) {
    if (told.isEmpty()) {
      return Instant.MIN;
    }
    Told last = told.get();
    if (pictures.isPresent() && !last.playing()) {
      // Who it is is learned only now.
      return last.at();
    }
    boolean anew = pictures.isPresent() && pictures.get().isAfter(last.at());
    return last.at().plus(anew ? SOONEST : AGAIN);
  }
}
