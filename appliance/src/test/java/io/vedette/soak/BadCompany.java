package io.vedette.soak;

import io.vedette.camera.CameraAdapter;
import io.vedette.camera.simulated.FaultPlan;
import io.vedette.camera.simulated.SceneSpec;
import io.vedette.camera.simulated.SimulatedCameras;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Cameras outside of the box: one that drops its connections every 20 s, one that stalls for 8 s
 * every 30 s, one that changes its format every 10 s, and some that do none of that.
 */
final class BadCompany implements AutoCloseable {

  static final int DROPPING = 1;
  static final int STALLING = 2;
  static final int CHANGING = 3;
  static final int FIRST_GOOD = 4;

  private static final Duration DROP_EVERY = Duration.ofSeconds(20);
  private static final Duration DROPPED_FOR = Duration.ofSeconds(2);
  private static final Duration STALL_EVERY = Duration.ofSeconds(30);
  private static final Duration STALLED_FOR = Duration.ofSeconds(8);
  private static final Duration CHANGE_EVERY = Duration.ofSeconds(10);

  private final SimulatedCameras cameras;
  private final int count;
  private final ScheduledExecutorService faults = Executors.newSingleThreadScheduledExecutor();

  /**
   * Starts them, behaving well for now.
   *
   * @param sceneCache where their scenes are kept
   * @param good how many there are beside the three
   */
  BadCompany(Path sceneCache, int good) throws IOException {
    CameraAdapter unused =
        (_, _, _) -> {
          throw new IllegalStateException("these cameras are read by a box");
        };
    cameras = SimulatedCameras.start(unused, sceneCache, new SceneSpec(320, 180, 25, 6));
    count = FIRST_GOOD - 1 + good;
    List<CompletableFuture<Void>> drawn = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      drawn.add(cameras.drawn(number));
    }
    drawn.forEach(CompletableFuture::join);
  }

  int count() {
    return count;
  }

  URI url(int number) {
    return cameras.url(number);
  }

  /** From now on they misbehave. */
  void misbehave() {
    FaultPlan dropping = cameras.faults(DROPPING);
    every(DROP_EVERY, dropping::drop);
    every(DROP_EVERY, DROPPED_FOR, dropping::heal);
    FaultPlan stalling = cameras.faults(STALLING);
    every(STALL_EVERY, stalling::stall);
    every(STALL_EVERY, STALLED_FOR, stalling::heal);
    FaultPlan changing = cameras.faults(CHANGING);
    every(CHANGE_EVERY.multipliedBy(2), changing::changeResolution);
    every(CHANGE_EVERY.multipliedBy(2), CHANGE_EVERY, changing::heal);
  }

  private void every(Duration period, Runnable fault) {
    every(period, Duration.ZERO, fault);
  }

  private void every(Duration period, Duration later, Runnable fault) {
    faults.scheduleAtFixedRate(fault, later.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    faults.shutdownNow();
    cameras.close();
  }
}
