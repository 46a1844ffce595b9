package io.vedette.transcode.video;

import io.vedette.transcode.TranscodeException;

/**
 * An encoder could not be opened, or failed while it ran. What was decoded is not to blame: another
 * encoder may do.
 */
public final class EncoderFailedException extends TranscodeException {

  private static final long serialVersionUID = 1L;

  private final VideoEncoder encoder;

  EncoderFailedException(VideoEncoder encoder, String step) {
    super(encoder.codecName() + ", " + step);
    this.encoder = encoder;
  }

  /** The one that failed. */
  public VideoEncoder encoder() {
    return encoder;
  }

  /** Passes the result of a call of FFmpeg's on, unless it is an error. */
  static int check(VideoEncoder encoder, String step, int result) throws EncoderFailedException {
    if (result < 0) {
      throw new EncoderFailedException(encoder, step + ": " + reason(result));
    }
    return result;
  }
}
