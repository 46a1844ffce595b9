package io.vedette.appliance;

import io.vedette.camera.CameraAdapter;
import io.vedette.camera.CameraAddress;
import io.vedette.camera.simulated.SceneSpec;
import io.vedette.camera.simulated.SimulatedCameras;
import io.vedette.config.CameraConfig;
import io.vedette.config.ConfigException;
import io.vedette.config.SourceMode;
import io.vedette.web.Cameras;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The simulated cameras of a box: which of them it has, and where they draw. */
final class SimulatedSite {

  private static final String CACHE_VARIABLE = "XDG_CACHE_HOME";

  private SimulatedSite() {}

  /**
   * Gives the box the simulated cameras 1 to {@code count} and takes all others; those that are
   * there stay as they are.
   */
  static void ensure(Cameras cameras, int count) throws ConfigException {
    TreeSet<Integer> missing = new TreeSet<>();
    for (int number = 1; number <= count; number++) {
      missing.add(number);
    }
    for (CameraConfig camera : cameras.all()) {
      if (camera.address() instanceof CameraAddress.Simulated(int number, boolean _)
          && !missing.remove(number)) {
        cameras.remove(camera.id());
      }
    }
    for (int number : missing) {
      cameras.add(
          new CameraConfig(
              cameras.newId(),
              SimulatedCameras.name(number),
              new CameraAddress.Simulated(number),
              Optional.empty(),
              Optional.empty(),
              SourceMode.ALWAYS,
              true));
    }
  }

  /** Numbers of the simulated cameras that the box has, in rising order. */
  static List<Integer> numbers(Cameras cameras) {
    TreeSet<Integer> numbers = new TreeSet<>();
    for (CameraConfig camera : cameras.all()) {
      if (camera.address() instanceof CameraAddress.Simulated(int number, boolean _)) {
        numbers.add(number);
      }
    }
    return List.copyOf(numbers);
  }

  /**
   * Starts the cameras' server.
   *
   * @throws StartException if no port can be had
   */
  static SimulatedCameras start(CameraAdapter rtsp) throws StartException {
    try {
      return SimulatedCameras.start(
          rtsp, cacheFolder().resolve("vedette").resolve("scenes"), SceneSpec.FULL);
    } catch (IOException e) {
      throw new StartException(
          "the simulated cameras cannot listen on 127.0.0.1: " + e.getMessage(), e);
    }
  }

  /** Where drawn scenes may stay (XDG Base Directory Specification 0.8, XDG_CACHE_HOME). */
  private static Path cacheFolder() {
    return Optional.ofNullable(System.getenv(CACHE_VARIABLE))
        .map(Path::of)
        .filter(Path::isAbsolute)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
  }
}
