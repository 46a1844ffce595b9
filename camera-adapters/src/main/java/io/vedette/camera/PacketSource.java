package io.vedette.camera;

import io.vedette.media.MediaEvent;
import java.time.Duration;

/**
 * A playing camera. One thread reads; {@link #close()} and {@link #sincePicture()} alone may be
 * called from any other; the former makes a blocked {@link #next()} end.
 */
public interface PacketSource extends AutoCloseable {

  /**
   * The next event, blocking until there is one.
   *
   * @throws CameraException if the session has ended, for whatever reason; the source is then only
   *     good for closing
   */
  MediaEvent next() throws CameraException;

  /**
   * How long it is since the last whole picture came, or since the session began to play if there
   * was none. Does not block.
   */
  Duration sincePicture();

  /**
   * Ends the session (RTSP: TEARDOWN, with a bound on the wait) and frees what it held. Idempotent,
   * never throws.
   */
  @Override
  void close();
}
