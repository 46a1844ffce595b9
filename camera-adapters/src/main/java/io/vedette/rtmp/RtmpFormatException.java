package io.vedette.rtmp;

import java.io.IOException;

/** The peer sent what no RTMP peer may send; the message says what. */
public final class RtmpFormatException extends IOException {

  private static final long serialVersionUID = 1L;

  public RtmpFormatException(String message) {
    super(message);
  }
}
