package io.vedette.camera.simulated;

import io.vedette.rtsp.server.StreamCatalog;
import java.util.List;
import java.util.Optional;

/** One simulated camera: its two streams once its scene is there, and its faults. */
final class SimulatedDevice {

  private record Streams(SimulatedStream main, SimulatedStream sub) {}

  private final int number;
  private final SceneSpec spec;
  private final FaultPlan faults = new FaultPlan(this::hangUp);
  private Optional<Streams> streams = Optional.empty();

  SimulatedDevice(int number, SceneSpec spec) {
    this.number = number;
    this.spec = spec;
  }

  int number() {
    return number;
  }

  FaultPlan faults() {
    return faults;
  }

  /** What a fault makes of every request, if there is such a fault. */
  Optional<StreamCatalog.Entry> refusal() {
    return switch (faults.fault()) {
      case DROPPED -> Optional.of(new StreamCatalog.HungUp());
      case REFUSING -> Optional.of(new StreamCatalog.Refused(453, "Not Enough Bandwidth"));
      case NONE, STALLED -> Optional.empty();
    };
  }

  /** Its main or sub-stream, which from the first time on plays this scene. */
  synchronized SimulatedStream stream(DrawnScene scene, boolean sub) {
    if (streams.isEmpty()) {
      String name = SimulatedCamera.of(number).caption();
      int rate = spec.framesPerSecond();
      SimulatedStream.Pace large = new SimulatedStream.Pace(scene.main(), rate, 1);
      SimulatedStream.Pace small = new SimulatedStream.Pace(scene.sub(), rate, 2);
      streams =
          Optional.of(
              new Streams(
                  new SimulatedStream(name, large, small, faults),
                  new SimulatedStream(name + " SUB", small, small, faults)));
    }
    return sub ? streams.get().sub : streams.get().main;
  }

  private void hangUp() {
    List<Streams> all;
    synchronized (this) {
      all = streams.stream().toList();
    }
    for (Streams pair : all) {
      pair.main.hangUp();
      pair.sub.hangUp();
    }
  }
}
