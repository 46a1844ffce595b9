package io.vedette.rtsp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Header fields in their order; names compare without case, a name may come more than once (RFC
 * 2326 12). Immutable.
 */
public final class RtspHeaders {

  /** No fields. */
  public static final RtspHeaders NONE = new RtspHeaders(List.of());

  private record Field(String name, String value) {}

  private final List<Field> fields;

  private RtspHeaders(List<Field> fields) {
    this.fields = List.copyOf(fields);
  }

  /**
   * The fields of a message's head. A line that is none is passed over.
   *
   * @param lines the start line, then a line for each field, without line feeds
   */
  static RtspHeaders read(String[] lines) {
    List<Field> fields = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        // A carriage return of its own would be a line break to whoever this is passed on to.
        String value = lines[i].substring(colon + 1).replace('\r', ' ').strip();
        fields.add(new Field(lines[i].substring(0, colon).strip(), value));
      }
    }
    return new RtspHeaders(fields);
  }

  /**
   * These fields and one more.
   *
   * @throws IllegalArgumentException if the value holds a line break: it would become a field of
   *     its own
   */
  public RtspHeaders with(String name, String value) {
    if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("a line break in the value of " + name);
    }
    List<Field> more = new ArrayList<>(fields);
    more.add(new Field(name, value));
    return new RtspHeaders(more);
  }

  /** These fields, then those. */
  public RtspHeaders and(RtspHeaders others) {
    List<Field> more = new ArrayList<>(fields);
    more.addAll(others.fields);
    return new RtspHeaders(more);
  }

  /** The first value of a name. */
  public Optional<String> first(String name) {
    for (Field field : fields) {
      if (field.name.equalsIgnoreCase(name)) {
        return Optional.of(field.value);
      }
    }
    return Optional.empty();
  }

  /** All values of a name. */
  public List<String> all(String name) {
    return fields.stream()
        .filter(field -> field.name.equalsIgnoreCase(name))
        .map(Field::value)
        .toList();
  }

  void writeTo(StringBuilder out) {
    for (Field field : fields) {
      out.append(field.name).append(": ").append(field.value).append("\r\n");
    }
  }
}
