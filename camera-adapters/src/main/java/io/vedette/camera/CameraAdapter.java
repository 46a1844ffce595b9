package io.vedette.camera;

import java.util.Optional;

/** Opens cameras of one kind of address. */
@FunctionalInterface
public interface CameraAdapter {

  /**
   * Opens a session with a camera and starts it playing. Blocks the calling thread, which should be
   * the one that will read, for at most the source's own time-outs. An interrupt ends the attempt
   * within half a second, but for the wait for a connection.
   *
   * @param address where the camera is
   * @param credentials what to sign in with, if anything
   * @param memory what is known of the camera, and takes what it teaches
   * @return an open source whose first event is its format
   * @throws CameraException if the camera cannot be reached, refuses, or sends nothing we can read
   */
  PacketSource open(CameraAddress address, Optional<Credentials> credentials, CameraMemory memory)
      throws CameraException;

  /** Opens a camera of which nothing is known. */
  default PacketSource open(CameraAddress address, Optional<Credentials> credentials)
      throws CameraException {
    return open(address, credentials, new CameraMemory());
  }
}
