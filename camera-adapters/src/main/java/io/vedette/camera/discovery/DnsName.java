package io.vedette.camera.discovery;

import java.util.List;
import java.util.Locale;

/**
 * A domain name. Labels may hold any character, dots among them (RFC 6763 4.1.1).
 *
 * @param labels from the most particular one on, without the root
 */
record DnsName(List<String> labels) {

  DnsName {
    labels = List.copyOf(labels);
  }

  /** A name without dots or backslashes within labels, such as {@code _rtsp._tcp.local}. */
  static DnsName of(String dotted) {
    return new DnsName(List.of(dotted.split("\\.")));
  }

  /** Equal for equal names: names compare without case (RFC 1035 2.3.3). */
  String key() {
    StringBuilder key = new StringBuilder();
    for (String label : labels) {
      key.append(label.toLowerCase(Locale.ROOT).replace("\\", "\\\\").replace(".", "\\."))
          .append('.');
    }
    return key.toString();
  }

  /** Whether it is an instance of a service type: one label, and the type's name (RFC 6763 4.1). */
  boolean isInstanceOf(DnsName type) {
    return labels.size() == type.labels.size() + 1
        && new DnsName(labels.subList(1, labels.size())).key().equals(type.key());
  }

  /** The first label, empty for the root. */
  String first() {
    return labels.isEmpty() ? "" : labels.getFirst();
  }
}
