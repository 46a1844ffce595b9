package io.vedette.camera.rtsp;

import static java.lang.System.Logger.Level.DEBUG;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.Credentials;
import io.vedette.camera.SignInScheme;
import io.vedette.rtsp.DigestChallenge;
import io.vedette.rtsp.RtspHeaders;
import io.vedette.rtsp.RtspResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Asks a camera how it wants to hear the password before another reader is given it: FFmpeg answers
 * whatever it is asked for, and has no setting against that.
 */
final class SignInInquiry {

  private static final System.Logger LOG = System.getLogger(SignInInquiry.class.getName());
  private static final int UNAUTHORIZED = 401;

  private SignInInquiry() {}

  /**
   * Asks for the description as somebody unknown, over a connection of its own. Blocks the caller
   * for no longer than the limits.
   *
   * @return what it wants; empty if it does not say, or nothing that FFmpeg knows
   * @throws CameraException if it cannot be reached, is another device, or does not answer although
   *     it was signed in to by Digest before
   */
  static Optional<SignInScheme> ask(
      RtspTarget target, RtspLimits limits, Watchdog watchdog, RandomGenerator random)
      throws CameraException {
    Optional<Credentials> nobody = Optional.empty();
    RtspConnection connection =
        RtspConnection.connect(
            new RtspTarget(target.url(), nobody, target.memory()), false, limits, watchdog, random);
    try {
      return scheme(
          connection.exchange(
              "DESCRIBE",
              target.url().toString(),
              RtspHeaders.NONE.with("Accept", "application/sdp"),
              _ -> {
                // No session is ours: no frame is either.
              }));
    } catch (CameraException e) {
      if (e.reason() == Reason.STOPPED || target.memory().learned().takesDigest()) {
        throw e;
      }
      LOG.log(DEBUG, "{0} does not say how it is signed in to: {1}", target.url(), e.getMessage());
      return Optional.empty();
    } finally {
      close(connection);
    }
  }

  /** FFmpeg reads the first challenge of each field, and takes Digest if there is one. */
  private static Optional<SignInScheme> scheme(RtspResponse response) {
    List<String> challenges = response.headers().all("WWW-Authenticate");
    if (response.status() != UNAUTHORIZED) {
      return Optional.of(SignInScheme.NONE);
    }
    if (challenges.stream().anyMatch(field -> DigestChallenge.parse(field).isPresent())) {
      return Optional.of(SignInScheme.DIGEST);
    }
    return challenges.stream().anyMatch(field -> field.toLowerCase(Locale.ROOT).startsWith("basic"))
        ? Optional.of(SignInScheme.BASIC)
        : Optional.empty();
  }

  private static void close(RtspConnection connection) {
    try {
      connection.close();
    } catch (IOException e) {
      LOG.log(DEBUG, "The connection was broken before it was closed", e);
    }
  }
}
