package io.vedette.camera.discovery;

import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Looks who is at an address, without telling anybody who asks: by the neighbour table, and by one
 * Probe of WS-Discovery to that address alone. Blocks its caller; safe for use by any thread.
 */
public final class AddressProbe {

  /** As a camera may be slow, and a SYN that was lost is sent again after a second. */
  private static final Duration CONNECT = Duration.ofMillis(3000);

  /** When a Probe is sent: again, since datagrams get lost (SOAP over UDP 1.0, appendix I). */
  static final List<Duration> ANSWER_WAITS =
      List.of(Duration.ofMillis(300), Duration.ofMillis(700));

  private static final int MOST_BYTES = 16_384;

  private final NeighbourTable neighbours;
  private final int discoveryPort;
  private final List<Duration> answerWaits;

  /** One that asks at the usual port. */
  public AddressProbe() {
    this(new NeighbourTable(), WsDiscovery.PORT);
  }

  /**
   * One that looks elsewhere.
   *
   * @param discoveryPort UDP port at which devices answer WS-Discovery
   */
  public AddressProbe(NeighbourTable neighbours, int discoveryPort) {
    this(neighbours, discoveryPort, ANSWER_WAITS);
  }

  /**
   * One that looks elsewhere and waits as long as it is told.
   *
   * @param discoveryPort UDP port at which devices answer WS-Discovery
   * @param answerWaits how long an answer is waited for, one Probe after another
   */
  public AddressProbe(NeighbourTable neighbours, int discoveryPort, List<Duration> answerWaits) {
    this.neighbours = neighbours;
    this.discoveryPort = discoveryPort;
    this.answerWaits = List.copyOf(answerWaits);
  }

  /**
   * The device that packets to an address reach, if it is on a network of this machine. Right after
   * that address has answered something the table holds who did; else possibly who was there
   * before.
   */
  public Optional<Neighbour> neighbour(InetAddress address) {
    Map<InetAddress, MacAddress> table = neighbours();
    return Optional.ofNullable(table.get(address))
        .map(mac -> new Neighbour(mac, Collections.frequency(table.values(), mac) > 1));
  }

  /** Every neighbour that has answered, by its address; none where there is no such table. */
  public Map<InetAddress, MacAddress> neighbours() {
    try {
      return neighbours.read();
    } catch (IOException e) {
      return Map.of();
    }
  }

  /**
   * Whether an address takes a connection, or refuses it, within three seconds. Nothing is sent
   * over it. Afterwards the neighbour table is up to date.
   */
  public boolean isThere(InetAddress address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), Math.toIntExact(CONNECT.toMillis()));
      return true;
    } catch (ConnectException e) {
      // Refused, which somebody there has done: other failures are other exceptions.
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * What a device calls itself when it is asked by WS-Discovery at its address alone, within a
   * second as a rule; nothing if it does not answer.
   */
  public Optional<String> uuid(InetAddress address) {
    byte[] probe = WsDiscovery.probe(UUID.randomUUID(), WsDiscovery.Wanted.TRANSMITTER);
    try (DatagramSocket socket = new DatagramSocket()) {
      // Connected, so that nobody else's answer is taken and a closed port is told at once.
      socket.connect(address, discoveryPort);
      for (Duration wait : answerWaits) {
        socket.send(new DatagramPacket(probe, probe.length));
        Optional<String> uuid = answer(socket, address, wait);
        if (uuid.isPresent()) {
          return uuid;
        }
      }
    } catch (IOException e) {
      // Nobody listens there.
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static Optional<String> answer(DatagramSocket socket, InetAddress from, Duration wait)
      throws IOException {
    long deadline = System.nanoTime() + wait.toNanos();
    DatagramPacket packet = new DatagramPacket(new byte[MOST_BYTES], MOST_BYTES);
    for (long left = wait.toMillis(); left > 0; left = (deadline - System.nanoTime()) / 1_000_000) {
      socket.setSoTimeout(Math.toIntExact(left));
      try {
        socket.receive(packet);
        byte[] datagram = Arrays.copyOf(packet.getData(), packet.getLength());
        for (WsDiscovery.Message message : WsDiscovery.read(datagram, from, Optional.empty())) {
          if (message instanceof WsDiscovery.Present present
              && present.sighting().uuid().isPresent()) {
            return present.sighting().uuid();
          }
        }
      } catch (SocketTimeoutException e) {
        return Optional.empty();
      } catch (DeviceFormatException e) {
        // Rubbish; what comes after it may be an answer.
        packet.setLength(MOST_BYTES);
      }
    }
    return Optional.empty();
  }
}
