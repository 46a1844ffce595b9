package io.vedette.camera.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.testing.ScriptedServer;
import java.io.InputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(240)
class ScanTest {

  /** For somebody who never says what it speaks. */
  private static final Duration SHORT = Duration.ofSeconds(2);

  @TempDir private Path folder;

  private static LocalNetwork network(String address, int prefix) throws Exception {
    return new LocalNetwork(
        NetworkInterface.getByName("lo"), (Inet4Address) Datagrams.address(address), prefix);
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3,24,22,253,10.1.2.1,10.1.2.254",
    "10.1.2.3,16,22,1021,10.1.0.1,10.1.3.254",
    "10.1.2.3,16,20,4093,10.1.0.1,10.1.15.254",
    "169.254.9.9,16,24,253,169.254.9.1,169.254.9.254",
    "192.168.1.1,30,22,1,192.168.1.2,192.168.1.2"
  })
  void targetsAreTheHostsOfANetworkButOurselves(
      String own, int prefix, int shortest, int count, String first, String last) throws Exception {
    List<InetAddress> targets = ScanTargets.of(List.of(network(own, prefix)), shortest);
    assertEquals(count, targets.size());
    assertEquals(first, targets.getFirst().getHostAddress());
    assertEquals(last, targets.getLast().getHostAddress());
    assertFalse(targets.contains(Datagrams.address(own)));
  }

  @Test
  void publicAndTinyNetworksAreLeftAlone() throws Exception {
    assertEquals(
        List.of(), ScanTargets.of(List.of(network("8.8.4.4", 24), network("10.0.0.1", 31)), 22));
  }

  @Test
  void overlappingNetworksAreTriedOnceAndTheWholeIsBounded() throws Exception {
    List<InetAddress> targets =
        ScanTargets.of(List.of(network("10.0.0.1", 24), network("10.0.0.2", 23)), 22);
    assertEquals(new HashSet<>(targets).size(), targets.size());
    assertEquals(508, targets.size());
    List<LocalNetwork> many =
        List.of(network("10.0.0.1", 16), network("10.1.0.1", 16), network("10.2.0.1", 16));
    assertEquals(ScanTargets.MOST, ScanTargets.of(many, 20).size());
  }

  @Test
  void thePaceIsKeptWhoeverAsks() throws Exception {
    Pace pace = new Pace(100);
    AtomicInteger done = new AtomicInteger();
    long before = System.nanoTime();
    Thread[] threads = new Thread[4];
    for (int i = 0; i < threads.length; i++) {
      threads[i] =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      for (int k = 0; k < 10; k++) {
                        pace.await();
                        done.incrementAndGet();
                      }
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                  });
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(40, done.get());
    assertTrue(System.nanoTime() - before >= 390_000_000L, "too fast");
  }

  private HostScan scanning(int port, Duration greeting) throws Exception {
    Path nobody = Files.write(folder.resolve("arp" + port), new byte[0]);
    return new HostScan(
        new Pace(1000),
        new NeighbourTable(nobody),
        new CameraMakers(),
        new MakerSigns(),
        List.of(port),
        greeting);
  }

  /** Answers each request with the next of these. */
  private static ScriptedServer answering(String... answers) throws Exception {
    return new ScriptedServer(
        connection -> {
          for (String answer : answers) {
            readRequest(connection.getInputStream());
            connection.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
          }
          connection.getInputStream().readAllBytes();
        });
  }

  private static void readRequest(InputStream in) throws Exception {
    int last = 0;
    for (int next = in.read(); next >= 0; next = in.read()) {
      last = last << 8 | next;
      if (last == 0x0d0a0d0a) {
        return;
      }
    }
  }

  private Optional<Sighting> seen(ScriptedServer server) throws Exception {
    return seen(server, Duration.ofSeconds(60));
  }

  private Optional<Sighting> seen(ScriptedServer server, Duration greeting) throws Exception {
    return scanning(server.port(), greeting)
        .look(InetAddress.getLoopbackAddress(), Optional.empty());
  }

  @Test
  void anRtspServerIsACameraAndItsRealmTellsTheMake() throws Exception {
    try (ScriptedServer server =
        answering(
            "RTSP/1.0 200 OK\r\nCSeq: 1\r\nPublic: DESCRIBE\r\nServer: GStreamer RTSP server\r\n\r\n",
            "RTSP/1.0 401 Unauthorized\r\nCSeq: 2\r\nWWW-Authenticate: Digest realm=\"AXIS_ACCC8E3A0A8F\", nonce=\"1\"\r\n\r\n")) {
      Sighting seen = seen(server).orElseThrow();
      assertEquals(SightingSource.SCAN, seen.source());
      assertTrue(seen.camera());
      assertEquals(List.of(server.port()), seen.rtspPorts());
      assertEquals(Optional.of("AXIS"), seen.make());
      assertEquals(Optional.of(new MacAddress("ac:cc:8e:3a:0a:8f")), seen.mac());
    }
  }

  @Test
  void aServerHeaderTellsTheMakeToo() throws Exception {
    try (ScriptedServer server =
        answering(
            "RTSP/1.0 200 OK\r\nCSeq: 1\r\nServer: Hipcam RealServer/V1.0\r\n\r\n",
            "RTSP/1.0 404 Not Found\r\nCSeq: 2\r\n\r\n")) {
      assertEquals(Optional.of("Hipcam"), seen(server).orElseThrow().make());
    }
  }

  @Test
  void oneThatHangsUpAfterItsFirstAnswerIsACameraStill() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            connection -> {
              readRequest(connection.getInputStream());
              connection
                  .getOutputStream()
                  .write("RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            })) {
      assertTrue(seen(server).orElseThrow().camera());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 400 Bad Request\r\n\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n",
        "$\u0000\u0000\u0001x"
      })
  void whatDoesNotSpeakRtspIsNone(String answer) throws Exception {
    try (ScriptedServer server = answering(answer)) {
      // Whoever may still say something is waited for.
      assertEquals(Optional.empty(), seen(server, SHORT));
    }
  }

  @Test
  void aSilentOrSlowServerHoldsTheScanForItsLimitOnly() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            connection -> {
              while (true) {
                connection.getOutputStream().write('R');
                Thread.sleep(100);
              }
            })) {
      long before = System.nanoTime();
      assertEquals(Optional.empty(), seen(server, SHORT));
      assertTrue(System.nanoTime() - before < 60_000_000_000L);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "REALM,AXIS_WS_ACCC8E3A0A8F,AXIS",
    "REALM,IP Camera(C2183),Hikvision",
    "REALM,IP Camera,Hikvision",
    "REALM,Login to 4K049EBPAG1D7E7,Dahua",
    "REALM,BC Streaming Media,Reolink",
    "REALM,TP-LINK IP-Camera,TP-Link",
    "SERVER,H264DVR 1.0,Xiongmai",
    "HTTP,Linux/2.x UPnP/1.0 Avtech/1.0,AVTECH",
    "HTTP,nginx,",
    "SERVER,IP Camera,"
  })
  void signsTellMakes(MakerSigns.Place place, String text, String make) {
    assertEquals(Optional.ofNullable(make), new MakerSigns().make(place, text));
  }
}
