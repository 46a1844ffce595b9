package io.vedette.camera.rtsp;

/** The camera sends us elsewhere. */
final class RedirectException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String step;
  private final String location;

  /**
   * @param step the request that was answered so
   * @param location where to go
   */
  RedirectException(String step, String location) {
    super(step + ": redirected to " + location);
    this.step = step;
    this.location = location;
  }

  String step() {
    return step;
  }

  String location() {
    return location;
  }
}
