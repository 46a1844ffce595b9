package io.vedette.camera.onvif.soap;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads XML from strangers into {@link XmlElement}s. Whatever a document can make grow without
 * being long itself (DTDs, entities) is refused, and so is what goes beyond the limits. Without a
 * state of its own: any thread may call.
 */
public final class XmlReader {

  /** Devices built with gSOAP declare all that they know in each envelope, some sixty. */
  private static final int MOST_PREFIXES = 256;

  private XmlReader() {}

  /** An element that is not yet closed. */
  private static final class Open {
    /** With its prefix. */
    private final String name;

    private final Map<String, String> attributes = new HashMap<>();

    /** By prefix, those of the elements around it included. */
    private final Map<String, String> namespaces;

    private final StringBuilder text = new StringBuilder();
    private final List<XmlElement> children = new ArrayList<>();

    Open(XMLStreamReader in, Map<String, String> around, int mostText) throws SoapFormatException {
      name = in.getLocalName();
      Map<String, String> declared = new HashMap<>();
      for (int i = 0; i < in.getAttributeCount(); i++) {
        String value = in.getAttributeValue(i);
        if (value.length() > mostText) {
          throw tooMuch("an attribute of more than " + mostText + " characters", in);
        }
        String prefix = in.getAttributePrefix(i);
        String local = in.getAttributeLocalName(i);
        if (prefix.equals("xmlns")) {
          declared.put(local, value);
        } else if (prefix.isEmpty() && local.equals("xmlns")) {
          declared.put("", value);
        } else if (prefix.isEmpty()) {
          attributes.put(local, value);
        } else {
          attributes.putIfAbsent(local, value);
        }
      }
      if (declared.isEmpty()) {
        namespaces = around;
      } else {
        namespaces = new HashMap<>(around);
        namespaces.putAll(declared);
        if (namespaces.size() > MOST_PREFIXES) {
          throw tooMuch("more than " + MOST_PREFIXES + " prefixes", in);
        }
      }
    }

    XmlElement closed() {
      int colon = name.indexOf(':');
      return new XmlElement(
          namespaces.getOrDefault(name.substring(0, Math.max(0, colon)), ""),
          name.substring(colon + 1),
          attributes,
          text.toString().strip(),
          children);
    }
  }

  /**
   * Reads a whole document.
   *
   * @param document its bytes; what stands before the first {@code <} and behind the root element
   *     is passed over: some devices send a blank line first, or the rest of their buffer at the
   *     end
   * @return its root element
   * @throws SoapFormatException if it is not well-formed, has a DTD, or goes beyond the limits
   */
  public static XmlElement read(byte[] document, SoapLimits limits) throws SoapFormatException {
    int from = start(document);
    if (from == document.length) {
      throw new SoapFormatException("there is no XML in " + document.length + " bytes");
    }
    try {
      XMLStreamReader in =
          factory()
              .createXMLStreamReader(
                  new ByteArrayInputStream(document, from, document.length - from));
      try {
        return read(in, limits);
      } finally {
        in.close();
      }
    } catch (XMLStreamException e) {
      throw new SoapFormatException("not well-formed: " + firstLine(e), e);
    } catch (RuntimeException e) {
      // The JDK's scanner fails so on some broken documents; it must not reach the caller's thread.
      throw new SoapFormatException("not readable as XML: " + e, e);
    }
  }

  /** A byte order mark stays: it tells the encoding. */
  private static int start(byte[] document) {
    if (document.length >= 2 && (document[0] & 0xfe) == 0xfe && (document[1] & 0xfe) == 0xfe) {
      return 0;
    }
    int from = 0;
    while (from < document.length && document[from] != '<') {
      from++;
    }
    return from;
  }

  private static XmlElement read(XMLStreamReader in, SoapLimits limits)
      throws XMLStreamException, SoapFormatException {
    Deque<Open> open = new ArrayDeque<>();
    int elements = 0;
    while (in.hasNext()) {
      switch (in.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (++elements > limits.elements()) {
            throw tooMuch("more than " + limits.elements() + " elements", in);
          }
          if (open.size() == limits.depth()) {
            throw tooMuch("elements nested deeper than " + limits.depth(), in);
          }
          open.push(
              new Open(in, open.isEmpty() ? Map.of() : open.peek().namespaces, limits.text()));
        }
        case XMLStreamConstants.END_ELEMENT -> {
          XmlElement closed = open.pop().closed();
          if (open.isEmpty()) {
            return closed;
          }
          open.peek().children.add(closed);
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
          if (!open.isEmpty()) {
            if (open.peek().text.length() + in.getTextLength() > limits.text()) {
              throw tooMuch("a text of more than " + limits.text() + " characters", in);
            }
            open.peek().text.append(in.getText());
          }
        }
        case XMLStreamConstants.DTD ->
            throw new SoapFormatException("it has a DTD, which SOAP forbids and we do not read");
        case XMLStreamConstants.ENTITY_REFERENCE ->
            throw new SoapFormatException("it refers to the entity " + in.getLocalName());
        default -> {
          // Comments and processing instructions say nothing.
        }
      }
    }
    throw new SoapFormatException("it ends within an element");
  }

  /** The JDK's own, whatever else is on the class path; a new one each time, as it has a state. */
  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    // Some devices use prefixes that they have not declared, over which the JDK would stop.
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    factory.setXMLResolver(
        (_, system, _, _) -> {
          throw new XMLStreamException("refers to " + system);
        });
    return factory;
  }

  private static SoapFormatException tooMuch(String what, XMLStreamReader in) {
    return new SoapFormatException(
        "it has " + what + " (line " + in.getLocation().getLineNumber() + ")");
  }

  private static String firstLine(XMLStreamException e) {
    String message = String.valueOf(e.getMessage()).replaceAll("\\s*[\\r\\n]\\s*", " ");
    return message.length() > 200 ? message.substring(0, 200) + "…" : message;
  }
}
