package io.vedette.camera.onvif.soap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlReaderTest {

  private static final SoapLimits SMALL =
      new SoapLimits(Duration.ofSeconds(1), Duration.ofSeconds(1), 1000, 5, 20, 50);

  private static XmlElement read(String document) throws SoapFormatException {
    return XmlReader.read(document.getBytes(StandardCharsets.UTF_8), SMALL);
  }

  private static String refusal(String document) {
    return assertThrows(SoapFormatException.class, () -> read(document)).getMessage();
  }

  @Test
  void readsNamesTextsAndAttributes() throws Exception {
    XmlElement root =
        read(
            "\r\n <?xml version='1.0'?><!-- c --><a:x xmlns:a='urn:a' b='1'> <a:y>\n 25.4 </a:y>"
                + "<y><![CDATA[a<b]]>&amp;&#65;</y></a:x>\n\0\0 trailing <junk");
    assertEquals("urn:a", root.namespace());
    assertEquals("1", root.attribute("b").orElseThrow());
    assertEquals(25, root.intAt("y").orElseThrow());
    assertEquals("a<b&A", root.all("y").get(1).text());
    assertEquals("", root.text());
  }

  /** As the recordings of the npm package "onvif" have it. */
  @Test
  void prefixesNeedNotBeDeclared() throws Exception {
    XmlElement root =
        read(
            "<E:x xmlns:a='urn:a' xmlns='urn:d'><a:y/><y xmlns:a='urn:b'><a:z/></y><z w:b='2' b='1'/>"
                + "<a:y/></E:x>");
    assertEquals("x", root.name());
    assertEquals("", root.namespace());
    assertEquals("urn:a", root.children().getFirst().namespace());
    assertEquals("urn:d", root.children().get(1).namespace());
    assertEquals("urn:b", root.all("y").get(1).at("z").orElseThrow().namespace());
    assertEquals("1", root.at("z").orElseThrow().attribute("b").orElseThrow());
    assertEquals("urn:a", root.children().get(3).namespace());
  }

  @Test
  void readsUtf16WhereAMarkSaysSo() throws Exception {
    byte[] document =
        "\uFEFF<?xml version='1.0' encoding='UTF-16'?><x>ü</x>".getBytes(StandardCharsets.UTF_16BE);
    assertEquals("ü", XmlReader.read(document, SMALL).text());
  }

  @Test
  void whatGrowsIsRefused() {
    assertTrue(refusal("<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>").contains("DTD"));
    assertTrue(
        refusal("<!DOCTYPE x SYSTEM 'http://127.0.0.1:1/x.dtd'><x/>").contains("DTD"),
        "nothing is fetched");
    String bomb =
        "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaaaaaaaaaaaaaaaaaaaa'>"
            + "<!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>"
            + "<!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;'>]><x>&d;&d;&d;&d;&d;</x>";
    assertTimeoutPreemptively(
        Duration.ofSeconds(30), () -> assertTrue(refusal(bomb).contains("DTD")));
  }

  @Test
  void noFileIsRead(@TempDir Path folder) throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "hunter2");
    String refused =
        refusal("<!DOCTYPE x [<!ENTITY f SYSTEM '" + secret.toUri() + "'>]><x>&f;</x>");
    assertTrue(refused.contains("DTD") && !refused.contains("hunter2"), refused);
  }

  @Test
  void limitsHold() throws Exception {
    assertEquals("e", read("<a><b><c><d><e/></d></c></b></a>").at("b", "c", "d", "e").get().name());
    assertTrue(refusal("<a><b><c><d><e><f/></e></d></c></b></a>").contains("deeper than 5"));
    assertEquals(19, read("<a>" + "<b/>".repeat(19) + "</a>").children().size());
    assertTrue(refusal("<a>" + "<b/>".repeat(20) + "</a>").contains("more than 20 elements"));
    assertEquals(50, read("<a>" + "x".repeat(50) + "</a>").text().length());
    assertTrue(refusal("<a>" + "x".repeat(51) + "</a>").contains("text of more than 50"));
    assertTrue(refusal("<a>" + "x<b/>".repeat(15) + "x".repeat(40) + "</a>").contains("text"));
    assertTrue(refusal("<a b='" + "x".repeat(51) + "'/>").contains("attribute"));
  }

  /** They are carried from element to element. */
  @Test
  void prefixesAreLimitedToo() {
    StringBuilder document = new StringBuilder();
    for (int depth = 0; depth < 4; depth++) {
      document.append("<a");
      for (int i = 0; i < 90; i++) {
        document.append(" xmlns:p").append(depth * 90 + i).append("='u'");
      }
      document.append('>');
    }
    String refused = refusal(document.toString());
    assertTrue(refused.contains("more than 256 prefixes"), refused);
  }

  @Test
  void depthIsNoMatterOfTheStack() {
    SoapLimits deep =
        new SoapLimits(Duration.ofSeconds(1), Duration.ofSeconds(1), 1 << 24, 48, 1 << 20, 1 << 16);
    byte[] document = "<a>".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
    String refused =
        assertThrows(SoapFormatException.class, () -> XmlReader.read(document, deep)).getMessage();
    assertTrue(refused.contains("deeper than 48"), refused);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "<",
        "<a",
        "<a>",
        "<a></b>",
        "<a><b></a></b>",
        "<a b=c/>",
        "<a b='1' b='2'/>",
        "<a>&nbsp;</a>",
        "<a>&#0;</a>",
        "<a>\u0001</a>",
        "<?xml version='1.0' encoding='no-such'?><a/>",
        "<html><body><br></body></html>",
        "{\"error\":1}"
      })
  void whatIsMalformedIsRefusedInWords(String document) {
    assertTrue(refusal(document).length() > 10, refusal(document));
  }
}
