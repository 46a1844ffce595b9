package io.vedette.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vedette.camera.onvif.soap.DeviceAddress;
import io.vedette.camera.onvif.soap.SoapFormatException;
import io.vedette.camera.onvif.soap.SoapLimits;
import io.vedette.camera.onvif.soap.XmlElement;
import io.vedette.camera.onvif.soap.XmlReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What a camera says in SOAP. Only {@link SoapFormatException} may be thrown, where it is told. */
class OnvifFuzzTest {

  private static final SoapLimits LIMITS =
      new SoapLimits(Duration.ofSeconds(1), Duration.ofSeconds(1), 1 << 16, 12, 500, 1000);
  private static final DeviceAddress PLAIN =
      new DeviceAddress(URI.create("http://192.0.2.7:8080/onvif/device_service"));
  private static final DeviceAddress SECURE =
      new DeviceAddress(URI.create("https://192.0.2.7/onvif/device_service"));

  @FuzzTest
  void soapDocument(byte[] input) {
    try {
      int elements = check(XmlReader.read(input, LIMITS), 1);
      Check.that(elements <= LIMITS.elements(), elements + " elements");
    } catch (SoapFormatException e) {
      Check.that(e.getMessage() != null && !e.getMessage().isBlank(), "a refusal without a reason");
    }
  }

  private static int check(XmlElement element, int depth) {
    Check.that(depth <= LIMITS.depth(), "depth " + depth);
    Check.that(element.text().length() <= LIMITS.text(), "a text too long");
    element.attributes().values().forEach(v -> Check.that(v.length() <= LIMITS.text(), "a value"));
    int elements = 1;
    for (XmlElement child : element.children()) {
      elements += check(child, depth + 1);
    }
    return elements;
  }

  /**
   * Wherever a camera sends us, it is itself, by TLS if that was asked for, and without secrets.
   */
  @FuzzTest
  void deviceAddress(byte[] input) {
    String told = new String(input, StandardCharsets.UTF_8);
    for (DeviceAddress address : new DeviceAddress[] {PLAIN, SECURE}) {
      address.web(told).ifPresent(uri -> Check.that(address.covers(uri), "away to " + uri));
      address.stream(told)
          .ifPresent(
              uri -> {
                Check.that("192.0.2.7".equals(uri.getHost()), "away to " + uri);
                Check.that(uri.getRawUserInfo() == null, "credentials in " + uri);
                Check.that(uri.getScheme().startsWith("rtsp"), "scheme of " + uri);
                Check.that(uri.getPort() <= 65_535 && uri.getPort() != 0, "port of " + uri);
              });
      address.isForeign(told);
    }
  }
}
