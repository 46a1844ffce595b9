package io.vedette.camera.discovery;

/** A device said something that cannot be read; the message says what. */
final class DeviceFormatException extends Exception {

  private static final long serialVersionUID = 1L;

  DeviceFormatException(String message) {
    super(message);
  }
}
