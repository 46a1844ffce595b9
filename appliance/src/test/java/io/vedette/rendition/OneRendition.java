package io.vedette.rendition;

import io.vedette.camera.CameraAddress;
import io.vedette.config.CameraConfig;
import io.vedette.config.OverBudget;
import io.vedette.config.RenditionProfile;
import io.vedette.config.RenditionProfile.Offer;
import io.vedette.config.SourceMode;
import io.vedette.fragment.Fragment;
import io.vedette.health.HealthBoard;
import io.vedette.health.StreamHealth;
import io.vedette.live.CursorStep;
import io.vedette.live.FragmentCursor;
import io.vedette.live.LiveStreams;
import io.vedette.live.RingBudget;
import io.vedette.live.RingLimits;
import io.vedette.live.SequenceSpace;
import io.vedette.media.CodecParameters;
import io.vedette.transcode.video.Clip;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** A camera of 320x180 that a test plays, and a rendition of it that ends with its last viewer. */
final class OneRendition implements AutoCloseable {

  /** Its name. */
  static final String NAME = "small";

  /**
   * Power enough for everything.
   *
   * @param usual what all is transcoded with
   */
  private record Plenty(Means usual) implements Equipment {

    @Override
    public Means means(CodecParameters.Video codec) {
      return usual;
    }

    @Override
    public Power power(Gear gear) {
      return Power.assumed(4);
    }
  }

  /** The camera. */
  static final String CAMERA = "c-1";

  private final HealthBoard health = new HealthBoard();
  private final LiveStreams streams =
      new LiveStreams(RingLimits.DEFAULT, RingBudget.ofThisHeap(), new SequenceSpace(_ -> 0));
  private final LoopedClip camera;
  private final RenditionFleet fleet;
  private long lastNanos = Long.MIN_VALUE;

  /**
   * Offers it.
   *
   * @param folder where the camera's clip is made
   * @param means what it is made with
   * @param gop pictures from one key frame of the camera's to the next
   */
  OneRendition(Path folder, Means means, int gop) throws Exception {
    this(folder, new Plenty(means), gop, InstantSource.system());
  }

  /**
   * As above.
   *
   * @param equipment what it is made with
   * @param clock by which hardware is set aside
   */
  OneRendition(Path folder, Equipment equipment, int gop, InstantSource clock) throws Exception {
    int seconds = Math.max(4, Math.ceilDiv(gop, 25));
    Clip clip = Clip.h264(folder.resolve("in.ts"), "320x180", seconds, "-g", String.valueOf(gop));
    camera = new LoopedClip(clip, streams.create(CAMERA, "main"));
    fleet = new RenditionFleet(streams, health, equipment, clock, Duration.ofMillis(1));
    offer(OverBudget.LOWER, profile(NAME, 160, 90));
    fleet.apply(
        List.of(
            new CameraConfig(
                CAMERA,
                "Gate",
                new CameraAddress.Rtsp(
                    URI.create("rtsp://127.0.0.1/"), CameraAddress.Transport.AUTO),
                Optional.empty(),
                Optional.empty(),
                SourceMode.ALWAYS,
                true)));
  }

  /** The time at which the camera's next key frame lies. */
  long nextKeyNanos() {
    return camera.nextKeyNanos();
  }

  /** What the board says of it now. */
  StreamHealth stream() {
    return health.camera(CAMERA).orElseThrow().stream(NAME).orElseThrow();
  }

  /** A profile of that size. */
  static RenditionProfile profile(String name, int width, int height) {
    return new RenditionProfile(name, width, height, 30, 300_000, Offer.ALWAYS);
  }

  /** Offers renditions by these profiles and no others. */
  void offer(OverBudget overBudget, RenditionProfile... profiles) {
    fleet.profiles(List.of(profiles), overBudget);
  }

  /** How a rendition is. */
  StreamHealth health(String name) {
    return health.camera(CAMERA).flatMap(camera -> camera.stream(name)).orElseThrow();
  }

  HealthBoard health() {
    return health;
  }

  /** A new viewer, who takes the last one's place. */
  FragmentCursor open() {
    lastNanos = Long.MIN_VALUE;
    return open(NAME);
  }

  /** A new viewer of any rendition, whose fragments nobody looks at here. */
  FragmentCursor open(String name) {
    return streams.find(CAMERA, name).orElseThrow().open();
  }

  /** The camera sends a picture. */
  void publish() {
    camera.publish();
  }

  /** The camera comes back after an outage, as it was. */
  void restartCamera() {
    camera.restart();
  }

  /** Lets the camera send 25 pictures a second until the viewer has got some more. */
  void play(FragmentCursor viewer, int pictures) throws InterruptedException {
    for (int seen = 0; seen < pictures; ) {
      camera.publish();
      if (next(viewer, Duration.ofMillis(40)).isPresent()) {
        seen++;
      }
    }
  }

  /** Lets the camera go on until the viewer gets a picture, and returns that. */
  Fragment next(FragmentCursor viewer) throws InterruptedException {
    return awaitNext(viewer, Duration.ofMillis(40));
  }

  /** As {@link #next}, with five pictures a second, so that the next key frame is far away. */
  Fragment nextSlowly(FragmentCursor viewer) throws InterruptedException {
    return awaitNext(viewer, Duration.ofMillis(200));
  }

  private Fragment awaitNext(FragmentCursor viewer, Duration each) throws InterruptedException {
    Optional<Fragment> next = Optional.empty();
    while (next.isEmpty()) {
      camera.publish();
      next = next(viewer, each);
    }
    return next.get();
  }

  /** Lets the camera send until its last picture has come to the viewer: nobody has work left. */
  void settle(FragmentCursor viewer) throws InterruptedException {
    long last;
    do {
      last = camera.publish();
    } while (!comes(viewer, last));
  }

  /** As above, to a viewer of another rendition too. */
  void settle(FragmentCursor viewer, FragmentCursor other) throws InterruptedException {
    long last;
    do {
      last = camera.publish();
    } while (!comes(viewer, last) || !reaches(other, last));
  }

  private static boolean reaches(FragmentCursor other, long nanos) throws InterruptedException {
    while (true) {
      switch (other.next(Duration.ofSeconds(1))) {
        case CursorStep.Next(Fragment next) -> {
          if (next.timeNanos() >= nanos) {
            return true;
          }
        }
        case CursorStep.Idle _ -> {
          return false;
        }
        default -> {
          // Where it goes on does not matter here.
        }
      }
    }
  }

  private boolean comes(FragmentCursor viewer, long nanos) throws InterruptedException {
    Optional<Fragment> next;
    do {
      next = next(viewer, Duration.ofSeconds(1));
    } while (next.isPresent() && next.get().timeNanos() < nanos);
    return next.isPresent();
  }

  private Optional<Fragment> next(FragmentCursor viewer, Duration atMost)
      throws InterruptedException {
    return switch (viewer.next(atMost)) {
      case CursorStep.Next(Fragment next) -> {
        if (next.timeNanos() <= lastNanos) {
          throw new AssertionError("from " + lastNanos + " ns back to " + next.timeNanos());
        }
        lastNanos = next.timeNanos();
        yield Optional.of(next);
      }
      case CursorStep.Format _ -> next(viewer, atMost);
      case CursorStep.Idle _ -> Optional.empty();
      case CursorStep.Lagged _, CursorStep.Ended _ ->
          throw new AssertionError("the viewer was sent away");
    };
  }

  /** The threads that make it, those that give way. */
  List<Thread> makers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("transcode-" + CAMERA + "/" + NAME))
        .toList();
  }

  /** Lets the camera go on until nobody makes it any more. */
  void awaitNobody() throws InterruptedException {
    for (List<Thread> left = makers(); !left.isEmpty(); left = makers()) {
      camera.publish();
      left.getFirst().join(Duration.ofMillis(5));
    }
  }

  @Override
  public void close() {
    fleet.close();
    streams.close();
  }
}
