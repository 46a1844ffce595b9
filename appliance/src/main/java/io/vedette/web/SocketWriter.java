package io.vedette.web;

import io.helidon.common.buffers.BufferData;
import io.helidon.websocket.WsSession;
import jakarta.json.JsonObject;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes to a WebSocket one message at a time: the thread that sends and the one that answers the
 * client's pings share a connection that knows no lock of its own. Safe for use by any thread.
 */
final class SocketWriter {

  private final WsSession session;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean closed;

  SocketWriter(WsSession session) {
    this.session = session;
  }

  /**
   * Sends a text message; blocks while the client does not read. Does nothing once the client has
   * closed.
   */
  void text(JsonObject message) {
    send(() -> session.send(message.toString(), true));
  }

  /** Sends a binary message, likewise; the bytes are not changed and may be shared. */
  void binary(byte[] bytes) {
    send(() -> session.send(BufferData.createReadOnly(bytes, 0, bytes.length), true));
  }

  /** Asks the client for a sign of life, likewise. */
  void ping() {
    send(() -> session.ping(BufferData.empty()));
  }

  /** Answers a ping of the client's. */
  void pong(BufferData payload) {
    send(() -> session.pong(payload));
  }

  /** Says goodbye; nothing is sent afterwards. */
  void close(int code, String reason) {
    send(
        () -> {
          session.close(code, reason);
          closed = true;
        });
  }

  /** The client has closed: nothing more is sent. Waits for a message under way. */
  void clientClosed() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  private void send(Runnable message) {
    lock.lock();
    try {
      if (!closed) {
        message.run();
      }
    } finally {
      lock.unlock();
    }
  }
}
