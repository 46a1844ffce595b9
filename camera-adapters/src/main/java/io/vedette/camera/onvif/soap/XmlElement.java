package io.vedette.camera.onvif.soap;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * An element of XML: its text, or its children. What is looked for is looked for by local name
 * only: some devices put the right element into the wrong namespace.
 *
 * @param namespace its namespace, empty if it has none
 * @param name its local name
 * @param attributes by local name
 * @param text its own text, white space at both ends taken off
 * @param children its elements, in order
 */
public record XmlElement(
    String namespace,
    String name,
    Map<String, String> attributes,
    String text,
    List<XmlElement> children) {

  public XmlElement {
    attributes = Map.copyOf(attributes);
    children = List.copyOf(children);
  }

  /** An element with these children. */
  public static XmlElement of(String namespace, String name, XmlElement... children) {
    return new XmlElement(namespace, name, Map.of(), "", List.of(children));
  }

  /** An element with a text. */
  public static XmlElement text(String namespace, String name, String text) {
    return new XmlElement(namespace, name, Map.of(), text, List.of());
  }

  /** The same with one more attribute, or another value of it. */
  public XmlElement with(String attribute, String value) {
    Map<String, String> more = new LinkedHashMap<>(attributes);
    more.put(attribute, value);
    return new XmlElement(namespace, name, more, text, children);
  }

  /** The same with one more child behind the others. */
  public XmlElement with(XmlElement child) {
    List<XmlElement> more = new ArrayList<>(children);
    more.add(child);
    return new XmlElement(namespace, name, attributes, text, more);
  }

  /** The same under another name. */
  public XmlElement named(String otherNamespace, String otherName) {
    return new XmlElement(otherNamespace, otherName, attributes, text, children);
  }

  /** The same with another text in each element at the end of the path, which has to be there. */
  public XmlElement replaced(String value, String... path) {
    return replaced(value, List.of(path));
  }

  private XmlElement replaced(String value, List<String> path) {
    if (path.isEmpty()) {
      return new XmlElement(namespace, name, attributes, value, children);
    }
    List<XmlElement> changed =
        children.stream()
            .map(
                child ->
                    child.name.equals(path.getFirst())
                        ? child.replaced(value, path.subList(1, path.size()))
                        : child)
            .toList();
    return new XmlElement(namespace, name, attributes, text, changed);
  }

  /** The same without the children of this name. */
  public XmlElement without(String child) {
    return new XmlElement(
        namespace,
        name,
        attributes,
        text,
        children.stream().filter(c -> !c.name.equals(child)).toList());
  }

  /** The children of a name. */
  public List<XmlElement> all(String child) {
    return children.stream().filter(c -> c.name.equals(child)).toList();
  }

  /** The first element at the end of a path of names. */
  public Optional<XmlElement> at(String... path) {
    Optional<XmlElement> here = Optional.of(this);
    for (String step : path) {
      here = here.flatMap(e -> e.children.stream().filter(c -> c.name.equals(step)).findFirst());
    }
    return here;
  }

  /** The text there, if it is not blank. */
  public Optional<String> textAt(String... path) {
    return at(path).map(XmlElement::text).filter(found -> !found.isBlank());
  }

  /** The number there, rounded, if there is one. */
  public OptionalInt intAt(String... path) {
    return rounded(textAt(path));
  }

  /** The number there, if there is one. */
  public OptionalDouble numberAt(String... path) {
    return number(textAt(path));
  }

  /** The attribute of this name, if it is not blank. */
  public Optional<String> attribute(String attribute) {
    return Optional.ofNullable(attributes.get(attribute)).filter(found -> !found.isBlank());
  }

  /** The attribute's number, rounded, if it is one. */
  public OptionalInt intOf(String attribute) {
    return rounded(attribute(attribute));
  }

  private static OptionalInt rounded(Optional<String> text) {
    OptionalDouble number = number(text);
    return number.isPresent() && Math.abs(number.getAsDouble()) <= Integer.MAX_VALUE
        ? OptionalInt.of((int) Math.round(number.getAsDouble()))
        : OptionalInt.empty();
  }

  /** NaN and what is beyond all numbers is none. */
  private static OptionalDouble number(Optional<String> text) {
    try {
      double number = text.isPresent() ? Double.parseDouble(text.get()) : Double.NaN;
      return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }
}
