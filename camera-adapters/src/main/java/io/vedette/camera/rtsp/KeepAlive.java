package io.vedette.camera.rtsp;

import io.vedette.rtsp.RtspResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * When and how to tell a camera that the session is still wanted. RFC 2326 names no method for it:
 * cameras want {@code GET_PARAMETER}, {@code OPTIONS} or {@code SET_PARAMETER}, and some answer
 * none of them and are content. Used by the reading thread.
 */
final class KeepAlive {

  private static final List<String> METHODS = List.of("GET_PARAMETER", "OPTIONS", "SET_PARAMETER");
  private static final String LAST_RESORT = "OPTIONS";
  private static final Duration SHORTEST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Duration period;
  private String method;
  private int sent = -1;
  private boolean repeated;
  private boolean settled;
  private boolean trusted;
  private long nextNanos;

  /**
   * @param methods the camera's {@code Public} field, possibly empty
   * @param timeout after how long the camera forgets the session
   */
  KeepAlive(String methods, Duration timeout, long nowNanos) {
    // Twice within the time that the camera gives: one may get lost or come late.
    Duration half = timeout.dividedBy(2);
    period = half.compareTo(SHORTEST) < 0 ? SHORTEST : half.compareTo(LONGEST) > 0 ? LONGEST : half;
    method =
        methods.toUpperCase(Locale.ROOT).contains("GET_PARAMETER") ? "GET_PARAMETER" : "OPTIONS";
    nextNanos = nowNanos + period.toNanos();
  }

  String method() {
    return method;
  }

  boolean isDue(long nowNanos) {
    return nowNanos - nextNanos >= 0;
  }

  /** The request of this number has been sent. */
  void sent(int number, long nowNanos) {
    sent = number;
    repeated = false;
    nextNanos = nowNanos + period.toNanos();
  }

  /** The request has been sent once more under this number, with other credentials. */
  void repeated(int number) {
    sent = number;
    repeated = true;
  }

  /** Whether a response is the one to the request sent last. */
  boolean isAnsweredBy(RtspResponse response) {
    return sent >= 0 && RtspConnection.number(response, sent) == sent;
  }

  /** Whether a refusal of the credentials may be answered with others: once for each request. */
  boolean mayRepeat() {
    return !repeated;
  }

  /** The camera has taken the request. */
  void accepted() {
    trusted = true;
  }

  /** Whether the camera is to be believed that the session is gone. */
  boolean isTrusted() {
    return trusted || settled;
  }

  /** The camera does not know the method: the next one is tried from now on. */
  void refused() {
    int next = METHODS.indexOf(method) + 1;
    if (next == METHODS.size()) {
      // It knows none of them. A request that it refuses is a sign of life all the same.
      method = LAST_RESORT;
      settled = true;
    } else if (!settled) {
      method = METHODS.get(next);
    }
  }
}
