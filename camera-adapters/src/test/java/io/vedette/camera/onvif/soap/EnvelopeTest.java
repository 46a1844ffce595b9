package io.vedette.camera.onvif.soap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.Credentials;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

  private static final String DEVICE = "http://www.onvif.org/ver10/device/wsdl";

  /** The example in ONVIF's Application Programmer's Guide 1.0. */
  @Test
  void theDigestIsThatOfTheProgrammersGuide() {
    assertEquals(
        "tuOSpGlFlIXsozq4HFNeeGeFLEI=",
        UsernameToken.digest(
            Base64.getDecoder().decode("LKqI6G/AikKCQrN0zqZFlg=="),
            "2010-09-16T07:50:45Z",
            "userpassword"));
  }

  @Test
  void timesHaveThreeDigitsBehindThePoint() {
    Credentials joe = new Credentials("joe", "pw");
    assertEquals(
        "2026-01-01T00:00:00.000Z",
        UsernameToken.of(joe, Instant.parse("2026-01-01T00:00:00Z"), new Random(1)).created());
    assertEquals(
        "2026-01-01T00:00:00.123Z",
        UsernameToken.of(joe, Instant.parse("2026-01-01T00:00:00.123456Z"), new Random(1))
            .created());
  }

  @Test
  void whatIsWrittenIsReadAsItWas() throws Exception {
    XmlElement body =
        XmlElement.of(
            DEVICE,
            "SetX",
            XmlElement.text("urn:other", "Name", "a<b>&\"ü\u0001").with("token", "\"&<"),
            XmlElement.text(DEVICE, "Plain", "1"));
    XmlElement header = XmlElement.text("urn:ref", "Id", "7");
    byte[] envelope =
        XmlWriter.envelope(
            new SoapRequest("urn:x", List.of(header), body),
            Optional.of(new UsernameToken("jo<e", "digest", "nonce", "now")));
    XmlElement read = XmlReader.read(envelope, SoapLimits.DEFAULT);
    XmlElement name = read.at("Body", "SetX", "Name").orElseThrow();
    assertEquals("a<b>&\"ü\uFFFD", name.text());
    assertEquals("urn:other", name.namespace());
    assertEquals("\"&<", name.attribute("token").orElseThrow());
    assertEquals(DEVICE, read.at("Body", "SetX", "Plain").orElseThrow().namespace());
    assertEquals("7", read.textAt("Header", "Id").orElseThrow());
    assertEquals("jo<e", read.textAt("Header", "Security", "UsernameToken", "Username").get());
  }

  /** Devices that look for texts rather than for XML know this form. */
  @Test
  void theFormIsThatOfWcf() {
    String envelope =
        new String(
            XmlWriter.envelope(
                SoapRequest.of(XmlElement.of(DEVICE, "GetHostname")), Optional.empty()),
            StandardCharsets.UTF_8);
    assertTrue(envelope.contains("<s:Body xmlns:xsi="), envelope);
    assertTrue(envelope.contains("<GetHostname xmlns=\"" + DEVICE + "\">"), envelope);
    assertFalse(envelope.contains("Header"), envelope);
  }

  @Test
  void faultsAreToldInWords() throws Exception {
    XmlElement body =
        XmlReader.read(
            ("<e:Body xmlns:e='x'><e:Fault><e:Code><e:Value>e:Sender</e:Value><e:Subcode>"
                    + "<e:Value>ter:InvalidArgVal</e:Value><e:Subcode><e:Value>ter:NoProfile</e:Value>"
                    + "</e:Subcode></e:Subcode></e:Code><e:Reason><e:Text>no such\n profile</e:Text>"
                    + "</e:Reason></e:Fault></e:Body>")
                .getBytes(StandardCharsets.UTF_8),
            SoapLimits.DEFAULT);
    SoapFault fault = SoapFault.in(body).orElseThrow();
    assertEquals("no such profile (Sender, InvalidArgVal, NoProfile)", fault.words());
    assertFalse(fault.isNotAuthorized());
  }

  @Test
  void faultsOfSoap11AreUnderstoodToo() throws Exception {
    XmlElement body =
        XmlReader.read(
            "<Body><Fault><faultcode>wsse:FailedAuthentication</faultcode><faultstring/></Fault></Body>"
                .getBytes(StandardCharsets.UTF_8),
            SoapLimits.DEFAULT);
    SoapFault fault = SoapFault.in(body).orElseThrow();
    assertTrue(fault.isNotAuthorized());
    assertEquals("FailedAuthentication", fault.words());
  }
}
