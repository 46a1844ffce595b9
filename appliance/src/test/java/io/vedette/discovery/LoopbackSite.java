package io.vedette.discovery;

import io.vedette.camera.discovery.AddressProbe;
import io.vedette.camera.discovery.NeighbourTable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A network on loopback: devices take connections at its addresses, all at one port, and a file
 * says who is where.
 */
final class LoopbackSite implements AutoCloseable {

  private static final String MATCH =
      """
      <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>
      <d:ProbeMatches xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery"><d:ProbeMatch>
      <a:EndpointReference xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing">
      <a:Address>urn:uuid:%s</a:Address></a:EndpointReference>
      <d:Types>NetworkVideoTransmitter</d:Types></d:ProbeMatch></d:ProbeMatches></s:Body></s:Envelope>
      """;

  /** A device that answers at all may be kept from it for a while; others refuse at once. */
  private static final List<Duration> PATIENCE = List.of(Duration.ofSeconds(20));

  private final Path table;
  private final List<ServerSocket> devices = new ArrayList<>();
  private final List<DatagramSocket> talkers = new ArrayList<>();
  private final DatagramSocket reserved;
  private int port;

  LoopbackSite(Path folder) throws IOException {
    table = folder.resolve("arp");
    Files.writeString(table, "IP address HW type Flags HW address Mask Device\n");
    // Held at an address where no test has a device, so that nobody else is given the port.
    reserved = new DatagramSocket(0, InetAddress.getByName("127.0.0.99"));
  }

  /** Puts a device at an address. */
  void device(String address, String mac) throws IOException {
    ServerSocket device = new ServerSocket();
    device.bind(new InetSocketAddress(address, port));
    port = device.getLocalPort();
    devices.add(device);
    Files.writeString(table, Files.readString(table) + address + " 0x1 0x2 " + mac + " * eth0\n");
  }

  /** Has a device say what it is called, to whoever asks it by WS-Discovery. */
  void called(String address, String uuid) throws IOException {
    DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(address, reserved.getLocalPort()));
    talkers.add(socket);
    byte[] answer = MATCH.formatted(uuid).getBytes(StandardCharsets.UTF_8);
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              DatagramPacket probe = new DatagramPacket(new byte[65_536], 65_536);
              try {
                while (true) {
                  socket.receive(probe);
                  socket.send(new DatagramPacket(answer, answer.length, probe.getSocketAddress()));
                }
              } catch (IOException e) {
                // The test is over.
                return;
              }
            });
  }

  int port() {
    return port;
  }

  /** Looks at it. */
  PeerRecognition recognition() {
    return new PeerRecognition(
        new AddressProbe(new NeighbourTable(table), reserved.getLocalPort(), PATIENCE));
  }

  @Override
  public void close() throws IOException {
    reserved.close();
    talkers.forEach(DatagramSocket::close);
    for (ServerSocket device : devices) {
      device.close();
    }
  }
}
