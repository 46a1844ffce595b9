package io.vedette.camera.ffmpeg;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import org.bytedeco.ffmpeg.avutil.LogCallback;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/**
 * Brings what FFmpeg has to say into the box's log: the first message at once, and what follows as
 * one line a period, since a broken stream makes it say the same thing at every picture. Called by
 * FFmpeg's threads.
 */
final class FfmpegLog {

  private static final System.Logger LOG = System.getLogger(FfmpegLog.class.getName());
  private static final Duration PERIOD = Duration.ofMinutes(1);

  private final long periodNanos;
  private final Sink sink;
  private long periodBegan;
  private boolean begun;
  private int kept;
  private String last = "";

  /** Takes a line for the log. */
  @FunctionalInterface
  interface Sink {
    void line(String text);
  }

  FfmpegLog(Duration period, Sink sink) {
    this.periodNanos = period.toNanos();
    this.sink = sink;
  }

  /** Makes FFmpeg speak to the box's log, for as long as the process lives. */
  static void install() {
    avutil.av_log_set_level(avutil.AV_LOG_WARNING);
    avutil.setLogCallback(Callback.ONLY);
  }

  /** Takes a message. */
  synchronized void message(String text, long nowNanos) {
    String cleaned = withoutSecrets(text.strip());
    if (cleaned.isEmpty()) {
      return;
    }
    if (!begun || nowNanos - periodBegan >= periodNanos) {
      if (kept > 0) {
        sink.line(kept + (kept == 1 ? " message" : " messages") + ", last was \"" + last + "\"");
      } else {
        sink.line(cleaned);
      }
      // The message that ended a period belongs to the next one if there was something to sum up.
      kept = kept > 0 ? 1 : 0;
      begun = true;
      periodBegan = nowNanos;
    } else {
      kept++;
    }
    last = cleaned;
  }

  /** Addresses without what stands before their at sign. */
  static String withoutSecrets(String text) {
    return text.replaceAll("([A-Za-z][A-Za-z0-9+.-]*://)[^/@\\s]*@", "$1***@");
  }

  private static final class Callback extends LogCallback {

    /** Reachable for ever: C does not keep it. */
    private static final Callback ONLY =
        new Callback(new FfmpegLog(PERIOD, text -> LOG.log(WARNING, "FFmpeg: {0}", text)));

    private final FfmpegLog log;

    Callback(FfmpegLog log) {
      this.log = log;
    }

    @Override
    public void call(int level, BytePointer message) {
      String text = message.getString();
      if (level <= avutil.AV_LOG_WARNING) {
        log.message(text, System.nanoTime());
      } else {
        LOG.log(DEBUG, "FFmpeg: {0}", withoutSecrets(text.strip()));
      }
    }
  }
}
