package io.vedette.camera.discovery;

import static io.vedette.camera.discovery.Datagrams.address;
import static io.vedette.camera.discovery.Datagrams.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SsdpTest {

  private static final InetAddress CAMERA = address("10.77.0.9");
  private static final String UUID = "c0a80109-0000-1000-8000-accc8e123456";

  private static final String ANSWER =
      "HTTP/1.1 200 OK\r\nCACHE-CONTROL: max-age=1800\r\nEXT:\r\nLocation: %s\r\n"
          + "SERVER: Linux/2.6 UPnP/1.0 camera/1.0\r\nST: upnp:rootdevice\r\n"
          + "USN: uuid:"
          + UUID
          + "::upnp:rootdevice\r\n\r\n";

  private static final String AXIS =
      """
      <?xml version="1.0"?>
      <root xmlns="urn:schemas-upnp-org:device-1-0"><specVersion><major>1</major><minor>0</minor></specVersion>
      <device><deviceType>urn:schemas-upnp-org:device:Basic:1</deviceType><friendlyName>Gate - ACCC8E123456</friendlyName>
      <manufacturer>AXIS</manufacturer><manufacturerURL>http://www.axis.com/</manufacturerURL>
      <modelDescription>%s</modelDescription><modelName>M1065-L</modelName>
      <serialNumber>ACCC8E123456</serialNumber><UDN>uuid:c0a80109-0000-1000-8000-accc8e123456</UDN>
      <presentationURL>http://10.77.0.9:80/</presentationURL></device></root>
      """;

  private final CameraMakers makers = new CameraMakers();

  private static Optional<Ssdp.Message> read(String datagram) throws DeviceFormatException {
    return Ssdp.read(bytes(datagram), CAMERA);
  }

  private Sighting described(String xml) throws DeviceFormatException {
    return DeviceDescription.read(bytes(xml), CAMERA, Optional.empty(), 80, makers);
  }

  @Test
  void anAnswerLeadsToTheDescription() throws Exception {
    assertEquals(
        Optional.of(
            new Ssdp.Alive(
                Optional.of(UUID), new Ssdp.Location(CAMERA, 49152, "/rootdesc.xml?a=1"))),
        read(ANSWER.formatted("http://10.77.0.9:49152/rootdesc.xml?a=1")));
    assertEquals(
        Optional.of(new Ssdp.Alive(Optional.of(UUID), new Ssdp.Location(CAMERA, 80, "/"))),
        read(ANSWER.formatted("http://10.77.0.9")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://10.77.0.10/desc.xml",
        "http://localhost/desc.xml",
        "http://127.0.0.1/desc.xml",
        "https://10.77.0.9/desc.xml",
        "file:///etc/passwd",
        "http://u:p@10.77.0.9/",
        "http://10.77.0.9:99999/",
        "http://10.77.0.9/a b",
        "nonsense"
      })
  void descriptionsElsewhereAreNotLookedAt(String location) {
    assertThrows(DeviceFormatException.class, () -> read(ANSWER.formatted(location)));
  }

  @Test
  void announcementsAreReadAndSearchesPassedOver() throws Exception {
    String alive =
        "NOTIFY * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nNT: upnp:rootdevice\r\nNTS: ssdp:alive\r\n"
            + "USN: uuid:"
            + UUID
            + "::upnp:rootdevice\r\nLOCATION: http://10.77.0.9/d.xml\r\n\r\n";
    assertTrue(read(alive).orElseThrow() instanceof Ssdp.Alive);
    assertEquals(Optional.empty(), read(alive.replace("upnp:rootdevice\r\nNTS", "urn:x\r\nNTS")));
    assertEquals(
        Optional.of(new Ssdp.Byebye(UUID)), read(alive.replace("ssdp:alive", "ssdp:byebye")));
    assertEquals(Optional.empty(), Ssdp.read(Ssdp.search(), CAMERA));
    assertThrows(DeviceFormatException.class, () -> read("GET / HTTP/1.1\r\n\r\n"));
    assertThrows(DeviceFormatException.class, () -> read(""));
    assertThrows(DeviceFormatException.class, () -> read("\n\n"));
  }

  @Test
  void aDescriptionSaysWhoItIs() throws Exception {
    Sighting seen = described(AXIS.formatted(""));
    assertTrue(seen.camera());
    assertEquals(Optional.of(UUID), seen.uuid());
    assertEquals(Optional.of(new MacAddress("ac:cc:8e:12:34:56")), seen.mac());
    assertEquals(Optional.of("ACCC8E123456"), seen.serial());
    assertEquals(Optional.of("AXIS"), seen.make());
    assertEquals(Optional.of("M1065-L"), seen.model());
    assertEquals(Optional.of(80), seen.httpPort());
  }

  @Test
  void aMakerOfOtherThingsHasToSayThatItIsACamera() throws Exception {
    String other = AXIS.replace("<manufacturer>AXIS", "<manufacturer>Netstuff");
    assertFalse(described(other.formatted("a box")).camera());
    assertTrue(described(other.formatted("HD Network Camera")).camera());
    assertFalse(
        described(AXIS.formatted("").replace("device:Basic:1", "device:MediaServer:1")).camera());
  }

  @Test
  void badDescriptionsAreRefused() {
    for (String bad :
        new String[] {
          "",
          "<html/>",
          "<!DOCTYPE r [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><root><device>&a;</device></root>",
          "<root><device>" + "<deviceList><device>".repeat(20)
        }) {
      assertThrows(DeviceFormatException.class, () -> described(bad));
    }
  }
}
