package io.vedette.discovery;

import io.vedette.camera.CameraAdapter;
import io.vedette.camera.CameraAddress;
import io.vedette.camera.CameraAddress.Transport;
import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.CameraMemory;
import io.vedette.camera.Credentials;
import io.vedette.camera.PacketSource;
import io.vedette.camera.onvif.DeviceDescription;
import io.vedette.camera.onvif.OnvifDevice;
import io.vedette.camera.onvif.soap.DeviceAddress;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;

/**
 * What is asked of one camera while it is tried, one question after another. One thread asks; any
 * other may {@link #cancel}.
 */
final class CameraVisit {

  private final Optional<Credentials> credentials;
  private final CameraAdapter adapter;
  private final TrialLimits limits;
  private final CameraMemory memory = new CameraMemory();

  /** Closes what is open now. */
  private Optional<Runnable> ending = Optional.empty();

  private boolean cancelled;

  CameraVisit(Optional<Credentials> credentials, CameraAdapter adapter, TrialLimits limits) {
    this.credentials = credentials;
    this.adapter = adapter;
    this.limits = limits;
  }

  /**
   * Asks an ONVIF device for all that it tells.
   *
   * @throws IllegalArgumentException if that is no address of one
   */
  DeviceDescription describe(URI service) throws CameraException {
    try (OnvifDevice device =
        OnvifDevice.connect(
            new DeviceAddress(service), credentials, memory, limits.soap(), Clock.systemUTC())) {
      opened(device::close);
      return device.describe();
    } finally {
      closed();
    }
  }

  /**
   * Opens a stream and takes its first picture.
   *
   * @throws IllegalArgumentException if that is no address of one
   */
  KeyPicture look(URI url) throws CameraException {
    try (PacketSource source =
        adapter.open(new CameraAddress.Rtsp(url, Transport.AUTO), credentials, memory)) {
      opened(source::close);
      return KeyPicture.read(source, limits.picture());
    } finally {
      closed();
    }
  }

  /** Ends what is being asked soon, with whatever failure that brings, and all that comes after. */
  synchronized void cancel() {
    cancelled = true;
    ending.ifPresent(Runnable::run);
  }

  private synchronized void opened(Runnable end) throws CameraException {
    ending = Optional.of(end);
    if (cancelled) {
      throw new CameraException(Reason.STOPPED, "trial", "it was cancelled");
    }
  }

  private synchronized void closed() {
    ending = Optional.empty();
  }
}
