package io.vedette.discovery;

import io.vedette.camera.CameraIdentity;
import io.vedette.camera.discovery.Neighbour;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether a device is a certain camera, as far as that is told to somebody without credentials. */
enum Verdict {
  /** It is. */
  SAME,
  /** It is another. */
  OTHER,
  /** Nothing tells. */
  UNCLEAR;

  /**
   * Compares. The hardware address on our own network decides alone, since firmware ships with the
   * same UUID in every camera; except where one answers for many, as routers do.
   *
   * @param known who the camera is
   * @param neighbour the device, if it is on our own network
   * @param uuid asks the device what it calls itself; only if that matters
   */
  static Verdict of(
      CameraIdentity known, Optional<Neighbour> neighbour, Supplier<Optional<String>> uuid) {
    boolean contradicted = false;
    if (known.mac().isPresent() && neighbour.isPresent()) {
      if (neighbour.get().mac().text().equals(known.mac().get())) {
        return SAME;
      }
      if (!neighbour.get().shared()) {
        return OTHER;
      }
      contradicted = true;
    }
    Optional<String> told = known.uuid().isPresent() ? uuid.get() : Optional.empty();
    if (told.isPresent()) {
      return told.equals(known.uuid()) ? SAME : OTHER;
    }
    return contradicted ? OTHER : UNCLEAR;
  }
}
