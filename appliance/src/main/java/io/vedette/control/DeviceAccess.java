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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * How one camera is reached by ONVIF, with its own credentials. Credentials that were refused are
 * not tried again for an hour, as a camera may lock the account. Safe for use by any thread; blocks
 * its callers.
 */
final class DeviceAccess {

  /** After credentials were refused. */
  static final Duration PEACE = Duration.ofHours(1);

  private final CameraConfig camera;
  private final DevicePlaces places;
  private final AddressProbe probe;
  private final PeerCheck check;
  private final InstantSource clock;
  private volatile Optional<Place> place = Optional.empty();
  private Optional<CameraException> refusal = Optional.empty();
  private Instant refusedUntil = Instant.EPOCH;

  DeviceAccess(
      CameraConfig camera,
      DevicePlaces places,
      AddressProbe probe,
      PeerCheck check,
      InstantSource clock) {
    this.camera = camera;
    this.places = places;
    this.probe = probe;
    this.check = check;
    this.clock = clock;
  }

  /** Whose it is. */
  CameraConfig camera() {
    return camera;
  }

  /**
   * Begins a conversation with the camera.
   *
   * @throws CameraException with {@link Reason#NOT_FOUND} if no ONVIF device is there, or as {@link
   *     OnvifDevice#connect}
   */
  OnvifDevice connect() throws CameraException {
    synchronized (this) {
      if (clock.instant().isBefore(refusedUntil)) {
        CameraException told = refusal.orElseThrow();
        throw new CameraException(told.reason(), told.step(), seen(told), told);
      }
    }
    Optional<Place> known = place;
    Place here = known.isPresent() ? known.get() : find();
    try {
      OnvifDevice device =
          OnvifDevice.connect(new DeviceAddress(here.service()), camera.credentials(), memory());
      place = Optional.of(here);
      return device;
    } catch (CameraException e) {
      place = Optional.empty();
      if (e.reason() == Reason.UNAUTHORIZED) {
        note(e);
      }
      throw e;
    }
  }

  private static String seen(CameraException told) {
    return told.getMessage().substring(told.step().length() + 2);
  }

  /**
   * Notes if the camera has refused the credentials in a conversation. That it lets this user do
   * something else, but not that, is no such refusal.
   */
  void noteRefusal(OnvifDevice device, CameraException e) {
    if (e.reason() == Reason.UNAUTHORIZED && !device.isSignedIn()) {
      note(e);
    }
  }

  private synchronized void note(CameraException e) {
    refusal = Optional.of(e);
    refusedUntil = clock.instant().plus(PEACE);
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
