package io.vedette.camera.rtsp;

import io.vedette.rtsp.ClientAuthorization;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;

/**
 * The sockets under a conversation: one, or within HTTP one for each direction.
 *
 * @param reading what comes
 * @param writing what goes; may be the same
 * @param out takes what is to go
 * @param tunnel signed in to HTTP, where that was needed
 */
record Wire(
    Socket reading, Socket writing, OutputStream out, Optional<ClientAuthorization> tunnel) {

  /** One connection for both directions. */
  static Wire of(Socket socket) throws IOException {
    return new Wire(socket, socket, socket.getOutputStream(), Optional.empty());
  }

  /** Closes both, even if one fails. */
  void close() throws IOException {
    try {
      writing.close();
    } finally {
      reading.close();
    }
  }
}
