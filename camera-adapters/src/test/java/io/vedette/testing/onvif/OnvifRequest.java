package io.vedette.testing.onvif;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * A request that came, read by the JDK's DOM, not by the client's own reader.
 *
 * @param exchange its HTTP
 * @param document its XML
 */
public record OnvifRequest(HttpExchange exchange, Document document) {

  static OnvifRequest read(HttpExchange exchange) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      byte[] body = exchange.getRequestBody().readAllBytes();
      return new OnvifRequest(
          exchange, factory.newDocumentBuilder().parse(new ByteArrayInputStream(body)));
    } catch (ParserConfigurationException | SAXException e) {
      throw new IllegalStateException("the client sent no XML", e);
    }
  }

  /** The element of the body. */
  public Element body() {
    Element body =
        (Element)
            document
                .getElementsByTagNameNS("http://www.w3.org/2003/05/soap-envelope", "Body")
                .item(0);
    return children(body).getFirst();
  }

  /** The operation's name. */
  public String operation() {
    return body().getLocalName();
  }

  /** The service's namespace. */
  public String namespace() {
    return body().getNamespaceURI();
  }

  /** The text of the first element of this name anywhere. */
  public Optional<String> text(String name) {
    return element(name).map(Element::getTextContent);
  }

  /** The first element of this name anywhere. */
  public Optional<Element> element(String name) {
    return Optional.ofNullable((Element) document.getElementsByTagNameNS("*", name).item(0));
  }

  /** The elements within one. */
  public static List<Element> children(Element parent) {
    List<Element> found = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        found.add(element);
      }
    }
    return found;
  }
}
