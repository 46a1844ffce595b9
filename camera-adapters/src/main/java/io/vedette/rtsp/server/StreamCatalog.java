package io.vedette.rtsp.server;

/** Says what a path is. Called for every request, from many threads; must not block. */
@FunctionalInterface
public interface StreamCatalog {

  /**
   * Looks a path up.
   *
   * @param path the decoded path of an address, such as {@code /1/sub}, without a slash at its end
   */
  Entry find(String path);

  /** What a path is at this moment. */
  sealed interface Entry {}

  /** A stream. */
  record Found(ServedStream stream) implements Entry {}

  /** Nothing: 404. */
  record Missing() implements Entry {}

  /**
   * A stream that takes no new session now; those that play go on.
   *
   * @param status the answer to DESCRIBE and SETUP, such as 453 or 503
   * @param reason its reason phrase
   */
  record Refused(int status, String reason) implements Entry {}

  /** A stream whose connections are closed without an answer, as if its machine were gone. */
  record HungUp() implements Entry {}
}
