package io.vedette.camera.onvif.soap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceAddressTest {

  private static final DeviceAddress PLAIN =
      new DeviceAddress(URI.create("http://10.0.0.5:8080/onvif/device_service"));
  private static final DeviceAddress SECURE =
      new DeviceAddress(URI.create("https://10.0.0.5/onvif/device_service"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // The same host: its port is its own.
        "http://10.0.0.5:8080/onvif/media | http://10.0.0.5:8080/onvif/media",
        "http://10.0.0.5/onvif/media?a=b&c | http://10.0.0.5/onvif/media?a=b&c",
        "https://10.0.0.5:8443/m | https://10.0.0.5:8443/m",
        // Another host, a host that is none, a name, credentials, an IPv6 address of the link.
        "http://192.168.1.64/onvif/media | http://10.0.0.5:8080/onvif/media",
        "http://evil.example:81/x | http://10.0.0.5:8080/x",
        "http://10.0.0.5@evil.example/x | http://10.0.0.5:8080/x",
        "http://0.0.0.0:80/x | http://10.0.0.5:8080/x",
        "http://joe:pw@camera.local/x | http://10.0.0.5:8080/x",
        "http://[fe80::1%25eth0]:81/x | http://10.0.0.5:8080/x",
        "http://fe80::1/x | http://10.0.0.5:8080/x",
        "ftp://10.0.0.5/x | http://10.0.0.5:8080/x",
        // What is no URI, as cameras write it.
        "http://10.0.0.5/a b?c={d}&amp;e=f%zz#frag | http://10.0.0.5/a%20b?c=%7Bd%7D&e=f%25zz",
        "http://10.0.0.5:99999/x | http://10.0.0.5/x",
      })
  void addressesOfTheWebStayOnTheHost(String told, String used) {
    assertEquals(Optional.of(URI.create(used)), PLAIN.web(told));
    assertTrue(PLAIN.covers(PLAIN.web(told).get()));
  }

  @ParameterizedTest
  @CsvSource({
    "http://10.0.0.5/x,https://10.0.0.5/x",
    "http://10.0.0.5:8080/x,https://10.0.0.5/x",
    "https://10.0.0.5:8443/x,https://10.0.0.5:8443/x",
    "http://192.168.1.64/x,https://10.0.0.5/x",
  })
  void whatIsSecureStaysSo(String told, String used) {
    assertEquals(Optional.of(URI.create(used)), SECURE.web(told));
    assertFalse(SECURE.covers(URI.create("http://10.0.0.5/x")));
    assertFalse(SECURE.covers(URI.create("https://10.0.0.6/x")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rtsp://0.0.0.0:554/live | rtsp://10.0.0.5:554/live",
        "rtsp://camera.local/Streaming/Channels/101?a=1 |"
            + " rtsp://10.0.0.5/Streaming/Channels/101?a=1",
        "rtsp://admin:p@ss@192.168.1.64:8554/live | rtsp://10.0.0.5:8554/live",
        "rtsps://[fe80::1]:322/live | rtsps://10.0.0.5:322/live",
        "RTSP://10.0.0.5:0/live | rtsp://10.0.0.5/live",
        "rtsp://10.0.0.5/user=admin&password=&channel=1&stream=0.sdp? |"
            + " rtsp://10.0.0.5/user=admin&password=&channel=1&stream=0.sdp?",
        "rtsp://10.0.0.5 | rtsp://10.0.0.5",
      })
  void streamsAreOfTheHostAndHoldNoCredentials(String told, String used) {
    assertEquals(Optional.of(URI.create(used)), PLAIN.stream(told));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "live", "/live", "http://10.0.0.5/live", "file:///etc/passwd", "rtsp:"})
  void whatIsNoStreamIsNone(String told) {
    assertEquals(Optional.empty(), PLAIN.stream(told));
  }

  @Test
  void whatTheUserNamesIsChecked() {
    for (String bad :
        new String[] {
          "ftp://10.0.0.5/", "http:///x", "http://joe:pw@10.0.0.5/", "rtsp://10.0.0.5/"
        }) {
      assertThrows(IllegalArgumentException.class, () -> new DeviceAddress(URI.create(bad)), bad);
    }
  }

  /** Java's sockets know a zone as it is, not as RFC 6874 encodes it. */
  @ParameterizedTest
  @ValueSource(strings = {"http://[fe80::5%25eth0]:81/onvif", "http://[fe80::5%eth0]:81/onvif"})
  void anIpv6AddressKeepsItsBracketsAndItsZone(String service) {
    DeviceAddress six = new DeviceAddress(URI.create(service));
    assertEquals("[fe80::5%eth0]", six.service().getHost());
    assertEquals(
        Optional.of(URI.create("rtsp://[fe80::5%eth0]:554/x%25y")),
        six.stream("rtsp://1.2.3.4:554/x%25y"));
    assertTrue(six.isForeign("rtsp://1.2.3.4/x"));
  }
}
