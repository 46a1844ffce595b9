package io.vedette.rendition;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import io.vedette.fragment.Fragment;
import io.vedette.fragment.InitSegment;
import io.vedette.health.CameraState;
import io.vedette.health.HealthBoard;
import io.vedette.health.StreamFacts;
import io.vedette.health.TranscodeFacts;
import io.vedette.ingest.ObservedStream;
import io.vedette.live.LiveStream;
import io.vedette.media.StreamFormat;
import io.vedette.transcode.video.TranscodeHealth;
import io.vedette.transcode.video.VideoTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One rendition that is made of a camera's main stream. A virtual thread waits for somebody to
 * watch it; then it follows a {@link RenditionRun} until nobody has watched for a while.
 *
 * <p>{@link #sample} is called by one thread about once a second.
 */
final class TranscodedRendition implements AutoCloseable, RenditionRun.Listener {

  private static final System.Logger LOG = System.getLogger(TranscodedRendition.class.getName());

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(3);

  private final String cameraId;
  private final Recipe recipe;
  private final Supplier<Optional<LiveStream>> sources;
  private final LiveStream output;
  private final RenditionRun.Workshop workshop;
  private final HealthBoard health;
  private final Thread waiting;
  private final ObservedStream observed = new ObservedStream();
  private final LeftOut leftOut = new LeftOut();
  private final Progress progress = new Progress();

  private volatile boolean closing;
  private volatile CameraState state;
  private volatile Optional<RenditionRun> run = Optional.empty();
  private volatile String lastFailure = "";

  private TranscodedRendition(
      String cameraId,
      Recipe recipe,
      Supplier<Optional<LiveStream>> sources,
      LiveStream output,
      RenditionRun.Workshop workshop,
      HealthBoard health,
      List<TranscodedRendition> before) {
    this.cameraId = cameraId;
    this.recipe = recipe;
    this.sources = sources;
    this.output = output;
    this.workshop = workshop;
    this.health = health;
    this.state = new CameraState.Idle(now());
    this.waiting =
        Thread.ofVirtual().name("rendition-" + output.id()).unstarted(() -> serve(before));
  }

  /**
   * Waits for viewers from now on; it is on the board when this returns.
   *
   * @param sources finds the camera's main stream
   * @param output where it goes
   * @param health where its state and facts go
   * @param before those that were made under its name and still end: they are waited for a bounded
   *     time before anything is made, so that the box does not do the work twice
   */
  static TranscodedRendition start(
      String cameraId,
      Recipe recipe,
      Supplier<Optional<LiveStream>> sources,
      LiveStream output,
      RenditionRun.Workshop workshop,
      HealthBoard health,
      List<TranscodedRendition> before) {
    TranscodedRendition rendition =
        new TranscodedRendition(cameraId, recipe, sources, output, workshop, health, before);
    health.state(cameraId, recipe.profile().name(), rendition.state);
    rendition.waiting.start();
    return rendition;
  }

  Recipe recipe() {
    return recipe;
  }

  /** Measures the last second and puts the facts on the board. */
  void sample() {
    observed.sample(System.nanoTime());
    Optional<Transcode> made = run.flatMap(RenditionRun::transcode);
    if (made.isPresent()) {
      String behind = leftOut.sample(made.get().health());
      if (state instanceof CameraState.Streaming && !behind.isEmpty()) {
        become(new CameraState.Degraded(behind, now()));
      } else if (state instanceof CameraState.Degraded && behind.isEmpty()) {
        become(new CameraState.Streaming(now()));
      }
    }
    StreamFacts seen = observed.facts("", 0, lastFailure, output);
    show(made.map(this::facts).map(seen::made).orElse(seen));
  }

  private synchronized void show(StreamFacts facts) {
    // There may be another one under the same name on the board.
    if (!closing) {
      health.facts(cameraId, recipe.profile().name(), facts);
    }
  }

  private TranscodeFacts facts(Transcode transcode) {
    TranscodeHealth done = transcode.health();
    VideoTarget target = transcode.target();
    return new TranscodeFacts(
        done.encoder().codecName(),
        done.encoder().isHardware(),
        done.decoder().name().toLowerCase(Locale.ROOT),
        done.encoded(),
        done.dropped(),
        done.concealed(),
        transcode.late().toMillis(),
        !target.equals(recipe.target(target.orientation())));
  }

  private void serve(List<TranscodedRendition> before) {
    try {
      awaitEnd(before);
      while (!closing) {
        become(new CameraState.Idle(now()));
        output.awaitDemand(workshop.linger());
        become(new CameraState.Connecting("", now()));
        lastFailure = "";
        make();
      }
    } catch (InterruptedException e) {
      LOG.log(DEBUG, "Rendition {0}: ended", output.id());
    }
  }

  private static void awaitEnd(List<TranscodedRendition> before) throws InterruptedException {
    long deadline = System.nanoTime() + CLOSE_LIMIT.toNanos();
    for (TranscodedRendition each : before) {
      each.awaitEnd(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
    }
  }

  private void awaitEnd(Duration atMost) throws InterruptedException {
    if (!waiting.join(atMost)) {
      LOG.log(WARNING, "Rendition {0} did not end in time", output.id());
    }
  }

  /** Makes it as long as somebody watches. */
  private void make() throws InterruptedException {
    leftOut.restart();
    RenditionRun now = RenditionRun.start(recipe, sources, output, workshop, progress, this);
    run = Optional.of(now);
    try {
      now.awaitEnd();
    } catch (InterruptedException e) {
      now.end();
      throw e;
    } finally {
      run = Optional.empty();
    }
  }

  @Override
  public void format(StreamFormat format, InitSegment init) {
    observed.format(format, init, format.audio().map(track -> track.codec().toString()).orElse(""));
  }

  @Override
  public void fragment(Fragment fragment, int payloadBytes) {
    observed.fragment(fragment, payloadBytes);
    if (fragment.video() && !isShown(state)) {
      if (state instanceof CameraState.Offline) {
        lastFailure = "";
      }
      become(new CameraState.Streaming(now()));
    }
  }

  @Override
  public void replaced(String failure) {
    lastFailure = failure;
  }

  @Override
  public void failed(String why) {
    lastFailure = why;
    become(new CameraState.Offline(why, now()));
  }

  @Override
  public void refused(OverBudgetException why) {
    workshop.refusals().add(cameraId, recipe.profile().name(), why);
  }

  private static boolean isShown(CameraState state) {
    return state instanceof CameraState.Streaming || state instanceof CameraState.Degraded;
  }

  private synchronized void become(CameraState next) {
    // Whoever closes a rendition may take it off the board at once; it must not come back.
    if (!closing) {
      state = next;
      health.state(cameraId, recipe.profile().name(), next);
    }
  }

  private Instant now() {
    return workshop.clock().instant();
  }

  /** Lets it end, without waiting for that. */
  void beginClosing() {
    synchronized (this) {
      closing = true;
    }
    waiting.interrupt();
  }

  /** Whether nothing of it is left. */
  boolean hasEnded() {
    return !waiting.isAlive();
  }

  /** Ends the transcode, if there is one, and waits for that a bounded time. */
  @Override
  public void close() {
    beginClosing();
    try {
      awaitEnd(CLOSE_LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
