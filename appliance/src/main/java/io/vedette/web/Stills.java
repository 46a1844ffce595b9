package io.vedette.web;

import io.vedette.fragment.VideoDecoding;
import io.vedette.live.KeyFrame;
import io.vedette.live.LiveStream;
import io.vedette.media.CodecParameters;
import io.vedette.media.Orientation;
import io.vedette.transcode.JpegEncoder;
import io.vedette.transcode.StillDecoder;
import io.vedette.transcode.StillPicture;
import io.vedette.transcode.TranscodeException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * JPEG pictures of live streams: a key frame is decoded once, however many ask for it, and each
 * width is made once of it. One platform thread does the work, since native code would hold the
 * carrier of a virtual one. Safe for use by any thread.
 */
final class Stills implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  /** What nobody has asked for in this time is forgotten: a large picture takes three megabytes. */
  private static final Duration KEPT = Duration.ofSeconds(10);

  /** Widths are rounded to this, so that nobody can make the box keep a thousand of them. */
  private static final int WIDTH_STEP = 16;

  private static final class Decoded {
    private final KeyFrame keyFrame;
    private final StillPicture picture;
    private final Map<Integer, byte[]> byWidth = new HashMap<>();
    private long usedNanos;

    private Decoded(KeyFrame keyFrame, StillPicture picture) {
      this.keyFrame = keyFrame;
      this.picture = picture;
    }
  }

  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("stills").daemon().factory());

  /** Only the worker touches it. */
  private final Map<LiveStream, Decoded> newest = new HashMap<>();

  Stills() {
    worker.scheduleAtFixedRate(
        this::forget, KEPT.toMillis(), KEPT.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * A picture of a key frame.
   *
   * @param stream whose it is
   * @param keyFrame the stream's newest
   * @param width how wide it should be, in pixels; the camera's own width is the most
   * @throws TranscodeException if it cannot be decoded
   */
  byte[] jpeg(LiveStream stream, KeyFrame keyFrame, int width)
      throws TranscodeException, InterruptedException {
    try {
      return worker
          .submit(() -> make(stream, keyFrame, width))
          .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TranscodeException failure) {
        throw failure;
      }
      throw new IllegalStateException("making a still failed", e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("stills are asked for faster than they can be made", e);
    }
  }

  private byte[] make(LiveStream stream, KeyFrame keyFrame, int width) throws TranscodeException {
    if (isSentAsItIs(keyFrame, width)) {
      return keyFrame.fragment().sample();
    }
    Decoded decoded = newest.get(stream);
    if (decoded == null || decoded.keyFrame.position() < keyFrame.position()) {
      decoded = new Decoded(keyFrame, decode(keyFrame));
      newest.put(stream, decoded);
    }
    decoded.usedNanos = System.nanoTime();
    int rounded = Math.min(decoded.picture.width(), Math.ceilDiv(width, WIDTH_STEP) * WIDTH_STEP);
    byte[] there = decoded.byWidth.get(rounded);
    if (there == null) {
      there = JpegEncoder.encode(decoded.picture, rounded);
      decoded.byWidth.put(rounded, there);
    }
    return there;
  }

  /** Whether the camera's own picture is a JPEG file that has to be neither smaller nor turned. */
  private static boolean isSentAsItIs(KeyFrame keyFrame, int width) {
    VideoDecoding decoding = keyFrame.init().decoding().orElseThrow();
    return decoding.codec() instanceof CodecParameters.Mjpeg jpeg
        && decoding.orientation().equals(Orientation.UPRIGHT)
        && width >= jpeg.picture().width();
  }

  private static StillPicture decode(KeyFrame keyFrame) throws TranscodeException {
    VideoDecoding decoding = keyFrame.init().decoding().orElseThrow();
    return StillDecoder.decode(
            decoding.codec(), decoding.configuration(), keyFrame.fragment().sample())
        .turned(decoding.orientation());
  }

  private void forget() {
    long now = System.nanoTime();
    newest.values().removeIf(decoded -> now - decoded.usedNanos > KEPT.toNanos());
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
