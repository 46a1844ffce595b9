package io.vedette.rtsp.server;

import io.vedette.rtsp.RtspFormatException;
import io.vedette.rtsp.RtspHeaders;
import io.vedette.rtsp.RtspReader;
import io.vedette.rtsp.RtspRequest;
import io.vedette.rtsp.RtspResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One client's connection: reads its requests on a thread of its own, and writes what that thread
 * and the sessions' threads have to say, each message whole.
 */
final class ServerConnection implements Runnable, AutoCloseable {

  /** A connection that asks nothing and plays nothing is closed after this. */
  private static final Duration IDLE = Duration.ofSeconds(60);

  /** Every channel that a client may have chosen. */
  private static final int CHANNELS = 256;

  private final Socket socket;
  private final RtspReader reader;
  private final OutputStream out;
  private final SessionTable sessions;
  private final RequestHandler handler;
  private final ReentrantLock writing = new ReentrantLock();
  private volatile boolean inWrite;
  private volatile long writeBegan;

  /** A connection whose requests are answered by the handler that this makes for it. */
  ServerConnection(Socket socket, SessionTable sessions, HandlerMaker maker) throws IOException {
    this.socket = socket;
    this.sessions = sessions;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) IDLE.toMillis());
    this.reader = new RtspReader(socket.getInputStream());
    this.out = socket.getOutputStream();
    this.handler = maker.handlerFor(this);
  }

  /** Makes the one that answers a connection's requests. */
  @FunctionalInterface
  interface HandlerMaker {
    RequestHandler handlerFor(ServerConnection connection);
  }

  InetAddress localAddress() {
    return socket.getLocalAddress();
  }

  InetAddress clientAddress() {
    return socket.getInetAddress();
  }

  /** From now on the client may send interleaved frames; to be called by the reading thread. */
  void expectFrames() {
    reader.expectChannels(CHANNELS);
  }

  /** Writes these bytes as one piece; blocks while the client does not read. */
  void write(byte[] bytes) throws IOException {
    writing.lock();
    try {
      writeBegan = System.nanoTime();
      inWrite = true;
      out.write(bytes);
    } finally {
      inWrite = false;
      writing.unlock();
    }
  }

  /** Whether a write has been waiting for the client for so long. */
  boolean isStuck(Duration limit) {
    return inWrite && System.nanoTime() - writeBegan > limit.toNanos();
  }

  /** Answers until the client leaves. */
  @Override
  public void run() {
    try (this) {
      boolean open = true;
      while (open) {
        open = step();
      }
    } catch (IOException e) {
      // The client is gone, or hung up on: either way there is nobody left to tell.
      return;
    } finally {
      sessions.endAllIn(this);
    }
  }

  private boolean step() throws IOException {
    try {
      return switch (reader.next()) {
        case END -> false;
        // The client's RTCP: a TCP connection tells better that it is alive.
        case FRAME -> true;
        case MESSAGE ->
            !(reader.lastMessage() instanceof RtspRequest request) || handler.answer(request);
      };
    } catch (SocketTimeoutException e) {
      return sessions.hasAnyOf(this);
    } catch (RtspFormatException e) {
      write(new RtspResponse(400, "Bad Request", RtspHeaders.NONE).encoded());
      return false;
    }
  }

  /** Hangs up; the reading thread then ends the sessions. Never blocks, never throws. */
  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // Closed is closed.
      return;
    }
  }
}
