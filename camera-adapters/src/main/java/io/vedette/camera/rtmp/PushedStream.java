package io.vedette.camera.rtmp;

import io.vedette.rtmp.PublishRequest;
import io.vedette.rtmp.RtmpConversation;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/**
 * The connection of somebody who pushes. {@link #close} and {@link #supersede} may be called by any
 * thread, all else by one at a time.
 */
final class PushedStream implements AutoCloseable {

  private static final Duration FAREWELL = Duration.ofSeconds(1);

  private static final int MOST_UNREAD = 1 << 20;

  private final Socket socket;
  private final TimedInput in;
  private final RtmpConversation conversation;
  private volatile boolean superseded;

  PushedStream(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    socket.setKeepAlive(true);
    this.in = new TimedInput(socket);
    this.conversation = new RtmpConversation(in, socket.getOutputStream());
  }

  /** Goes through everything up to the wish to publish, in that time. */
  PublishRequest awaitPublish(Duration atMost) throws IOException {
    in.until(atMost, atMost);
    return conversation.awaitPublish();
  }

  /** Says no, and gives the peer a moment to hear it. */
  void refuse(RtmpConversation.Refusal refusal, String why) throws IOException {
    conversation.refuse(refusal, why);
    // What is still unread when a socket closes turns its end into a reset, which overtakes words.
    socket.shutdownOutput();
    in.until(FAREWELL, FAREWELL);
    byte[] rest = new byte[4096];
    int left = MOST_UNREAD;
    int read = 1;
    while (read > 0 && left > 0) {
      read = in.read(rest, 0, rest.length);
      left -= read;
    }
  }

  RtmpConversation conversation() {
    return conversation;
  }

  TimedInput input() {
    return in;
  }

  /** Where it comes from, such as {@code 192.0.2.7:50312}. */
  String peer() {
    return socket.getRemoteSocketAddress() instanceof InetSocketAddress address
        ? address.getAddress().getHostAddress() + ":" + address.getPort()
        : "an unknown address";
  }

  /** Ends it because another has come with the same key. */
  void supersede() {
    superseded = true;
    close();
  }

  /** Whether it was ended because another has come. */
  boolean isSuperseded() {
    return superseded;
  }

  /** Hangs up. Idempotent, never blocks, never throws. */
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
