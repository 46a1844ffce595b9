package io.vedette.camera.discovery;

import static io.vedette.camera.discovery.Datagrams.address;
import static io.vedette.camera.discovery.Datagrams.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WsDiscoveryTest {

  private static final InetAddress CAMERA = address("10.77.0.101");

  private static WsDiscovery.Present present(String datagram, InetAddress from)
      throws DeviceFormatException {
    List<WsDiscovery.Message> messages =
        WsDiscovery.read(bytes(datagram), from, Optional.of("eth0"));
    assertEquals(1, messages.size());
    return assertInstanceOf(WsDiscovery.Present.class, messages.getFirst());
  }

  private static String gsoap(String uuid, String scopes, String services) {
    return Datagrams.GSOAP.formatted(uuid, scopes, services);
  }

  @Test
  void everythingThatACameraSaysIsRead() throws Exception {
    WsDiscovery.Present present = present(Datagrams.HIKVISION, CAMERA);
    Sighting seen = present.sighting();
    assertEquals(SightingSource.WS_DISCOVERY, seen.source());
    assertEquals(CAMERA, seen.address());
    assertEquals(Optional.of("eth0"), seen.network());
    assertTrue(seen.camera());
    assertEquals(Optional.of(Datagrams.HIKVISION_UUID), seen.uuid());
    assertEquals(Optional.of(new MacAddress("bc:ad:28:f1:a2:b3")), seen.mac());
    assertEquals(Optional.of("DS-2CD2042WD-I"), seen.model());
    assertEquals(Optional.of("HIKVISION DS-2CD2042WD-I"), seen.name());
    assertEquals(Optional.of("hangzhou"), seen.place());
    // The link-local one is passed over, and is nothing to tell of.
    assertEquals(List.of(URI.create("http://10.77.0.101/onvif/device_service")), seen.services());
    assertEquals(List.of(), present.foreign());
  }

  @Test
  void servicesElsewhereAreDroppedAndTold() throws Exception {
    WsDiscovery.Present present =
        present(
            gsoap(
                "urn:uuid:" + Datagrams.HIKVISION_UUID,
                "onvif://www.onvif.org/name/x",
                "http://192.168.1.108/onvif/device_service https://10.77.0.101:8443/onvif/device_service"
                    + " http://bank.example/ http://user:pw@10.77.0.101/a file:///etc/passwd"),
            CAMERA);
    assertEquals(
        List.of(URI.create("https://10.77.0.101:8443/onvif/device_service")),
        present.sighting().services());
    assertEquals(
        List.of(
            "http://192.168.1.108/onvif/device_service",
            "http://bank.example/",
            "http://user:pw@10.77.0.101/a",
            "file:///etc/passwd"),
        present.foreign());
  }

  @Test
  void aCameraThatGivesOnlyForeignServicesHasTheOneOfTheStandard() throws Exception {
    WsDiscovery.Present present =
        present(gsoap("uuid:" + Datagrams.HIKVISION_UUID, "", "http://192.168.1.108/x"), CAMERA);
    assertEquals(
        List.of(URI.create("http://10.77.0.101/onvif/device_service")),
        present.sighting().services());
    assertEquals(List.of("http://192.168.1.108/x"), present.foreign());
  }

  @Test
  void aComputerIsNoCameraAndOffersNoService() throws Exception {
    String computer =
        gsoap("urn:uuid:" + Datagrams.HIKVISION_UUID, "", "http://10.77.0.101:5357/abc")
            .replace("ns2:NetworkVideoTransmitter", "wsdp:Device pub:Computer");
    Sighting seen = present(computer, CAMERA).sighting();
    assertFalse(seen.camera());
    assertEquals(List.of(), seen.services());
  }

  @Test
  void helloAndByeAreRead() throws Exception {
    String uuid = Datagrams.HIKVISION_UUID;
    Sighting hello = present(Datagrams.ANNOUNCEMENT.formatted("Hello", uuid), CAMERA).sighting();
    assertEquals(Optional.of("Gate"), hello.name());
    assertEquals(
        List.of(new WsDiscovery.Bye(uuid)),
        WsDiscovery.read(
            bytes(Datagrams.ANNOUNCEMENT.formatted("Bye", uuid.toUpperCase())),
            CAMERA,
            Optional.empty()));
  }

  @Test
  void ourOwnProbeIsPassedOver() throws Exception {
    byte[] probe = WsDiscovery.probe(UUID.randomUUID(), WsDiscovery.Wanted.TRANSMITTER);
    assertEquals(List.of(), WsDiscovery.read(probe, CAMERA, Optional.empty()));
    assertTrue(
        new String(probe, StandardCharsets.UTF_8)
            .contains("<d:Types>dn:NetworkVideoTransmitter</d:Types>"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "<a>",
        "<Envelope/>",
        "<!DOCTYPE x [<!ENTITY a \"b\">]><Envelope><Body>&a;</Body></Envelope>",
        "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><Envelope><Body/></Envelope>",
        "<Envelope><Body>&undeclared;</Body></Envelope>",
        "\u0000\u0001\u0002"
      })
  void whatIsNoMessageIsRefused(String datagram) {
    assertThrows(
        DeviceFormatException.class,
        () -> WsDiscovery.read(bytes(datagram), CAMERA, Optional.empty()));
  }

  @Test
  void deepWideAndLongXmlIsRefused() {
    String deep = "<a>".repeat(30) + "</a>".repeat(30);
    String wide = "<a>" + "<b/>".repeat(2000) + "</a>";
    String many =
        "<E><Body><ProbeMatches>" + "<ProbeMatch/>".repeat(17) + "</ProbeMatches></Body></E>";
    for (String bad : List.of(deep, wide, many, "<a>" + " ".repeat(70_000) + "</a>")) {
      assertThrows(
          DeviceFormatException.class,
          () -> WsDiscovery.read(bytes(bad), CAMERA, Optional.empty()));
    }
  }

  /** Whatever is cut off or changed of a datagram, it is read or refused, and nothing else. */
  @Test
  void everyDamagedDatagramIsReadOrRefused() {
    byte[] whole = bytes(Datagrams.HIKVISION);
    int refused = 0;
    for (int i = 0; i < whole.length; i += 7) {
      byte[] changed = whole.clone();
      changed[i] ^= (byte) 0x95;
      for (byte[] one : List.of(Arrays.copyOf(whole, i), changed)) {
        try {
          WsDiscovery.read(one, CAMERA, Optional.empty());
        } catch (DeviceFormatException e) {
          refused++;
        }
      }
    }
    assertTrue(refused > whole.length / 7, refused + " were refused");
  }

  @Test
  void aStrangersWordsAreCutAndCleaned() throws Exception {
    String name = "x".repeat(3000) + "%0d%0a%1b[31m";
    Sighting seen =
        present(
                gsoap(
                    "nonsense",
                    "onvif://www.onvif.org/name/a%0d%0a%1b[31m%E2%80%AEb onvif://www.onvif.org/hardware/"
                        + name,
                    ""),
                CAMERA)
            .sighting();
    assertEquals(Optional.of("a [31m b"), seen.name());
    assertEquals(Sighting.MOST_CHARACTERS, seen.model().orElseThrow().length());
    assertEquals(Optional.empty(), seen.uuid());
  }
}
