package io.vedette.transcode.probe;

import static org.bytedeco.ffmpeg.global.avutil.AV_ERROR_MAX_STRING_SIZE;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.nio.charset.StandardCharsets;

/** A candidate does not work; the message says at which step and what was seen, for the user. */
final class TrialException extends Exception {

  private static final long serialVersionUID = 1L;

  TrialException(String message) {
    super(message);
  }

  TrialException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Passes the result of a call of FFmpeg's on, unless it is an error, which is negative. */
  static int check(String step, int result) throws TrialException {
    if (result < 0) {
      byte[] text = new byte[AV_ERROR_MAX_STRING_SIZE];
      av_strerror(result, text, text.length);
      throw new TrialException(
          step + ": " + new String(text, StandardCharsets.UTF_8).split("\0", 2)[0]);
    }
    return result;
  }
}
