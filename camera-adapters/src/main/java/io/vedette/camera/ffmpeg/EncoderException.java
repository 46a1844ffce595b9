package io.vedette.camera.ffmpeg;

import java.io.IOException;

/** The encoder could not be had or failed; the message says at which step and how. */
public final class EncoderException extends IOException {

  private static final long serialVersionUID = 1L;

  EncoderException(String message) {
    super(message);
  }
}
