package io.vedette.rendition;

import static java.lang.System.Logger.Level.WARNING;

import io.vedette.media.MediaEvent;
import io.vedette.media.Packet;
import io.vedette.media.StreamFormat;
import io.vedette.transcode.TranscodeException;
import io.vedette.transcode.video.TranscodeHealth;
import io.vedette.transcode.video.VideoDecoder;
import io.vedette.transcode.video.VideoEncoder;
import io.vedette.transcode.video.VideoTranscoder;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A {@link VideoTranscoder} on a thread of its own that gives way to all others, as do the threads
 * that decoder and encoder start. Its methods are those of the transcoder and wait for it. They are
 * called by one platform thread, which does not give way: a thread that does must neither hold the
 * lock of a stream that others want, nor start one that others depend on. It would do the latter by
 * waking a virtual thread where none is left to carry it.
 *
 * <p>Nothing ends a call into a driver that hangs. Such a transcoder keeps its thread and can only
 * be closed; should the driver ever come back, what is native is freed then.
 */
final class YieldingTranscoder implements AutoCloseable {

  /** A step of the transcoder's. */
  @FunctionalInterface
  private interface Step {
    void run() throws TranscodeException;
  }

  private static final System.Logger LOG = System.getLogger(YieldingTranscoder.class.getName());

  /** A tenth of a processor for which another thread competes. */
  private static final int NICE = 10;

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  /** The first picture opens the device, for which drivers may load firmware. */
  private static final Duration OPENING_LIMIT = Duration.ofSeconds(10);

  private final String id;
  private final VideoTranscoder transcoder;
  private final Duration deviceLimit;
  private final ExecutorService thread;
  private boolean watched;
  private boolean stuck;
  private volatile TranscodeHealth health;

  /**
   * Opens nothing yet.
   *
   * @param id names the rendition in the log
   * @param transcoder its own from now on
   * @param deviceLimit how long hardware may take for a step once there are viewers
   * @param watched whether viewers have seen pictures already, and wait for the next
   */
  YieldingTranscoder(String id, VideoTranscoder transcoder, Duration deviceLimit, boolean watched) {
    this.id = id;
    this.transcoder = transcoder;
    this.deviceLimit = deviceLimit;
    this.watched = watched;
    this.health = transcoder.health();
    this.thread = Executors.newSingleThreadExecutor(work -> nice(id, work));
  }

  private static Thread nice(String id, Runnable work) {
    return Thread.ofPlatform()
        .name("transcode-" + id)
        .daemon()
        .unstarted(
            () -> {
              Niceness.increase(NICE);
              work.run();
            });
  }

  /** See {@link VideoTranscoder#format}. */
  void format(StreamFormat format) throws TranscodeException, InterruptedException {
    await(() -> transcoder.format(format));
  }

  /** See {@link VideoTranscoder#packet}; {@code out} is called by the transcoder's thread. */
  void packet(Packet packet, Consumer<MediaEvent> out)
      throws TranscodeException, InterruptedException {
    await(() -> transcoder.packet(packet, out));
    watched |= health.encoded() > 0;
  }

  /** See {@link VideoTranscoder#replaceEncoder}. */
  void replaceEncoder(VideoEncoder next) throws TranscodeException, InterruptedException {
    await(() -> transcoder.replaceEncoder(next));
  }

  /** See {@link VideoTranscoder#replaceDecoder}. */
  void replaceDecoder(VideoDecoder next) throws TranscodeException, InterruptedException {
    await(() -> transcoder.replaceDecoder(next));
  }

  /** What was done up to the last step; for any thread. */
  TranscodeHealth health() {
    return health;
  }

  private void await(Step step) throws TranscodeException, InterruptedException {
    Future<?> done =
        thread.submit(
            () -> {
              try {
                step.run();
              } finally {
                health = transcoder.health();
              }
              return null;
            });
    try {
      if (usesDevice()) {
        done.get((watched ? deviceLimit : OPENING_LIMIT).toMillis(), TimeUnit.MILLISECONDS);
      } else {
        // The processor is slow where others need it, but comes back.
        done.get();
      }
    } catch (TimeoutException e) {
      stuck = true;
      throw new DeviceHangsException(health);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case TranscodeException failure -> throw failure;
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        default -> throw new IllegalStateException(e.getCause());
      }
    }
  }

  private boolean usesDevice() {
    return health.encoder().isHardware() || health.decoder() != VideoDecoder.SOFTWARE;
  }

  /**
   * Frees what is native, after the step under way, and waits a bounded time for it; not at all
   * where a device hangs. Idempotent.
   */
  @Override
  public void close() {
    if (thread.isShutdown()) {
      return;
    }
    thread.execute(transcoder::close);
    thread.shutdown();
    if (stuck) {
      return;
    }
    try {
      if (!thread.awaitTermination(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.log(WARNING, "Rendition {0}: the transcoder does not end", id);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
