package io.vedette.camera.discovery;

import static io.vedette.camera.discovery.Datagrams.address;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class AddressProbeTest {

  private static final String UUID = "00000000-1111-2222-3333-000000000001";
  private static final byte[] MATCH =
      Datagrams.bytes(Datagrams.GSOAP.formatted("urn:uuid:" + UUID, "", ""));

  /** The second time for as long as the machine may be busy. */
  private static final List<Duration> PATIENT =
      List.of(Duration.ofMillis(300), Duration.ofSeconds(40));

  @TempDir private Path folder;

  /** A device that answers each Probe after the first few with these datagrams. */
  private Optional<String> uuid(int deaf, List<byte[]> answers) throws Exception {
    return uuid(deaf, answers, PATIENT);
  }

  private Optional<String> uuid(int deaf, List<byte[]> answers, List<Duration> waits)
      throws Exception {
    try (DatagramSocket device = new DatagramSocket(new InetSocketAddress("127.0.0.2", 0))) {
      Thread.ofVirtual().start(() -> answer(device, deaf, answers));
      return new AddressProbe(
              new NeighbourTable(folder.resolve("arp")), device.getLocalPort(), waits)
          .uuid(address("127.0.0.2"));
    }
  }

  /** The same, asked again where a busy machine let the device answer too late. */
  private Optional<String> heard(int deaf, List<byte[]> answers) throws Exception {
    Optional<String> heard = Optional.empty();
    for (int i = 0; i < 5 && heard.isEmpty(); i++) {
      heard = uuid(deaf, answers);
    }
    return heard;
  }

  private static void answer(DatagramSocket device, int deaf, List<byte[]> answers) {
    DatagramPacket probe = new DatagramPacket(new byte[65_536], 65_536);
    try {
      for (int i = 0; true; i++) {
        device.receive(probe);
        String text =
            new String(probe.getData(), 0, probe.getLength(), StandardCharsets.ISO_8859_1);
        if (i >= deaf && text.contains("Probe>")) {
          for (byte[] answer : answers) {
            device.send(new DatagramPacket(answer, answer.length, probe.getSocketAddress()));
          }
        }
      }
    } catch (IOException e) {
      // The test is over.
      return;
    }
  }

  @Test
  void aDeviceSaysWhatItIsCalled() throws Exception {
    assertEquals(Optional.of(UUID), heard(0, List.of(MATCH)));
    assertEquals(Optional.of(UUID), heard(1, List.of(MATCH)), "the first Probe was lost");
  }

  @Test
  void rubbishBeforeAnAnswerHidesNothing() throws Exception {
    assertEquals(
        Optional.of(UUID),
        heard(
            0, List.of(new byte[0], Datagrams.bytes("<a>".repeat(500)), new byte[40_000], MATCH)));
  }

  @Test
  void silenceEndsWithinASecond() throws Exception {
    long began = System.nanoTime();
    assertEquals(Optional.empty(), uuid(9, List.of(), AddressProbe.ANSWER_WAITS));
    long took = (System.nanoTime() - began) / 1_000_000;
    assertTrue(took >= 900 && took < 20_000, took + " ms");
    assertEquals(1000, AddressProbe.ANSWER_WAITS.stream().mapToLong(Duration::toMillis).sum());
  }

  @Test
  void aClosedPortIsToldAtOnce() throws Exception {
    int closed;
    try (DatagramSocket device = new DatagramSocket(new InetSocketAddress("127.0.0.2", 0))) {
      closed = device.getLocalPort();
    }
    assertEquals(
        Optional.empty(),
        new AddressProbe(new NeighbourTable(folder.resolve("arp")), closed)
            .uuid(address("127.0.0.2")));
  }

  @Test
  void whoRefusesIsThereAndWhoIsSilentIsNot() throws Exception {
    AddressProbe probe = new AddressProbe();
    int port;
    try (ServerSocket device = new ServerSocket(0, 1, address("127.0.0.2"))) {
      port = device.getLocalPort();
      assertTrue(probe.isThere(address("127.0.0.2"), port));
    }
    assertTrue(probe.isThere(address("127.0.0.2"), port));
    List<SocketChannel> waiting = new ArrayList<>();
    try (ServerSocket silent = new ServerSocket(0, 1, address("127.0.0.2"))) {
      // With its queue full, what asks is not answered (listen(2)).
      for (int i = 0; i < 4; i++) {
        SocketChannel channel = SocketChannel.open();
        waiting.add(channel);
        channel.configureBlocking(false);
        channel.connect(silent.getLocalSocketAddress());
      }
      assertFalse(probe.isThere(address("127.0.0.2"), silent.getLocalPort()));
    } finally {
      for (SocketChannel channel : waiting) {
        channel.close();
      }
    }
  }

  @Test
  void whoHasSeveralAddressesIsToldFromWhoHasOne() throws Exception {
    Files.writeString(
        folder.resolve("arp"),
        """
        IP address       HW type     Flags       HW address            Mask     Device
        10.0.0.5         0x1         0x2         00:00:5e:00:53:01     *        eth0
        10.0.0.8         0x1         0x2         00:00:5e:00:53:02     *        eth0
        10.0.0.9         0x1         0x2         00:00:5e:00:53:02     *        eth0
        """);
    AddressProbe probe = new AddressProbe(new NeighbourTable(folder.resolve("arp")), 3702);
    assertEquals(
        Optional.of(new Neighbour(new MacAddress("00:00:5e:00:53:01"), false)),
        probe.neighbour(address("10.0.0.5")));
    assertEquals(
        Optional.of(new Neighbour(new MacAddress("00:00:5e:00:53:02"), true)),
        probe.neighbour(address("10.0.0.9")));
    assertEquals(Optional.empty(), probe.neighbour(address("10.0.0.10")));
  }
}
