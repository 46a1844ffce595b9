package io.vedette.camera.discovery;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A stranger's XML as a tree of local names and texts. No document type, no entities but the five
 * that XML has, {@value #MOST_DEPTH} levels, {@value #MOST_ELEMENTS} elements. Namespaces are left
 * out: devices get them wrong, and no name here means two things.
 */
final class DeviceXml {

  /**
   * An element.
   *
   * @param name local name
   * @param text its own text, stripped
   * @param children the elements in it
   */
  record Element(String name, String text, List<Element> children) {

    /** The first child of a name. */
    Optional<Element> child(String wanted) {
      return children.stream().filter(one -> one.name.equals(wanted)).findFirst();
    }

    /** The text of the first child of a name, empty if there is none. */
    String textOf(String wanted) {
      return child(wanted).map(Element::text).orElse("");
    }

    /** This element and all below, in document order. */
    Stream<Element> all() {
      return Stream.concat(Stream.of(this), children.stream().flatMap(Element::all));
    }
  }

  static final int MOST_DEPTH = 24;
  static final int MOST_ELEMENTS = 2000;
  static final int MOST_BYTES = 64 * 1024;

  private DeviceXml() {}

  /**
   * Reads a document.
   *
   * @throws DeviceFormatException if it is none, or beyond a limit; the message says which
   */
  static Element read(byte[] bytes) throws DeviceFormatException {
    if (bytes.length > MOST_BYTES) {
      throw new DeviceFormatException("XML of " + bytes.length + " bytes");
    }
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(characters(bytes)));
      try {
        return tree(reader);
      } finally {
        reader.close();
      }
    } catch (XMLStreamException | RuntimeException e) {
      // The JDK's reader has thrown unchecked exceptions at broken documents.
      String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new DeviceFormatException("XML that cannot be read: " + why);
    }
  }

  /**
   * The document's characters: UTF-8, or else a character for each byte. Decoded here, since the
   * JDK's reader writes to standard error of every byte that is no UTF-8. Some devices end a
   * document with zero bytes, or begin it with a line break.
   */
  private static String characters(byte[] bytes) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      text = new String(bytes, StandardCharsets.ISO_8859_1);
    }
    return text.replaceAll("^[\\x00-\\x20\\uFEFF]+|[\\x00-\\x20]+$", "");
  }

  private static Element tree(XMLStreamReader reader)
      throws XMLStreamException, DeviceFormatException {
    List<Open> open = new ArrayList<>();
    int elements = 0;
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (open.size() == MOST_DEPTH || ++elements > MOST_ELEMENTS) {
            throw new DeviceFormatException(
                "XML deeper than "
                    + MOST_DEPTH
                    + " or of more than "
                    + MOST_ELEMENTS
                    + " elements");
          }
          open.add(new Open(reader.getLocalName()));
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (!open.isEmpty()) {
            open.getLast().text.append(reader.getText());
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          Element closed = open.removeLast().closed();
          if (open.isEmpty()) {
            return closed;
          }
          open.getLast().children.add(closed);
        }
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw new DeviceFormatException("XML with a document type or an entity of its own");
        default -> {
          // Comments and the like.
        }
      }
    }
    throw new DeviceFormatException("XML without an element");
  }

  private static final class Open {
    private final String name;
    private final StringBuilder text = new StringBuilder();
    private final List<Element> children = new ArrayList<>();

    private Open(String name) {
      this.name = name;
    }

    private Element closed() {
      return new Element(name, text.toString().strip(), List.copyOf(children));
    }
  }
}
