package io.vedette.rendition;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.vedette.fragment.Fragment;
import io.vedette.fragment.InitSegment;
import io.vedette.fragment.VideoDecoding;
import io.vedette.health.TranscodeLoad;
import io.vedette.live.CursorStep;
import io.vedette.live.FragmentCursor;
import io.vedette.live.LiveStream;
import io.vedette.media.CodecParameters;
import io.vedette.media.PictureFormat;
import io.vedette.media.StreamFormat;
import io.vedette.transcode.TranscodeException;
import io.vedette.transcode.video.EncodingPlan;
import io.vedette.transcode.video.VideoTarget;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * The making of a rendition from its first viewer to its last, on a platform thread of its own:
 * reads the main stream as a viewer does and has it transcoded.
 */
final class RenditionRun implements Transcode.Outlet {

  /**
   * What all renditions have in common.
   *
   * @param equipment what the box has to transcode with
   * @param setAside the hardware that is not used
   * @param budget how much the box can transcode
   * @param refusals what it could not
   * @param clock tells when packets came, if their camera does not
   * @param linger how long one is made after its last viewer has gone
   */
  record Workshop(
      Equipment equipment,
      SetAside setAside,
      TranscodeBudget budget,
      Refusals refusals,
      InstantSource clock,
      Duration linger) {

    /** What a new transcode of a stream of that codec is done with. */
    Means means(CodecParameters.Video codec) {
      return setAside.without(equipment.means(codec));
    }

    /** How much is transcoded, and how many more of these would fit. */
    TranscodeLoad load(PictureFormat source, VideoTarget wanted) {
      Gear gear = setAside.without(equipment.usual()).first();
      return budget.load(source, wanted, gear, refusals.all());
    }
  }

  /** Hears how it goes, on the run's thread. */
  interface Listener {

    /** What is published from now on has this format. */
    void format(StreamFormat format, InitSegment init);

    /** This was published. */
    void fragment(Fragment fragment, int payloadBytes);

    /** Something broke and was replaced; it goes on. */
    void replaced(String failure);

    /** It cannot be made as it is; there will be another attempt. */
    void failed(String why);

    /** There is no power for it, and was until now or nobody wanted it; {@link #failed} follows. */
    void refused(OverBudgetException why);
  }

  private static final System.Logger LOG = System.getLogger(RenditionRun.class.getName());

  private static final Duration GLANCE = Duration.ofMillis(500);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  /** How long somebody who was refused is refused before there is another attempt. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Recipe recipe;
  private final Supplier<Optional<LiveStream>> sources;
  private final LiveStream output;
  private final Workshop workshop;
  private final Progress progress;
  private final Listener listener;
  private final Thread thread;
  private volatile Optional<Transcode> running = Optional.empty();
  private volatile boolean ending;
  private Optional<TranscodeBudget.Grant> grant = Optional.empty();
  private boolean refused;

  private RenditionRun(
      Recipe recipe,
      Supplier<Optional<LiveStream>> sources,
      LiveStream output,
      Workshop workshop,
      Progress progress,
      Listener listener) {
    this.recipe = recipe;
    this.sources = sources;
    this.output = output;
    this.workshop = workshop;
    this.progress = progress;
    this.listener = listener;
    this.thread =
        Thread.ofPlatform().name("rendition-" + output.id()).daemon().unstarted(this::work);
  }

  /**
   * Begins.
   *
   * @param sources finds the camera's main stream
   * @param output where it goes
   * @param progress how far runs before it have come
   */
  static RenditionRun start(
      Recipe recipe,
      Supplier<Optional<LiveStream>> sources,
      LiveStream output,
      Workshop workshop,
      Progress progress,
      Listener listener) {
    RenditionRun run = new RenditionRun(recipe, sources, output, workshop, progress, listener);
    run.thread.start();
    return run;
  }

  /** What is under way, if anything is. */
  Optional<Transcode> transcode() {
    return running;
  }

  /** Waits for the end. */
  void awaitEnd() throws InterruptedException {
    thread.join();
  }

  /** Ends it from outside and waits for that a bounded time. */
  void end() throws InterruptedException {
    ending = true;
    thread.interrupt();
    if (!thread.join(CLOSE_LIMIT)) {
      LOG.log(WARNING, "Rendition {0} did not end in time", output.id());
    }
  }

  private void work() {
    try {
      while (isWanted()) {
        attempt();
      }
    } catch (InterruptedException e) {
      LOG.log(DEBUG, "Rendition {0}: stopped", output.id());
    } finally {
      output.clear();
    }
  }

  private void attempt() throws InterruptedException {
    try {
      make();
    } catch (OverBudgetException e) {
      if (!refused) {
        refused = true;
        listener.refused(e);
      }
      failed(e.getMessage());
    } catch (TranscodeException e) {
      LOG.log(WARNING, "Rendition " + output.id() + " cannot be made: " + e.getMessage(), e);
      failed(e.getMessage());
    } catch (RuntimeException e) {
      LOG.log(WARNING, "Rendition " + output.id() + ": failed in a way nobody foresaw", e);
      failed("the box could not convert what the camera sent (" + e + ")");
    } finally {
      close();
    }
  }

  private void failed(String why) throws InterruptedException {
    close();
    output.interrupt();
    listener.failed(why);
    Thread.sleep(PAUSE);
  }

  private boolean isWanted() {
    return !ending && output.isDemanded(workshop.linger());
  }

  private void make() throws InterruptedException, TranscodeException, OverBudgetException {
    Optional<LiveStream> source = sources.get();
    if (source.isEmpty()) {
      failed("the camera is switched off");
      return;
    }
    boolean again = true;
    while (again && isWanted()) {
      again = read(source.get());
    }
  }

  /**
   * Reads the main stream as a viewer does, from its newest key frame on.
   *
   * @return whether to do so again
   */
  private boolean read(LiveStream source)
      throws InterruptedException, TranscodeException, OverBudgetException {
    try (FragmentCursor cursor = source.open()) {
      while (isWanted()) {
        switch (cursor.next(GLANCE)) {
          case CursorStep.Format(InitSegment init, long _) -> source(init);
          case CursorStep.Next(Fragment fragment) -> {
            if (!running.orElseThrow().fragment(fragment)) {
              return true;
            }
          }
          case CursorStep.Lagged _ -> {
            if (running.isPresent()) {
              running.get().interrupt();
            }
          }
          case CursorStep.Idle _ -> {
            // The camera is away, or has long pauses between its pictures.
          }
          case CursorStep.Ended _ -> {
            return false;
          }
        }
      }
      return false;
    }
  }

  private void source(InitSegment init)
      throws TranscodeException, OverBudgetException, InterruptedException {
    VideoDecoding decoding =
        init.decoding().orElseThrow(() -> new TranscodeException("the camera sends no video"));
    Means means = workshop.means(decoding.codec());
    TranscodeBudget.Grant given =
        admit(
            new TranscodeBudget.Wish(
                output.id(),
                decoding.codec().picture(),
                recipe.target(decoding.orientation()),
                running.map(Transcode::gear).orElseGet(means::first)));
    grant = Optional.of(given);
    refused = false;
    VideoTarget target = given.target();
    if (running.isEmpty() || !running.get().target().equals(target)) {
      running.ifPresent(Transcode::close);
      given.uses(means.first());
      running =
          Optional.of(
              new Transcode(
                  output.id(), target, means, workshop.setAside(), this, workshop.clock()));
      log(decoding.codec(), target, means);
    }
    running.get().format(init);
  }

  private TranscodeBudget.Grant admit(TranscodeBudget.Wish wish) throws OverBudgetException {
    return grant.isPresent()
        ? workshop.budget().admitAgain(wish, grant.get())
        : workshop.budget().admit(wish);
  }

  private void release() {
    grant.ifPresent(TranscodeBudget.Grant::close);
    grant = Optional.empty();
  }

  private void log(CodecParameters.Video codec, VideoTarget target, Means means) {
    EncodingPlan plan = target.plan(codec.picture());
    LOG.log(
        INFO,
        "Rendition {0}: {1} becomes H.264 {2}x{3} by {4}",
        output.id(),
        codec,
        String.valueOf(plan.width()),
        String.valueOf(plan.height()),
        means.encoders().getFirst().codecName());
  }

  private void close() {
    running.ifPresent(Transcode::close);
    running = Optional.empty();
    release();
  }

  @Override
  public void format(StreamFormat format, InitSegment init) {
    output.format(init);
    listener.format(format, init);
  }

  @Override
  public void fragment(Fragment fragment, int payloadBytes) {
    if (!progress.takes(fragment)) {
      return;
    }
    output.publish(fragment);
    listener.fragment(fragment, payloadBytes);
  }

  @Override
  public void interrupt() {
    output.interrupt();
  }

  @Override
  public OptionalLong reachedNanos() {
    return progress.pictureNanos();
  }

  @Override
  public void replaced(TranscodeException failure, Gear now) {
    grant.orElseThrow().uses(now);
    listener.replaced(failure.getMessage());
  }
}
