package io.vedette.rtsp.server;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * One session (RFC 2326 Appendix A.2): set up, then playing, then closed. Its methods may be called
 * from any thread.
 */
final class RtspSession implements AutoCloseable {

  private final String id;
  private final ServedStream stream;
  private final ServerConnection connection;
  private final RtpTransport transport;
  private final RtpPlayer player;
  private volatile long lastSign = System.nanoTime();
  private Optional<ServedStream.Subscription> subscription = Optional.empty();
  private boolean closed;

  /**
   * @param id its name, unguessable
   * @param connection the connection that set it up
   * @param ended told when its stream has ended or its client is gone
   */
  RtspSession(
      String id,
      ServedStream stream,
      ServerConnection connection,
      RtpTransport transport,
      RandomGenerator random,
      Consumer<RtspSession> ended) {
    this.id = id;
    this.stream = stream;
    this.connection = connection;
    this.transport = transport;
    this.player = new RtpPlayer(transport, random, () -> ended.accept(this));
    if (transport instanceof UdpTransport udp) {
      Thread.ofVirtual().name("rtcp-" + id).start(() -> udp.readReports(this::keepAlive));
    }
  }

  String id() {
    return id;
  }

  String transportHeader() {
    return transport.header(player.ssrc());
  }

  /** Whether it ends with the connection that it plays on. */
  boolean isInterleavedIn(ServerConnection candidate) {
    return connection == candidate && transport instanceof InterleavedTransport;
  }

  /** The client has shown that it is still there. */
  void keepAlive() {
    lastSign = System.nanoTime();
  }

  /** Whether nobody has kept it alive for so long; an interleaved one lives by its connection. */
  boolean isExpired(Duration timeout) {
    return transport instanceof UdpTransport && System.nanoTime() - lastSign > timeout.toNanos();
  }

  synchronized boolean isPlaying() {
    return subscription.isPresent();
  }

  /** What to tell the client of the first packet; to be asked before it plays. */
  String rtpInfo(String url) {
    return player.rtpInfo(url);
  }

  /** Starts playing, once. The PLAY answer has to be on its way already. */
  synchronized void play() {
    if (!closed) {
      Thread.ofVirtual().name("rtp-" + id).start(player);
      subscription = Optional.of(stream.play(player));
    }
  }

  /** Stops playing and frees the ports. Idempotent. */
  @Override
  public synchronized void close() {
    closed = true;
    subscription.ifPresent(ServedStream.Subscription::close);
    player.stop();
    transport.close();
  }
}
