package io.vedette.rtsp.server;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** RTP in datagrams from a pair of neighbouring ports of ours (RFC 3550 11) to the client's. */
final class UdpTransport implements RtpTransport {

  private static final int TRIES = 64;
  private static final int MAX_DATAGRAM = 1500;

  private final DatagramSocket rtp;
  private final DatagramSocket rtcp;
  private final InetAddress client;
  private final int clientPort;

  private UdpTransport(
      DatagramSocket rtp, DatagramSocket rtcp, InetAddress client, int clientPort) {
    this.rtp = rtp;
    this.rtcp = rtcp;
    this.client = client;
    this.clientPort = clientPort;
  }

  /**
   * Binds a pair of ports.
   *
   * @param local the address to send from
   * @param client the address to send to: the one that asked, never one that it names
   * @param clientPort where it takes RTP; RTCP goes to the next port
   * @throws IOException if no pair is free
   */
  static UdpTransport open(InetAddress local, InetAddress client, int clientPort)
      throws IOException {
    for (int i = 0; i < TRIES; i++) {
      DatagramSocket first = new DatagramSocket(new InetSocketAddress(local, 0));
      int port = first.getLocalPort();
      // RTP takes the even port, RTCP the odd one above it.
      if (port % 2 == 0) {
        try {
          DatagramSocket second = new DatagramSocket(new InetSocketAddress(local, port + 1));
          return new UdpTransport(first, second, client, clientPort);
        } catch (BindException e) {
          first.close();
          continue;
        }
      }
      first.close();
    }
    throw new BindException("no pair of free UDP ports in " + TRIES + " tries");
  }

  @Override
  public String header(int ssrc) {
    return "RTP/AVP;unicast;client_port=%d-%d;server_port=%d-%d;ssrc=%08X"
        .formatted(clientPort, clientPort + 1, rtp.getLocalPort(), rtcp.getLocalPort(), ssrc);
  }

  @Override
  public void rtp(byte[] packet, int length) throws IOException {
    rtp.send(new DatagramPacket(packet, length, client, clientPort));
  }

  @Override
  public void flush() {
    // Datagrams do not wait.
  }

  @Override
  public void rtcp(byte[] packet) throws IOException {
    rtcp.send(new DatagramPacket(packet, packet.length, client, clientPort + 1));
  }

  /** Runs an action for every RTCP packet of the client, until closed. */
  void readReports(Runnable alive) {
    DatagramPacket packet = new DatagramPacket(new byte[MAX_DATAGRAM], MAX_DATAGRAM);
    while (!rtcp.isClosed()) {
      try {
        rtcp.receive(packet);
        if (packet.getAddress().equals(client)) {
          alive.run();
        }
      } catch (IOException e) {
        // A client whose ports are gone shows as ICMP errors; the session's expiry deals with it.
        continue;
      }
    }
  }

  @Override
  public void close() {
    rtp.close();
    rtcp.close();
  }
}
