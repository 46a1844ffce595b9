package io.vedette.transcode;

import static org.bytedeco.ffmpeg.global.avutil.AV_ERROR_MAX_STRING_SIZE;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.nio.charset.StandardCharsets;

/** FFmpeg could not be had or failed; the message says at which step and how, for the user. */
public class TranscodeException extends Exception {

  private static final long serialVersionUID = 1L;

  public TranscodeException(String message) {
    super(message);
  }

  public TranscodeException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Passes the result of a call of FFmpeg's on, unless it is an error.
   *
   * @param step what was called for, such as {@code the AAC encoder, open}
   * @param result what came back; negative is an error
   */
  public static int check(String step, int result) throws TranscodeException {
    if (result < 0) {
      throw new TranscodeException(step + ": " + reason(result));
    }
    return result;
  }

  /**
   * FFmpeg's libraries cannot be loaded. Only the first use in a process is told why; those after
   * it find it among the causes.
   */
  public static TranscodeException notLoaded(LinkageError failure) {
    return new TranscodeException(
        "FFmpeg's libraries cannot be loaded: " + deepest(failure), failure);
  }

  /** What the first of a chain of causes says, without a full stop. */
  static String deepest(Throwable failure) {
    Throwable first = failure;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    String said = first.getMessage() == null ? first.toString() : first.getMessage();
    return said.endsWith(".") ? said.substring(0, said.length() - 1) : said;
  }

  /** What FFmpeg says of a result that is an error. */
  public static String reason(int result) {
    byte[] text = new byte[AV_ERROR_MAX_STRING_SIZE];
    av_strerror(result, text, text.length);
    return new String(text, StandardCharsets.UTF_8).split("\0", 2)[0];
  }
}
