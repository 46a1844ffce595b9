package io.vedette.appliance;

import io.vedette.camera.Learned;
import io.vedette.camera.onvif.DeviceDescription;
import io.vedette.config.CameraConfig;
import io.vedette.control.DeviceNews;
import io.vedette.discovery.CameraLearning;
import io.vedette.web.Cameras;

/**
 * Hands what cameras tell by ONVIF to those who remember it.
 *
 * @param cameras how they are signed in to
 * @param learning who they are
 */
record DeviceLessons(Cameras cameras, CameraLearning learning) implements DeviceNews {

  @Override
  public void described(CameraConfig camera, DeviceDescription told) {
    learning.described(camera, told);
  }

  @Override
  public void tookDigest(CameraConfig camera) {
    cameras.learned(camera, Learned::withDigestByOnvif);
  }
}
