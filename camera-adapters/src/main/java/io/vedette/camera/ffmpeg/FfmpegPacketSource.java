package io.vedette.camera.ffmpeg;

import static java.lang.System.Logger.Level.WARNING;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.PacketSource;
import io.vedette.media.MediaEvent;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A session that FFmpeg reads. A platform thread of its own sits in FFmpeg's blocking calls, owns
 * all native memory and frees it at its end; what it reads waits in a bounded queue.
 */
final class FfmpegPacketSource implements PacketSource {

  private static final System.Logger LOG = System.getLogger(FfmpegPacketSource.class.getName());
  private static final Duration TEARDOWN_LIMIT = Duration.ofMillis(700);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(3);
  private static final int QUEUE = 256;

  private sealed interface Step {}

  private record Event(MediaEvent event) implements Step {}

  private record End(CameraException why) implements Step {}

  private final FfmpegUrl url;
  private final Interrupts interrupts;
  private final Duration answer;
  private final Duration video;
  private final BlockingQueue<Step> steps = new LinkedBlockingQueue<>(QUEUE);
  private final Thread thread;

  private volatile boolean closing;
  private volatile boolean ending;
  private volatile boolean endBegan;
  private volatile long deadlineNanos;
  private volatile long lastVideoNanos;
  private Step first;

  private FfmpegPacketSource(
      FfmpegUrl url, Interrupts interrupts, Duration answer, Duration video) {
    this.url = url;
    this.interrupts = interrupts;
    this.answer = answer;
    this.video = video;
    this.thread =
        Thread.ofPlatform().name("ffmpeg-" + url.url().getHost()).daemon().unstarted(this::run);
  }

  /**
   * Opens a session and waits for its first picture.
   *
   * @throws CameraException if it does not come; no session is left then
   */
  static FfmpegPacketSource open(
      FfmpegUrl url, Interrupts interrupts, Duration answer, Duration video)
      throws CameraException {
    FfmpegPacketSource source = new FfmpegPacketSource(url, interrupts, answer, video);
    source.thread.start();
    try {
      source.first = source.steps.take();
    } catch (InterruptedException e) {
      source.close();
      throw new CameraException(Reason.STOPPED, "connect", "the session was ended", e);
    }
    if (source.first instanceof End(CameraException why)) {
      source.close();
      throw why;
    }
    return source;
  }

  private void run() {
    CameraException why;
    try {
      read();
      why = new CameraException(Reason.STOPPED, "read", "the session was ended");
    } catch (CameraException e) {
      why = e;
    } catch (InterruptedException e) {
      why = new CameraException(Reason.STOPPED, "read", "the session was ended", e);
    } catch (RuntimeException e) {
      LOG.log(WARNING, "Reading " + url + " by FFmpeg failed in a way nobody foresaw", e);
      why = new CameraException(Reason.PROTOCOL, "read", "FFmpeg's reader failed: " + e, e);
    }
    while (!steps.offer(new End(why))) {
      // Nobody takes them any more, or the end is more important than what was before it.
      steps.poll();
    }
  }

  private void read() throws CameraException, InterruptedException {
    deadlineNanos = System.nanoTime() + answer.toNanos();
    try (FfmpegInput input = FfmpegInput.open(url, interrupts, this::isToEnd, answer)) {
      lastVideoNanos = System.nanoTime();
      deadlineNanos = lastVideoNanos + video.toNanos();
      try {
        pump(input);
      } finally {
        ending = true;
      }
    } catch (CameraException e) {
      throw explained(e);
    }
  }

  private void pump(FfmpegInput input) throws CameraException, InterruptedException {
    FfmpegAssembly assembly = new FfmpegAssembly(input, System.nanoTime());
    while (!closing) {
      boolean picture = assembly.take(input.read(), System.nanoTime());
      if (picture) {
        lastVideoNanos = System.nanoTime();
        deadlineNanos = lastVideoNanos + video.toNanos();
      }
      MediaEvent event = assembly.poll();
      while (event != null) {
        steps.put(new Event(event));
        event = assembly.poll();
      }
    }
  }

  /** Asked by FFmpeg while it waits. */
  private boolean isToEnd() {
    if (ending && !endBegan) {
      // It has come to TEARDOWN, for which the time runs from here on.
      endBegan = true;
      deadlineNanos = System.nanoTime() + TEARDOWN_LIMIT.toNanos();
      return false;
    }
    return closing && !ending || System.nanoTime() - deadlineNanos > 0;
  }

  private CameraException explained(CameraException e) {
    if (closing) {
      return new CameraException(Reason.STOPPED, "read", "the session was ended", e);
    }
    boolean late = lastVideoNanos != 0 && System.nanoTime() - lastVideoNanos > video.toNanos();
    if (late) {
      return new CameraException(
          Reason.STALLED,
          "read",
          "the session is open, but no video came for " + video.toSeconds() + " s by FFmpeg",
          e);
    }
    return e;
  }

  @Override
  public MediaEvent next() throws CameraException {
    Step step = first;
    first = null;
    try {
      if (step == null) {
        step = steps.take();
      }
    } catch (InterruptedException e) {
      throw new CameraException(Reason.STOPPED, "read", "the session was ended", e);
    }
    return switch (step) {
      case Event(MediaEvent event) -> event;
      case End(CameraException why) -> {
        first = step;
        throw closing
            ? new CameraException(Reason.STOPPED, "read", "the session was ended", why)
            : why;
      }
    };
  }

  @Override
  public Duration sincePicture() {
    return Duration.ofNanos(Math.max(0, System.nanoTime() - lastVideoNanos));
  }

  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    try {
      if (!thread.join(CLOSE_LIMIT)) {
        LOG.log(WARNING, "FFmpeg did not end the session with {0} in time", url);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
