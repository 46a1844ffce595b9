package io.vedette.control;

import io.vedette.camera.onvif.DeviceDescription;
import io.vedette.config.CameraConfig;

/** Hears what cameras tell by ONVIF, for whoever is to remember it. Called by their threads. */
public interface DeviceNews {

  /**
   * A camera has told of itself, and all the while its pictures came: it is the camera, for all
   * that the user knows.
   *
   * @param camera as it was when it was asked
   */
  void described(CameraConfig camera, DeviceDescription told);

  /**
   * A camera has been signed in to, and took a digest of the password.
   *
   * @param camera as it was when it was asked
   */
  void tookDigest(CameraConfig camera);
}
