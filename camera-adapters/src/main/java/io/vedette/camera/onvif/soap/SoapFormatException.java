package io.vedette.camera.onvif.soap;

import java.io.IOException;

/**
 * What was read is no SOAP, or more than is taken from a stranger. The message says what and where.
 */
public final class SoapFormatException extends IOException {

  private static final long serialVersionUID = 1L;

  /** For these words. */
  public SoapFormatException(String message) {
    super(message);
  }

  /** With the failure underneath. */
  public SoapFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
