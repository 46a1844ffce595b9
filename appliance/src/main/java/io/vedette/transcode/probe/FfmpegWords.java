package io.vedette.transcode.probe;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_ERROR;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_TRACE;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.setLogCallback;

import org.bytedeco.ffmpeg.avutil.LogCallback;
import org.bytedeco.javacpp.BytePointer;

/**
 * What FFmpeg said last when something failed: its log knows more than its error numbers. Called by
 * FFmpeg's threads.
 */
final class FfmpegWords extends LogCallback {

  /** Contexts whose messages the box hides have their errors there. */
  private static final int HIDDEN_ERROR = AV_LOG_TRACE + AV_LOG_ERROR;

  private String first = "";
  private String last = "";

  /** Makes FFmpeg speak to this one. It has to stay reachable: C does not keep it. */
  void install() {
    setLogCallback(this);
    listenClosely(true);
  }

  /**
   * Hears the errors of hidden contexts too, which costs a call for each line of FFmpeg's tracing:
   * not while the time is taken.
   */
  void listenClosely(boolean closely) {
    av_log_set_level(closely ? HIDDEN_ERROR : AV_LOG_ERROR);
  }

  @Override
  public void call(int level, BytePointer message) {
    if (level <= AV_LOG_ERROR || level > AV_LOG_TRACE && level <= HIDDEN_ERROR) {
      heard(message.getString().strip().replaceAll("\\[(\\S+) @ 0x[0-9a-f]+]", "$1:"));
    }
  }

  private synchronized void heard(String line) {
    if (!line.isEmpty()) {
      first = first.isEmpty() ? line : first;
      last = line;
    }
  }

  /** Forgets what was said so far. */
  synchronized void forget() {
    first = "";
    last = "";
  }

  /**
   * A failure with what FFmpeg said of it: the first line, which is nearest to the cause, and the
   * last.
   */
  synchronized String of(String failure) {
    if (first.isEmpty()) {
      return failure;
    }
    return failure + "; FFmpeg: " + first + (last.equals(first) ? "" : " … " + last);
  }
}
