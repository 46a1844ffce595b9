package io.vedette.camera.rtmp;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.INFO;

import io.vedette.camera.CameraAdapter;
import io.vedette.camera.CameraAddress;
import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.CameraMemory;
import io.vedette.camera.Credentials;
import io.vedette.camera.Link;
import io.vedette.camera.PacketSource;
import io.vedette.rtmp.PublishRequest;
import io.vedette.rtmp.RtmpConversation.Refusal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * The port to which cameras push, and the adapter that reads them. The port is open while there is
 * a key, or for good once {@link #listen} was called. Until a connection has shown a key it has a
 * virtual thread of its own, for a bounded time; from then on it is read by whoever has opened the
 * camera. Safe for use by any thread.
 */
public final class RtmpListener implements CameraAdapter, AutoCloseable {

  /** The port that encoders take where none is told (RTMP 5). */
  public static final int USUAL_PORT = 1935;

  private static final System.Logger LOG = System.getLogger(RtmpListener.class.getName());
  private static final int BACKLOG = 64;
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

  /** Before the next connection is taken, where one could not be. */
  private static final Duration ACCEPT_PAUSE = Duration.ofMillis(100);

  /** How long guesses beyond what is free wait for their answer. */
  private static final Duration TARPIT = Duration.ofSeconds(2);

  private final InetAddress address;
  private final int port;
  private final RtmpLimits limits;
  private final PushDesk desk = new PushDesk();
  private final Strangers strangers;
  private final GuessLimit guesses;
  private final Set<PushedStream> streams = ConcurrentHashMap.newKeySet();

  private Optional<ServerSocket> listening = Optional.empty();
  private Optional<Thread> accepting = Optional.empty();
  private boolean forGood;
  private boolean wanted;
  private boolean closed;

  /**
   * Does not listen yet.
   *
   * @param address the address to listen on
   * @param port the port to listen on; 0 for any free one
   * @param limits how much those who push are given
   */
  public RtmpListener(InetAddress address, int port, RtmpLimits limits) {
    this(address, port, limits, System::nanoTime);
  }

  /**
   * As above.
   *
   * @param nanos what the time between wrong keys is measured by
   */
  RtmpListener(InetAddress address, int port, RtmpLimits limits, LongSupplier nanos) {
    this.guesses = new GuessLimit(nanos);
    this.address = address;
    this.port = port;
    this.limits = limits;
    this.strangers = new Strangers(limits.strangers(), limits.strangersOfOne());
  }

  /**
   * Opens the port and keeps it open.
   *
   * @throws IOException if it cannot be had
   */
  public synchronized void listen() throws IOException {
    forGood = true;
    bind();
  }

  /**
   * From now on these are the keys; connections with others end. The port is opened with the first
   * one and closed with the last. If it cannot be had, whoever opens a camera is told.
   */
  public synchronized void expect(Collection<String> keys) {
    desk.expect(keys);
    wanted = !keys.isEmpty();
    if (wanted) {
      try {
        bind();
      } catch (IOException e) {
        LOG.log(DEBUG, "The port for RTMP cannot be had yet", e);
      }
    } else if (!forGood) {
      unbind();
    }
  }

  /** The port it listens on, or would. */
  public synchronized int port() {
    return listening.map(ServerSocket::getLocalPort).orElse(port);
  }

  private synchronized void bind() throws IOException {
    if (listening.isPresent() || closed) {
      return;
    }
    ServerSocket socket = new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, port), BACKLOG);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    listening = Optional.of(socket);
    LOG.log(INFO, "Cameras can push RTMP to port {0}", Integer.toString(socket.getLocalPort()));
    accepting =
        Optional.of(Thread.ofPlatform().daemon().name("rtmp-accept").start(() -> accept(socket)));
  }

  private synchronized void unbind() {
    if (listening.isPresent()) {
      try {
        listening.get().close();
        // The port stays open for as long as a thread is still in accept.
        accepting.orElseThrow().join(CLOSE_LIMIT);
      } catch (IOException e) {
        LOG.log(DEBUG, "Closing the port for RTMP failed", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      listening = Optional.empty();
    }
  }

  private void accept(ServerSocket listener) {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        if (strangers.enter(socket.getInetAddress())) {
          Thread.ofVirtual()
              .name("rtmp-" + socket.getRemoteSocketAddress())
              .start(() -> receive(socket));
        } else {
          socket.close();
        }
      } catch (IOException e) {
        // Closed, which the loop's condition tells; or there are no descriptors left for anybody.
        LOG.log(DEBUG, "A connection to the port for RTMP could not be taken", e);
        if (!listener.isClosed()) {
          LockSupport.parkNanos(ACCEPT_PAUSE.toNanos());
        }
      }
    }
  }

  /** Finds out what a connection wants, and hands it on to who reads it. */
  private void receive(Socket socket) {
    InetAddress from = socket.getInetAddress();
    boolean handedOn = false;
    try {
      PushedStream stream = new PushedStream(socket);
      streams.add(stream);
      try {
        handedOn = isHandedOn(stream, from);
      } finally {
        if (!handedOn) {
          streams.remove(stream);
        }
      }
    } catch (IOException e) {
      LOG.log(DEBUG, "A connection to the port for RTMP came to nothing", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      strangers.leave(from);
      if (!handedOn) {
        closeQuietly(socket);
      }
    }
  }

  private boolean isHandedOn(PushedStream stream, InetAddress from)
      throws IOException, InterruptedException {
    PublishRequest request = stream.awaitPublish(limits.opening());
    switch (desk.offer(request.lastPiece(), stream, limits.takeover())) {
      case TAKEN -> {
        return true;
      }
      case NOT_WANTED ->
          stream.refuse(Refusal.DENIED, "this camera is switched off at the box, or is not read");
      case SUPERSEDED -> {
        return false;
      }
      case UNKNOWN_KEY -> {
        switch (guesses.guessed(from)) {
          case FIRST ->
              LOG.log(INFO, "{0} wants to push with a stream key that is none", stream.peer());
          case ANOTHER -> LOG.log(DEBUG, "{0} comes again with a wrong key", stream.peer());
          case TOO_MANY -> Thread.sleep(TARPIT);
        }
        stream.refuse(Refusal.BAD_NAME, "Unauthorized: the box has no camera with this stream key");
      }
    }
    return false;
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.log(DEBUG, "A connection was broken before it was closed", e);
    }
  }

  /**
   * Waits for the camera to connect.
   *
   * @param credentials its stream key is the password
   * @throws CameraException with {@link Reason#AWAITED} once if nobody is there yet; the next call
   *     waits for as long as it takes
   */
  @Override
  public PacketSource open(
      CameraAddress camera, Optional<Credentials> credentials, CameraMemory memory)
      throws CameraException {
    String key =
        credentials
            .map(Credentials::password)
            .orElseThrow(
                () ->
                    new CameraException(
                        Reason.UNAUTHORIZED, "RTMP", "the camera has no stream key; make one"));
    try {
      bind();
    } catch (IOException e) {
      throw new CameraException(
          Reason.UNREACHABLE,
          "listen",
          "the box cannot take RTMP at port " + port + ": " + e.getMessage(),
          e);
    }
    PushedStream stream = desk.await(key);
    RtmpPacketSource source =
        new RtmpPacketSource(
            stream,
            limits,
            () -> {
              desk.left(key, stream);
              streams.remove(stream);
            });
    try {
      stream.conversation().accept();
    } catch (IOException e) {
      source.close();
      throw new CameraException(
          Reason.CLOSED, "publish", "the camera hung up (" + e.getMessage() + ")", e);
    }
    memory.note(known -> known.withLink(Link.RTMP));
    return source;
  }

  /** Closes the port and hangs up on everybody. Idempotent, never throws. */
  @Override
  public synchronized void close() {
    closed = true;
    unbind();
    streams.forEach(PushedStream::close);
  }
}
