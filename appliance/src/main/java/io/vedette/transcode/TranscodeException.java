package io.vedette.transcode;

import static org.bytedeco.ffmpeg.global.avutil.AV_ERROR_MAX_STRING_SIZE;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.nio.charset.StandardCharsets;

/** FFmpeg could not be had or failed; the message says at which step and how, for the user. */
public final class TranscodeException extends Exception {

  private static final long serialVersionUID = 1L;

  TranscodeException(String message) {
    super(message);
  }

  TranscodeException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Passes the result of a call of FFmpeg's on, unless it is an error.
   *
   * @param step what was called for, such as {@code the AAC encoder, open}
   * @param result what came back; negative is an error
   */
  static int check(String step, int result) throws TranscodeException {
    if (result < 0) {
      byte[] text = new byte[AV_ERROR_MAX_STRING_SIZE];
      av_strerror(result, text, text.length);
      String message = new String(text, StandardCharsets.UTF_8).split("\0", 2)[0];
      throw new TranscodeException(step + ": " + message);
    }
    return result;
  }
}
