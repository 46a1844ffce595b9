package io.vedette.rtmp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads values of AMF 0 one after another. What it takes in memory is bounded by what it reads, by
 * {@link #MAX_VALUES} and by {@link #MAX_DEPTH}. Used by one thread.
 */
final class AmfReader {

  /** Values in a message, those within others counted too. */
  static final int MAX_VALUES = 1024;

  /** How deep values may lie in each other; what encoders send is two deep. */
  static final int MAX_DEPTH = 8;

  private static final int OBJECT_END = 9;

  private final byte[] bytes;
  private final int end;
  private int at;
  private int values;

  private AmfReader(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  /**
   * All values of a range.
   *
   * @param from index of the first byte
   * @param end index behind the last
   * @throws RtmpFormatException if it is no AMF 0, ends too early, or holds more or deeper values
   *     than anybody sends
   */
  static List<AmfValue> read(byte[] bytes, int from, int end) throws RtmpFormatException {
    AmfReader reader = new AmfReader(bytes, from, end);
    List<AmfValue> all = new ArrayList<>();
    while (reader.at < end) {
      all.add(reader.value(0));
    }
    return all;
  }

  private AmfValue value(int depth) throws RtmpFormatException {
    if (depth > MAX_DEPTH) {
      throw new RtmpFormatException("AMF values lie more than " + MAX_DEPTH + " deep");
    }
    if (++values > MAX_VALUES) {
      throw new RtmpFormatException("a message of more than " + MAX_VALUES + " AMF values");
    }
    int marker = u8();
    return switch (marker) {
      case 0 -> new AmfValue.Number(number());
      case 1 -> new AmfValue.Truth(u8() != 0);
      case 2 -> new AmfValue.Text(text(u16()));
      case 3 -> properties(depth);
      case 5, 6, 13 -> new AmfValue.Nothing();
      case 7 -> {
        u16();
        yield new AmfValue.Nothing();
      }
      case 8 -> {
        // The count is a hint at best: what ends the array is its end marker.
        length();
        yield properties(depth);
      }
      case 10 -> items(depth);
      case 11 -> {
        double millis = number();
        u16(); // time zone, always 0
        yield new AmfValue.Number(millis);
      }
      case 12, 15 -> new AmfValue.Text(text(length()));
      case 16 -> {
        text(u16()); // class name
        yield properties(depth);
      }
      default -> throw new RtmpFormatException("no AMF 0 value begins with " + marker);
    };
  }

  private AmfValue properties(int depth) throws RtmpFormatException {
    Map<String, AmfValue> members = new LinkedHashMap<>();
    while (true) {
      String name = text(u16());
      if (name.isEmpty() && at < end && bytes[at] == OBJECT_END) {
        at++;
        return new AmfValue.Properties(members);
      }
      members.put(name, value(depth + 1));
    }
  }

  private AmfValue items(int depth) throws RtmpFormatException {
    int count = length();
    List<AmfValue> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(value(depth + 1));
    }
    return new AmfValue.Items(items);
  }

  private String text(int length) throws RtmpFormatException {
    need(length);
    String text = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  private double number() throws RtmpFormatException {
    long high = u16() << 16 | u16();
    long low = (u16() << 16 | u16()) & 0xffff_ffffL;
    return Double.longBitsToDouble(high << 32 | low);
  }

  /** A length or count in four bytes, of which no more than the rest of the message can be. */
  private int length() throws RtmpFormatException {
    int length = u16() << 16 | u16();
    if (length < 0) {
      throw new RtmpFormatException("an AMF value of over 2 GiB");
    }
    return length;
  }

  private int u16() throws RtmpFormatException {
    return u8() << 8 | u8();
  }

  private int u8() throws RtmpFormatException {
    need(1);
    return bytes[at++] & 0xff;
  }

  private void need(int count) throws RtmpFormatException {
    if (count > end - at) {
      throw new RtmpFormatException("an AMF value that ends too early");
    }
  }
}
