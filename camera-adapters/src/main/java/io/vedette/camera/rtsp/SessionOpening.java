package io.vedette.camera.rtsp;

import static java.lang.System.Logger.Level.DEBUG;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.Link;
import java.io.IOException;
import java.util.random.RandomGenerator;

/** Opens sessions with RTSP cameras, and leaves none behind that does not come to play. */
final class SessionOpening {

  private static final System.Logger LOG = System.getLogger(SessionOpening.class.getName());
  private static final int MAX_REDIRECTS = 3;

  private SessionOpening() {}

  /**
   * Opens a session by one way, wherever the camera redirects us to.
   *
   * @throws CameraException if it does not come to play; no session is left then
   */
  static RtspPacketSource open(
      RtspTarget target, Link link, RtspLimits limits, Watchdog watchdog, RandomGenerator random)
      throws CameraException {
    RtspTarget at = target;
    for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      try {
        return openAt(at, link, limits, watchdog, random);
      } catch (RedirectException e) {
        at = at.redirected(e.step(), e.location());
      }
    }
    throw new CameraException(
        Reason.PROTOCOL,
        "DESCRIBE",
        "the camera sends us on more than " + MAX_REDIRECTS + " times, last to " + at.url());
  }

  private static RtspPacketSource openAt(
      RtspTarget target, Link link, RtspLimits limits, Watchdog watchdog, RandomGenerator random)
      throws CameraException, RedirectException {
    try {
      return openOnce(target, link, true, limits, watchdog, random);
    } catch (CameraException e) {
      if (e.reason() != Reason.CLOSED || !e.step().equals("OPTIONS")) {
        throw e;
      }
      // Some cameras hang up when they are asked what they can do.
      return openOnce(target, link, false, limits, watchdog, random);
    }
  }

  private static RtspPacketSource openOnce(
      RtspTarget target,
      Link link,
      boolean greets,
      RtspLimits limits,
      Watchdog watchdog,
      RandomGenerator random)
      throws CameraException, RedirectException {
    RtspConnection connection =
        RtspConnection.connect(target, link == Link.HTTP, limits, watchdog, random);
    RtspPacketSource source;
    try {
      RtspNegotiation.Outcome negotiated =
          new RtspNegotiation(connection, target).negotiate(link, greets);
      target.memory().note(learned -> learned.withSessionTimeout(negotiated.timeout()));
      source = new RtspPacketSource(connection, negotiated, link, limits, random);
    } catch (CameraException | RedirectException | RuntimeException e) {
      abandon(connection);
      throw e;
    }
    try {
      source.play();
      return source;
    } catch (CameraException | RedirectException | RuntimeException e) {
      source.close();
      throw e;
    }
  }

  /** Ends a session that did not come to play: some cameras count it as open otherwise. */
  private static void abandon(RtspConnection connection) {
    try {
      if (connection.inSession()) {
        connection.tearDown();
        connection.awaitEnd();
      }
    } catch (CameraException | IOException e) {
      LOG.log(DEBUG, "The connection was broken before the session was ended", e);
    }
    try {
      connection.close();
    } catch (IOException e) {
      LOG.log(DEBUG, "The connection was broken before it was closed", e);
    }
  }
}
