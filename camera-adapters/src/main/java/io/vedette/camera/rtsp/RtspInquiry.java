package io.vedette.camera.rtsp;

import static java.lang.System.Logger.Level.DEBUG;

import io.vedette.camera.CameraAddress;
import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.CameraMemory;
import io.vedette.camera.Credentials;
import io.vedette.rtsp.RtspFormatException;
import io.vedette.rtsp.RtspHeaders;
import io.vedette.rtsp.RtspResponse;
import io.vedette.rtsp.SessionDescription;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Asks one camera what it has at several paths (DESCRIBE, RFC 2326 10.2), without setting up a
 * session. All questions go over one connection as long as the camera keeps it, so that it is
 * signed in to once. Used by one thread, which it blocks for no longer than its limits.
 */
public final class RtspInquiry implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(RtspInquiry.class.getName());

  private final Optional<Credentials> credentials;
  private final RtspLimits limits;
  private final RandomGenerator random;
  private final Watchdog watchdog = new Watchdog();
  private Optional<RtspConnection> connection = Optional.empty();
  private String authority = "";

  /**
   * @param credentials what to sign in with, if anything
   * @param limits how long the camera may take
   * @param random makes client nonces
   */
  public RtspInquiry(Optional<Credentials> credentials, RtspLimits limits, RandomGenerator random) {
    this.credentials = credentials;
    this.limits = limits;
    this.random = random;
  }

  /**
   * Asks what is at an address.
   *
   * @return its streams
   * @throws CameraException with {@link Reason#UNAUTHORIZED} if the credentials are refused, or are
   *     missing: they were tried once; with {@link Reason#NOT_FOUND} if nothing is there; with
   *     others if the camera cannot be reached or breaks the protocol
   */
  public SessionDescription describe(CameraAddress.Rtsp address) throws CameraException {
    URI url = address.url();
    boolean reused = connection.isPresent() && authority.equals(url.getRawAuthority());
    try {
      return ask(url);
    } catch (CameraException e) {
      if (e.reason() == Reason.NOT_FOUND || e.reason() == Reason.UNSUPPORTED_MEDIA) {
        throw e;
      }
      disconnect();
      if (reused && e.reason() == Reason.CLOSED) {
        // Some cameras answer one question for each connection.
        return ask(url);
      }
      throw e;
    }
  }

  private SessionDescription ask(URI url) throws CameraException {
    RtspConnection open = connected(url);
    RtspResponse response =
        open.request(
            "DESCRIBE",
            url.toString(),
            RtspHeaders.NONE.with("Accept", "application/sdp"),
            _ -> {
              // No session is ours: no frame is either.
            });
    RtspNegotiation.succeed("DESCRIBE", response, false);
    try {
      return SessionDescription.parse(response.body());
    } catch (RtspFormatException e) {
      throw new CameraException(Reason.UNSUPPORTED_MEDIA, "DESCRIBE", e.getMessage(), e);
    }
  }

  private RtspConnection connected(URI url) throws CameraException {
    if (connection.isPresent() && authority.equals(url.getRawAuthority())) {
      return connection.get();
    }
    disconnect();
    RtspConnection fresh =
        RtspConnection.connect(
            new RtspTarget(url, credentials, new CameraMemory()), false, limits, watchdog, random);
    connection = Optional.of(fresh);
    authority = url.getRawAuthority();
    return fresh;
  }

  private void disconnect() {
    Optional<RtspConnection> open = connection;
    connection = Optional.empty();
    if (open.isPresent()) {
      try {
        open.get().close();
      } catch (IOException e) {
        LOG.log(DEBUG, "The connection was broken before it was closed", e);
      }
    }
  }

  /** Ends the connection. Idempotent, never throws. */
  @Override
  public void close() {
    disconnect();
    watchdog.close();
  }
}
