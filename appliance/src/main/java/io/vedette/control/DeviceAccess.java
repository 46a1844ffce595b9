package io.vedette.control;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.CameraMemory;
import io.vedette.camera.PeerCheck;
import io.vedette.camera.discovery.AddressProbe;
import io.vedette.camera.onvif.OnvifDevice;
import io.vedette.camera.onvif.soap.DeviceAddress;
import io.vedette.config.CameraConfig;
import io.vedette.control.DevicePlaces.Place;
import java.time.InstantSource;
import java.util.Optional;

/**
 * How one camera is reached by ONVIF, with its own credentials. Credentials that were refused are
 * not tried again for an hour, by whomever, as a camera may lock the account; and while it is not
 * known whether they are good, one conversation tries them and the others wait. Safe for use by any
 * thread; blocks its callers.
 */
final class DeviceAccess {

  private final CameraConfig camera;
  private final DevicePlaces places;
  private final AddressProbe probe;
  private final PeerCheck check;
  private final DeviceNotes notes;
  private final InstantSource clock;
  private volatile Optional<Place> place = Optional.empty();

  DeviceAccess(
      CameraConfig camera,
      DevicePlaces places,
      AddressProbe probe,
      PeerCheck check,
      DeviceNotes notes,
      InstantSource clock) {
    this.camera = camera;
    this.places = places;
    this.probe = probe;
    this.check = check;
    this.notes = notes;
    this.clock = clock;
  }

  /** Whose it is. */
  CameraConfig camera() {
    return camera;
  }

  /** What is known of it. */
  DeviceNotes notes() {
    return notes;
  }

  /** Something that a camera is asked. */
  @FunctionalInterface
  interface Wish<T> {
    T ask(OnvifDevice device) throws CameraException;
  }

  /**
   * Asks in a conversation that is only for that.
   *
   * @throws CameraException as {@link #connect}, or as the camera's answer is
   */
  <T> T ask(Wish<T> wish) throws CameraException {
    try (OnvifDevice device = connect()) {
      return ask(device, wish);
    }
  }

  /**
   * Asks in a conversation that there is, and notes if the camera refuses the credentials in it.
   */
  <T> T ask(OnvifDevice device, Wish<T> wish) throws CameraException {
    try {
      return wish.ask(device);
    } catch (CameraException e) {
      noteRefusal(device, e);
      throw e;
    }
  }

  /**
   * Begins a conversation with the camera.
   *
   * @throws CameraException with {@link Reason#NOT_FOUND} if no ONVIF device is there, or as {@link
   *     OnvifDevice#connect}
   */
  OnvifDevice connect() throws CameraException {
    if (notes.isLetIn()) {
      return begin();
    }
    try {
      notes.signingIn().lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CameraException(Reason.STOPPED, "connect", "the box stopped asking", e);
    }
    try {
      return begin();
    } finally {
      notes.signingIn().unlock();
    }
  }

  private OnvifDevice begin() throws CameraException {
    throwIfRefused();
    Optional<Place> known = place;
    Place here = known.isPresent() ? known.get() : find();
    try {
      OnvifDevice device =
          OnvifDevice.connect(new DeviceAddress(here.service()), camera.credentials(), memory());
      signIn(device);
      place = Optional.of(here);
      return device;
    } catch (CameraException e) {
      place = Optional.empty();
      if (e.reason() == Reason.UNAUTHORIZED) {
        notes.noteRefusal(e, clock.instant());
      }
      throw e;
    }
  }

  /** At once, so that whoever waits for it knows whether the credentials are good. */
  private void signIn(OnvifDevice device) throws CameraException {
    if (notes.isLetIn()) {
      return;
    }
    try {
      device.signIn();
    } catch (CameraException e) {
      device.close();
      throw e;
    }
    notes.noteLetIn();
  }

  /** As {@link DeviceNotes#throwIfRefused}. */
  void throwIfRefused() throws CameraException {
    notes.throwIfRefused(clock.instant());
  }

  /**
   * Notes if the camera has refused the credentials in a conversation. That it lets this user do
   * something else, but not that, is no such refusal.
   */
  void noteRefusal(OnvifDevice device, CameraException e) {
    if (e.reason() == Reason.UNAUTHORIZED && !device.isSignedIn()) {
      notes.noteRefusal(e, clock.instant());
    }
  }

  private Place find() throws CameraException {
    for (Place candidate : places.of(camera)) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CameraException(Reason.STOPPED, "connect", "the box stopped asking");
      }
      if (probe.isThere(candidate.address(), candidate.port())
          && (candidate.told()
              || OnvifDevice.isAt(new DeviceAddress(candidate.service()), memory()))) {
        return candidate;
      }
    }
    throw new CameraException(
        Reason.NOT_FOUND, "connect", "no ONVIF device answers at the camera's address");
  }

  private CameraMemory memory() {
    return new CameraMemory(camera.learned(), _ -> {}, check);
  }
}
