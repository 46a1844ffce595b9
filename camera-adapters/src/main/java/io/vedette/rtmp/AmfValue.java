package io.vedette.rtmp;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of AMF 0 (Action Message Format, December 2007). */
public sealed interface AmfValue {

  /** A number (2.2), or a date (2.13) in milliseconds since 1970. */
  record Number(double value) implements AmfValue {}

  /** A boolean (2.3). */
  record Truth(boolean value) implements AmfValue {}

  /** A string (2.4), long string (2.14) or XML document (2.17). */
  record Text(String value) implements AmfValue {}

  /** An object (2.5), ECMA array (2.10) or typed object (2.18); its members stay in their order. */
  record Properties(Map<String, AmfValue> members) implements AmfValue {
    public Properties {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }
  }

  /** A strict array (2.12). */
  record Items(List<AmfValue> values) implements AmfValue {
    public Items {
      values = List.copyOf(values);
    }
  }

  /** Null (2.7), undefined (2.8), unsupported (2.15), or a reference (2.9) to what came before. */
  record Nothing() implements AmfValue {}
}
