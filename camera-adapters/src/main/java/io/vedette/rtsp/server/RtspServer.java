package io.vedette.rtsp.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Serves streams over RTSP to any number of clients, each on threads of its own, so that a client
 * which does not read holds up nobody else.
 */
public final class RtspServer implements AutoCloseable {

  private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration STUCK_WRITE = Duration.ofSeconds(10);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);
  private static final long HOUSEKEEPING_MILLIS = 500;
  private static final int BACKLOG = 64;
  private static final int MAX_CONNECTIONS = 256;

  private final ServerSocket listener;
  private final StreamCatalog catalog;
  private final Optional<ServerLogin> login;
  private final SessionTable sessions;
  private final SecureRandom random = new SecureRandom();
  private final Set<ServerConnection> connections = ConcurrentHashMap.newKeySet();
  private final Thread accepting = Thread.ofVirtual().name("rtsp-accept").unstarted(this::accept);

  private RtspServer(
      ServerSocket listener,
      StreamCatalog catalog,
      Optional<ServerLogin> login,
      Duration sessionTimeout) {
    this.listener = listener;
    this.catalog = catalog;
    this.login = login;
    this.sessions = new SessionTable(sessionTimeout);
  }

  /**
   * Starts a server that anybody may ask.
   *
   * @param address the address to listen on
   * @param port the port to listen on; 0 for any free one
   * @param catalog says what there is
   * @throws IOException if the port cannot be had
   */
  public static RtspServer start(InetAddress address, int port, StreamCatalog catalog)
      throws IOException {
    return start(address, port, catalog, Optional.empty(), SESSION_TIMEOUT);
  }

  /** As above, for those who know the login (Digest with SHA-256 or MD5, RFC 7616). */
  public static RtspServer start(
      InetAddress address, int port, StreamCatalog catalog, ServerLogin login) throws IOException {
    return start(address, port, catalog, Optional.of(login), SESSION_TIMEOUT);
  }

  /** As above, with sessions over UDP that end after another time than the usual minute. */
  static RtspServer start(
      InetAddress address,
      int port,
      StreamCatalog catalog,
      Optional<ServerLogin> login,
      Duration sessionTimeout)
      throws IOException {
    RtspServer server =
        new RtspServer(new ServerSocket(port, BACKLOG, address), catalog, login, sessionTimeout);
    server.accepting.start();
    Thread.ofVirtual().name("rtsp-housekeeping").start(server::keepHouse);
    return server;
  }

  /** The port that it listens on. */
  public int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        if (connections.size() >= MAX_CONNECTIONS || !serve(socket)) {
          socket.close();
        }
      } catch (IOException e) {
        // Closed, or one client was gone before it was taken: the loop's condition tells which.
        continue;
      }
    }
  }

  /** Serves a client; false if it was gone before it could be. */
  private boolean serve(Socket socket) {
    ServerConnection connection;
    try {
      connection = new ServerConnection(socket, sessions, this::handler);
    } catch (IOException e) {
      return false;
    }
    connections.add(connection);
    Thread.ofVirtual()
        .name("rtsp-" + socket.getRemoteSocketAddress())
        .start(
            () -> {
              connection.run();
              connections.remove(connection);
            });
    if (listener.isClosed()) {
      connection.close();
    }
    return true;
  }

  private RequestHandler handler(ServerConnection connection) {
    Optional<DigestGuard> guard = login.map(known -> new DigestGuard(known, this::nonce));
    return new RequestHandler(connection, catalog, sessions, guard, random);
  }

  private String nonce() {
    byte[] nonce = new byte[16];
    random.nextBytes(nonce);
    return HexFormat.of().formatHex(nonce);
  }

  private void keepHouse() {
    try {
      while (!listener.isClosed()) {
        Thread.sleep(HOUSEKEEPING_MILLIS);
        sessions.endExpired();
        connections.stream()
            .filter(connection -> connection.isStuck(STUCK_WRITE))
            .forEach(ServerConnection::close);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Hangs up on everybody and frees all ports. Idempotent, never throws. */
  @Override
  public void close() {
    try {
      listener.close();
      // The port stays open for as long as a thread is still in accept.
      accepting.join(CLOSE_LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // Nothing was being written to it: there is nothing to lose.
      return;
    } finally {
      connections.forEach(ServerConnection::close);
      sessions.endAll();
    }
  }
}
