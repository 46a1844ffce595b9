package io.vedette.rtsp;

import java.io.IOException;

/** The peer sent what no RTSP peer may send; the message says what. */
public final class RtspFormatException extends IOException {

  private static final long serialVersionUID = 1L;

  public RtspFormatException(String message) {
    super(message);
  }
}
