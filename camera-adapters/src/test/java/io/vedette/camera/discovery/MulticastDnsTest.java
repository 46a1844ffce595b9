package io.vedette.camera.discovery;

import static io.vedette.camera.discovery.Datagrams.address;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MulticastDnsTest {

  private static final InetAddress CAMERA = address("10.77.0.7");
  private static final String[] AXIS = {
    "AXIS M1065-L - ACCC8E123456", "_axis-video", "_tcp", "local"
  };
  private static final String[] RTSP = {"Gate v1.2", "_rtsp", "_tcp", "local"};

  private static Optional<Sighting> read(byte[] datagram) throws DeviceFormatException {
    return MulticastDns.read(datagram, CAMERA, Optional.empty()).sighting();
  }

  private static DnsPacket axis(String at) {
    return new DnsPacket()
        .pointer("_axis-video._tcp.local", AXIS)
        .pointer("_RTSP._tcp.Local", RTSP)
        .service(80, "axis-accc8e123456.local", AXIS)
        .service(554, "axis-accc8e123456.local", RTSP)
        .text(new String[] {"macaddress=ACCC8E123456"}, AXIS)
        .text(new String[] {"path=/axis-media/media.amp", "PATH=/other", "=", ""}, RTSP)
        .host("axis-accc8e123456.local", at);
  }

  @Test
  void allServicesOfAHostMakeOneSighting() throws Exception {
    Sighting seen = read(axis("10.77.0.7").bytes()).orElseThrow();
    assertTrue(seen.camera());
    assertEquals(Optional.of("AXIS"), seen.make());
    assertEquals(Optional.of("AXIS M1065-L - ACCC8E123456"), seen.name());
    assertEquals(Optional.of(new MacAddress("ac:cc:8e:12:34:56")), seen.mac());
    assertEquals(Optional.of("ACCC8E123456"), seen.serial());
    assertEquals(Optional.of(80), seen.httpPort());
    assertEquals(List.of(554), seen.rtspPorts());
    assertEquals(List.of(URI.create("rtsp://10.77.0.7:554/axis-media/media.amp")), seen.streams());
  }

  /**
   * As avahi sends it: the pointer first, the rest in a message of its own when it is asked for.
   */
  @Test
  void whatComesInPiecesIsAskedForAndPutTogether() throws Exception {
    MulticastDns.Told first =
        MulticastDns.read(
            new DnsPacket().pointer("_rtsp._tcp.local", RTSP).bytes(), CAMERA, Optional.empty());
    assertEquals(List.of(new DnsName(List.of(RTSP))), first.incomplete());
    byte[] query = DnsMessage.queryInstances(first.incomplete());
    assertEquals(2, query[5]);
    MulticastDns.Told rest =
        MulticastDns.read(
            new DnsPacket()
                .service(8554, "peer.local", RTSP)
                .text(new String[] {"path=live"}, RTSP)
                .bytes(),
            CAMERA,
            Optional.empty());
    assertEquals(List.of(), rest.incomplete());
    Sighting whole = first.sighting().orElseThrow().after(rest.sighting().orElseThrow());
    assertEquals(List.of(URI.create("rtsp://10.77.0.7:8554/live")), whole.streams());
    assertEquals(List.of(8554), whole.rtspPorts());
    assertEquals(Optional.of("Gate v1.2"), whole.name());
  }

  @Test
  void whatAReflectorTellsOfOtherHostsIsRefused() {
    assertThrows(DeviceFormatException.class, () -> read(axis("192.168.9.9").bytes()));
  }

  @Test
  void accessoriesAreCamerasOnlyIfTheySaySo() throws Exception {
    String[] lamp = {"Lamp", "_hap", "_tcp", "local"};
    DnsPacket packet = new DnsPacket().pointer("_hap._tcp.local", lamp);
    assertEquals(Optional.empty(), read(packet.text(new String[] {"ci=5", "md=L1"}, lamp).bytes()));
    String[] bell = {"Bell", "_hap", "_tcp", "local"};
    Sighting seen =
        read(packet
                .pointer("_hap._tcp.local", bell)
                .text(new String[] {"ci=18", "md=B1"}, bell)
                .bytes())
            .orElseThrow();
    assertEquals(Optional.of("Bell"), seen.name());
    assertEquals(Optional.of("B1"), seen.model());
  }

  @Test
  void goodbyesQueriesAndOthersServicesSayNothing() throws Exception {
    byte[] goodbye =
        new DnsPacket()
            .record(12, 0, "_rtsp._tcp.local".split("\\."), DnsPacket.name(RTSP))
            .bytes();
    assertEquals(Optional.empty(), read(goodbye));
    assertEquals(Optional.empty(), read(MulticastDns.query()));
    assertEquals(
        Optional.empty(),
        read(new DnsPacket().pointer("_ipp._tcp.local", "P", "_ipp", "_tcp", "local").bytes()));
  }

  @Test
  void namesAreContinuedWhereTheyWere() throws Exception {
    // Ptr _rtsp._tcp.local -> "A" + pointer to the record's own name at offset 12.
    byte[] compressed =
        new DnsPacket()
            .record(12, 120, "_rtsp._tcp.local".split("\\."), new byte[] {1, 'A', (byte) 0xc0, 12})
            .bytes();
    assertEquals(Optional.of("A"), read(compressed).orElseThrow().name());
  }

  @Test
  void namesThatGoRoundInCirclesAreRefused() {
    for (int to : new int[] {12, 40, 255}) {
      byte[] circle =
          new DnsPacket()
              .record(12, 120, "_rtsp._tcp.local".split("\\."), DnsPacket.name("x"))
              .bytes();
      circle[12] = (byte) 0xc0;
      circle[13] = (byte) to;
      assertThrows(DeviceFormatException.class, () -> read(circle), "to " + to);
    }
  }

  @Test
  void tooManyRecordsAreRefused() {
    byte[] many = new DnsPacket().bytes();
    many[6] = 2;
    assertThrows(DeviceFormatException.class, () -> read(many));
  }

  /** Whatever is cut off or changed of a datagram, it is read or refused, and nothing else. */
  @Test
  void everyDamagedDatagramIsReadOrRefused() {
    byte[] whole = axis("10.77.0.7").bytes();
    int refused = 0;
    for (int i = 0; i < whole.length; i++) {
      for (int change = 1; change < 256; change += 6) {
        byte[] changed = whole.clone();
        changed[i] ^= (byte) change;
        for (byte[] one : List.of(Arrays.copyOf(whole, i), changed)) {
          try {
            read(one);
          } catch (DeviceFormatException e) {
            refused++;
          }
        }
      }
    }
    assertTrue(refused > whole.length, refused + " were refused");
  }
}
