package io.vedette.camera;

import java.net.InetSocketAddress;

/**
 * Looks who has taken a connection before anything is said to them: another device may be at the
 * camera's address by now. Called by the thread that connects, for each connection.
 */
@FunctionalInterface
public interface PeerCheck {

  /** For a camera of which nothing is known by which it could be told from another. */
  PeerCheck NONE = _ -> {};

  /**
   * Looks; blocks for a second at most.
   *
   * @param peer the other end of a connection that has just been made
   * @throws CameraException with {@link CameraException.Reason#OTHER_DEVICE} if it is not the
   *     camera
   */
  void check(InetSocketAddress peer) throws CameraException;
}
