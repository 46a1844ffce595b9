package io.vedette.camera;

import io.vedette.media.MediaEvent;

/**
 * A playing camera. One thread reads; {@link #close()} alone may be called from any other, and
 * makes a blocked {@link #next()} end.
 */
public interface PacketSource extends AutoCloseable {

  /**
   * The next event, blocking until there is one. Returns at least once a second while the session
   * is open: with a {@link io.vedette.media.Silence} if no picture came.
   *
   * @throws CameraException if the session has ended, for whatever reason; the source is then only
   *     good for closing
   */
  MediaEvent next() throws CameraException;

  /**
   * Ends the session (RTSP: TEARDOWN, with a bound on the wait) and frees what it held. Idempotent,
   * never throws.
   */
  @Override
  void close();
}
