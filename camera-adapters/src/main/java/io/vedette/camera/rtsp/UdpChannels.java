package io.vedette.camera.rtsp;

import static java.lang.System.Logger.Level.DEBUG;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.rtsp.RtspFormatException;
import io.vedette.rtsp.TransportHeader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * RTP and RTCP in datagrams, two ports for each track (RFC 2326 12.39, RFC 3550 11). The same
 * thread looks at the RTSP connection once a second.
 */
final class UdpChannels implements RtpChannels {

  private static final System.Logger LOG = System.getLogger(UdpChannels.class.getName());
  private static final long SELECT_MILLIS = 500;
  private static final long REORDER_MILLIS = ReorderBuffer.MAX_WAIT_NANOS / 1_000_000;
  private static final Duration CONNECTION_PERIOD = Duration.ofSeconds(1);
  private static final Duration CONNECTION_GLANCE = Duration.ofMillis(1);
  private static final int RECEIVE_BUFFER = 2 << 20;
  private static final int MAX_DATAGRAM = 65_536;
  private static final int PORT_ATTEMPTS = 50;

  /** An RTP packet of nothing, and an RTCP receiver report on nothing (RFC 3550 5.1, 6.4.2). */
  private static final byte[] EMPTY_RTP = {(byte) 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

  private static final byte[] EMPTY_RTCP = {(byte) 0x80, (byte) 201, 0, 1, 0, 0, 0, 0};

  private record Port(DatagramChannel channel, int track, boolean control) {}

  private record Ports(Port rtp, Port rtcp) {}

  private final RtspConnection connection;
  private final Selector selector;
  private final List<Ports> tracks = new ArrayList<>();
  private final List<TransportHeader.Pair> cameraPorts = new ArrayList<>();
  private final List<ReorderBuffer> order = new ArrayList<>();
  private final ByteBuffer datagram = ByteBuffer.allocate(MAX_DATAGRAM);
  private long nextGlanceNanos;

  UdpChannels(RtspConnection connection) throws CameraException {
    this.connection = connection;
    try {
      this.selector = Selector.open();
    } catch (IOException e) {
      throw new CameraException(Reason.PROTOCOL, "SETUP", "no selector: " + e.getMessage(), e);
    }
  }

  @Override
  public String offer(int track) throws CameraException {
    try {
      Ports ports = bind(track);
      tracks.add(ports);
      return "RTP/AVP;unicast;client_port=" + portOf(ports.rtp) + "-" + portOf(ports.rtcp);
    } catch (IOException e) {
      throw new CameraException(
          Reason.PROTOCOL, "SETUP", "no free pair of UDP ports: " + e.getMessage(), e);
    }
  }

  @Override
  public void accepted(int track, TransportHeader answer) throws CameraException {
    if (answer.pair("interleaved").isPresent()) {
      throw new CameraException(
          Reason.TRANSPORT, "SETUP", "the camera was asked for UDP and answered with TCP");
    }
    cameraPorts.add(answer.pair("server_port").orElse(new TransportHeader.Pair(0, 0)));
    order.add(new ReorderBuffer());
  }

  /**
   * Sends a datagram of nothing to each of the camera's ports, so that a NAT or firewall between
   * lets the camera's own datagrams in. Cameras pass over them.
   */
  @Override
  public void open() {
    for (int track = 0; track < cameraPorts.size(); track++) {
      TransportHeader.Pair ports = cameraPorts.get(track);
      knock(tracks.get(track).rtp, ports.rtp(), EMPTY_RTP);
      knock(tracks.get(track).rtcp, ports.rtcp(), EMPTY_RTCP);
    }
  }

  private void knock(Port from, int port, byte[] packet) {
    if (port == 0) {
      return;
    }
    try {
      from.channel.send(ByteBuffer.wrap(packet), new InetSocketAddress(connection.peer(), port));
    } catch (IOException e) {
      // Where there is nothing to open, nothing is lost.
      LOG.log(DEBUG, "No datagram can be sent to the camera", e);
    }
  }

  @Override
  public Duration connectionReadLimit() {
    return CONNECTION_GLANCE;
  }

  @Override
  public void receive(Handler handler) throws CameraException {
    long now;
    try {
      selector.select(isWaiting() ? REORDER_MILLIS : SELECT_MILLIS);
      now = System.nanoTime();
      if (isWaiting()) {
        // Whoever was held up before that moment gives up nothing that lies there by then.
        selector.selectNow();
      }
      for (SelectionKey key : selector.selectedKeys()) {
        read((Port) key.attachment(), handler);
      }
      selector.selectedKeys().clear();
    } catch (IOException e) {
      throw new CameraException(Reason.CLOSED, "read", "UDP: " + e.getMessage(), e);
    }
    for (int track = 0; track < order.size(); track++) {
      int itsTrack = track;
      if (order.get(track).isWaiting()) {
        order
            .get(track)
            .expire(now, (buffer, offset, length) -> handler.rtp(itsTrack, buffer, offset, length));
      }
    }
    if (now - nextGlanceNanos >= 0) {
      nextGlanceNanos = now + CONNECTION_PERIOD.toNanos();
      glance(handler);
    }
  }

  private boolean isWaiting() {
    boolean waiting = false;
    for (int track = 0; track < order.size(); track++) {
      waiting |= order.get(track).isWaiting();
    }
    return waiting;
  }

  private void read(Port port, Handler handler) throws IOException, CameraException {
    InetAddress camera = connection.peer();
    ReorderBuffer.Sink sink =
        (buffer, offset, length) -> handler.rtp(port.track, buffer, offset, length);
    long now = System.nanoTime();
    while (true) {
      datagram.clear();
      InetSocketAddress sender = (InetSocketAddress) port.channel.receive(datagram);
      if (sender == null) {
        return;
      }
      // Anybody can send to an open port; only the camera is listened to, and only where it agreed.
      if (!sender.getAddress().equals(camera) || port.track >= order.size()) {
        continue;
      }
      if (port.control) {
        handler.rtcp(port.track, datagram.array(), 0, datagram.position());
      } else {
        order.get(port.track).packet(datagram.array(), 0, datagram.position(), now, sink);
      }
    }
  }

  private void glance(Handler handler) throws CameraException {
    try {
      while (true) {
        switch (connection.reader().next()) {
          case MESSAGE -> handler.message(connection.reader().lastMessage());
          case FRAME -> {
            // No channel was agreed to.
          }
          case END ->
              throw new CameraException(Reason.CLOSED, "read", "the camera closed the connection");
        }
      }
    } catch (SocketTimeoutException e) {
      // Nothing there, as nearly always.
      return;
    } catch (RtspFormatException e) {
      throw new CameraException(Reason.PROTOCOL, "read", e.getMessage(), e);
    } catch (IOException e) {
      throw new CameraException(
          Reason.CLOSED, "read", "the connection broke: " + e.getMessage(), e);
    }
  }

  @Override
  public void report(int track, byte[] packet) throws CameraException {
    int port = cameraPorts.get(track).rtcp();
    if (port == 0) {
      return;
    }
    try {
      tracks
          .get(track)
          .rtcp
          .channel
          .send(ByteBuffer.wrap(packet), new InetSocketAddress(connection.peer(), port));
    } catch (IOException e) {
      throw new CameraException(Reason.CLOSED, "RTCP", "UDP: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An even port for RTP and the next one for RTCP (RFC 3550 11). */
  private Ports bind(int track) throws IOException {
    IOException last = new IOException("none tried");
    for (int attempt = 0; attempt < PORT_ATTEMPTS; attempt++) {
      DatagramChannel rtp = open(0);
      int port = ((InetSocketAddress) rtp.getLocalAddress()).getPort();
      if ((port & 1) == 0) {
        try {
          DatagramChannel rtcp = open(port + 1);
          return new Ports(register(rtp, track, false), register(rtcp, track, true));
        } catch (IOException e) {
          last = e;
        }
      }
      rtp.close();
    }
    throw last;
  }

  private DatagramChannel open(int port) throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
      channel.bind(new InetSocketAddress(connection.local(), port));
      channel.configureBlocking(false);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private Port register(DatagramChannel channel, int track, boolean control) throws IOException {
    Port port = new Port(channel, track, control);
    channel.register(selector, SelectionKey.OP_READ, port);
    return port;
  }

  private static int portOf(Port port) throws IOException {
    return ((InetSocketAddress) port.channel.getLocalAddress()).getPort();
  }
}
