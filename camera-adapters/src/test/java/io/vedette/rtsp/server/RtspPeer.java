package io.vedette.rtsp.server;

import io.vedette.rtsp.RtspHeaders;
import io.vedette.rtsp.RtspReader;
import io.vedette.rtsp.RtspRequest;
import io.vedette.rtsp.RtspResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;

/** A client that says what a test tells it to say, and reads what comes. */
public final class RtspPeer implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 30_000;

  private final Socket socket;
  private final RtspReader reader;
  private final String base;
  private final int[] frames = new int[256];
  private int sequence;

  public RtspPeer(int port) throws IOException {
    this(InetAddress.getLoopbackAddress(), port);
  }

  RtspPeer(InetAddress server, int port) throws IOException {
    socket = new Socket(server, port);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    reader = new RtspReader(socket.getInputStream());
    reader.expectChannels(256);
    base = "rtsp://" + server.getHostAddress() + ":" + port;
  }

  public String url(String path) {
    return base + path;
  }

  /** Sends a request with these fields, given as names and values, and reads the answer. */
  public RtspResponse ask(String method, String path, String... fields) throws IOException {
    RtspHeaders headers = RtspHeaders.NONE.with("CSeq", Integer.toString(++sequence));
    for (int i = 0; i < fields.length; i += 2) {
      headers = headers.with(fields[i], fields[i + 1]);
    }
    send(new RtspRequest(method, url(path), headers).encoded());
    return answer();
  }

  public void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** The next response; RTP before it is passed over. */
  public RtspResponse answer() throws IOException {
    while (true) {
      switch (reader.next()) {
        case MESSAGE -> {
          return (RtspResponse) reader.lastMessage();
        }
        case FRAME -> frames[reader.channel()]++;
        case END -> throw new IOException("the server hung up");
      }
    }
  }

  /** The next interleaved frame of a channel; anything before it is passed over. */
  public byte[] frame(int channel) throws IOException {
    while (true) {
      switch (reader.next()) {
        case FRAME -> {
          frames[reader.channel()]++;
          if (reader.channel() == channel) {
            return Arrays.copyOfRange(
                reader.buffer(), reader.offset(), reader.offset() + reader.length());
          }
        }
        case MESSAGE -> {}
        case END -> throw new IOException("the server hung up");
      }
    }
  }

  /** How many frames of a channel were read so far, passed over or not. */
  public int frames(int channel) {
    return frames[channel];
  }

  /** Reads until the server hangs up. */
  public void awaitEnd() throws IOException {
    while (reader.next() != RtspReader.Kind.END) {
      // Whatever was on its way.
      continue;
    }
  }

  /** Sets up a session in this connection and plays it; returns the PLAY answer. */
  public RtspResponse play(String path) throws IOException {
    RtspResponse setup =
        ask("SETUP", path + "/video", "Transport", "RTP/AVP/TCP;unicast;interleaved=0-1");
    return ask("PLAY", path, "Session", session(setup));
  }

  public static String session(RtspResponse setup) {
    return setup.headers().first("Session").orElseThrow().split(";")[0];
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
