package io.vedette.transcode;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import io.vedette.media.CodecParameters;
import io.vedette.media.CodecParameters.RawAudio;
import io.vedette.media.PictureFormat;
import io.vedette.media.RawEncoding;
import io.vedette.media.Track;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Loads FFmpeg's libraries on a thread of its own, so that nobody has to wait for that: neither who
 * asks for the first still nor the thread of the first camera whose sound is converted. It uses
 * them once for each, with a picture and a track of its own.
 *
 * <p>It does no harm: where they cannot be loaded it says so once, with what to do, and the next
 * use fails as it would without it.
 */
public final class FfmpegPreload implements AutoCloseable {

  /** A use of the libraries. */
  @FunctionalInterface
  interface Use {
    void run() throws TranscodeException;
  }

  private static final System.Logger LOG = System.getLogger(FfmpegPreload.class.getName());

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  /** The smallest of a still. */
  private static final int SIDE = 16;

  private static final int TELEPHONE_RATE = 8000;

  private final System.Logger log;
  private final Duration closeLimit;
  private final Thread thread;
  private volatile boolean closing;

  private FfmpegPreload(System.Logger log, List<Use> uses, Duration closeLimit) {
    this.log = log;
    this.closeLimit = closeLimit;
    this.thread = Thread.ofPlatform().name("ffmpeg-preload").daemon().start(() -> run(uses));
  }

  /** Begins, and returns at once. */
  public static FfmpegPreload start() {
    return start(LOG, List.of(FfmpegPreload::still, FfmpegPreload::sound), CLOSE_LIMIT);
  }

  /**
   * Begins with other uses, one after another.
   *
   * @param closeLimit how long closing waits for the one under way
   */
  static FfmpegPreload start(System.Logger log, List<Use> uses, Duration closeLimit) {
    return new FfmpegPreload(log, uses, closeLimit);
  }

  private void run(List<Use> uses) {
    try {
      for (Use use : uses) {
        if (closing) {
          return;
        }
        use.run();
      }
    } catch (TranscodeException | RuntimeException | LinkageError | OutOfMemoryError e) {
      // Of these, the last is JavaCPP's own, where the process takes more memory than it was
      // allowed: the heap's ends the process.
      log.log(
          ERROR,
          "FFmpeg cannot be used, so this box makes no still pictures and converts neither sound"
              + " nor video: "
              + TranscodeException.deepest(e)
              + ". Install what is missing, see that the box may write to ~/.javacpp/cache, and"
              + " restart it",
          e);
    }
  }

  /** Makes a still from a picture to JPEG and back. */
  static void still() throws TranscodeException {
    byte[] planes = new byte[SIDE * SIDE * 3 / 2];
    Arrays.fill(planes, (byte) 0x80);
    byte[] jpeg = JpegEncoder.encode(new StillPicture(SIDE, SIDE, planes), SIDE);
    PictureFormat format =
        new PictureFormat(
            SIDE, SIDE, 1, 8, 8, OptionalDouble.empty(), Optional.empty(), OptionalInt.empty());
    StillDecoder.decode(new CodecParameters.Mjpeg(format), new byte[0], jpeg);
  }

  /** Opens what converts a telephone's sound. */
  static void sound() throws TranscodeException {
    RawAudio telephone = new RawAudio(RawEncoding.G711_A_LAW, TELEPHONE_RATE, 1);
    AudioTranscoder.open(new Track(1, TELEPHONE_RATE, telephone)).close();
  }

  /** Waits a bounded time for what is being loaded, which nothing can interrupt. */
  @Override
  public void close() {
    closing = true;
    try {
      if (!thread.join(closeLimit)) {
        log.log(WARNING, "FFmpeg''s libraries are still being loaded");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
