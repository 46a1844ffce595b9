package io.vedette.camera.onvif.soap;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes envelopes, in the form in which Microsoft's WCF writes them: the prefix {@code s} and
 * nothing but default namespaces within. It is what the first ONVIF clients sent, and what the
 * devices understand that look for texts rather than for XML. Without a state of its own.
 */
final class XmlWriter {

  static final String ENVELOPE = "http://www.w3.org/2003/05/soap-envelope";

  private static final String WSS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-";
  private static final String SECURITY = WSS + "wssecurity-secext-1.0.xsd";
  private static final String UTILITY = WSS + "wssecurity-utility-1.0.xsd";

  private final XMLStreamWriter out;

  private XmlWriter(XMLStreamWriter out) {
    this.out = out;
  }

  /** The request's envelope in UTF-8. */
  static byte[] envelope(SoapRequest request, Optional<UsernameToken> token) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      XMLStreamWriter out =
          XMLOutputFactory.newDefaultFactory()
              .createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
      new XmlWriter(out).write(request, token);
      out.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("an array takes all that is written", e);
    }
    return bytes.toByteArray();
  }

  private void write(SoapRequest request, Optional<UsernameToken> token) throws XMLStreamException {
    out.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
    out.writeStartElement("s", "Envelope", ENVELOPE);
    out.writeNamespace("s", ENVELOPE);
    if (token.isPresent() || !request.headers().isEmpty()) {
      out.writeStartElement("s", "Header", ENVELOPE);
      for (XmlElement header : request.headers()) {
        element(header, "");
      }
      if (token.isPresent()) {
        security(token.get());
      }
      out.writeEndElement();
    }
    out.writeStartElement("s", "Body", ENVELOPE);
    out.writeNamespace("xsi", "http://www.w3.org/2001/XMLSchema-instance");
    out.writeNamespace("xsd", "http://www.w3.org/2001/XMLSchema");
    element(request.body(), "");
    out.writeEndDocument();
  }

  private void security(UsernameToken token) throws XMLStreamException {
    begin(SECURITY, "Security", "");
    out.writeAttribute("s", ENVELOPE, "mustUnderstand", "1");
    begin(SECURITY, "UsernameToken", SECURITY);
    element(XmlElement.text(SECURITY, "Username", token.username()), SECURITY);
    element(
        XmlElement.text(SECURITY, "Password", token.digest())
            .with("Type", WSS + "username-token-profile-1.0#PasswordDigest"),
        SECURITY);
    element(
        XmlElement.text(SECURITY, "Nonce", token.nonce())
            .with("EncodingType", WSS + "soap-message-security-1.0#Base64Binary"),
        SECURITY);
    element(XmlElement.text(UTILITY, "Created", token.created()), SECURITY);
    out.writeEndElement();
    out.writeEndElement();
  }

  private void element(XmlElement element, String around) throws XMLStreamException {
    begin(element.namespace(), element.name(), around);
    for (var attribute : element.attributes().entrySet()) {
      out.writeAttribute(attribute.getKey(), legal(attribute.getValue()));
    }
    if (!element.text().isEmpty()) {
      out.writeCharacters(legal(element.text()));
    }
    for (XmlElement child : element.children()) {
      element(child, element.namespace());
    }
    out.writeEndElement();
  }

  private void begin(String namespace, String name, String around) throws XMLStreamException {
    out.writeStartElement("", name, namespace);
    if (!namespace.equals(around)) {
      out.writeDefaultNamespace(namespace);
    }
  }

  /** Without what XML cannot carry (XML 1.0, 2.2). */
  private static String legal(String text) {
    return text.replaceAll(
        "[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "\uFFFD");
  }
}
