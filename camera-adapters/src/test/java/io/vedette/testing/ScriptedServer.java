package io.vedette.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP server on loopback that does with each connection what a test wants. */
public final class ScriptedServer implements AutoCloseable {

  /** What to do with one connection, on a thread of its own; an exception ends the connection. */
  @FunctionalInterface
  public interface Script {
    void play(Socket connection) throws Exception;
  }

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Set<String> failures = ConcurrentHashMap.newKeySet();

  public ScriptedServer(Script script) throws IOException {
    Thread.ofVirtual()
        .start(
            () -> {
              while (!server.isClosed()) {
                accept(script);
              }
            });
  }

  private void accept(Script script) {
    try {
      Socket connection = server.accept();
      open.add(connection);
      if (server.isClosed()) {
        // Taken at the last moment, and not seen by who closed the others.
        connection.close();
      }
      Thread.ofVirtual().start(() -> serve(script, connection));
    } catch (IOException e) {
      failures.add("accept: " + e);
    }
  }

  private void serve(Script script, Socket connection) {
    try (connection) {
      script.play(connection);
    } catch (Exception e) {
      failures.add(e.toString());
    } finally {
      open.remove(connection);
    }
  }

  /** What went wrong in scripts; the end of the other side among it. */
  public Set<String> failures() {
    return failures;
  }

  public int port() {
    return server.getLocalPort();
  }

  public URI url() {
    return URI.create("rtsp://127.0.0.1:" + port() + "/camera");
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
