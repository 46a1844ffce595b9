package io.vedette.rtmp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes values of AMF 0 one behind another. Used by one thread. */
final class AmfWriter {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Values in a row. */
  static byte[] written(AmfValue... values) {
    AmfWriter writer = new AmfWriter();
    for (AmfValue value : values) {
      writer.value(value);
    }
    return writer.out.toByteArray();
  }

  private void value(AmfValue value) {
    switch (value) {
      case AmfValue.Number(double number) -> {
        out.write(0);
        out.writeBytes(ByteBuffer.allocate(Double.BYTES).putDouble(number).array());
      }
      case AmfValue.Truth(boolean truth) -> {
        out.write(1);
        out.write(truth ? 1 : 0);
      }
      case AmfValue.Text(String text) -> {
        out.write(2);
        text(text);
      }
      case AmfValue.Properties(Map<String, AmfValue> members) -> {
        out.write(3);
        members.forEach(
            (name, member) -> {
              text(name);
              value(member);
            });
        out.writeBytes(new byte[] {0, 0, 9});
      }
      case AmfValue.Items(var items) -> {
        out.write(10);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(items.size()).array());
        items.forEach(this::value);
      }
      case AmfValue.Nothing() -> out.write(5);
    }
  }

  private void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 0xffff) {
      throw new IllegalArgumentException("a text of " + bytes.length + " bytes");
    }
    out.write(bytes.length >> 8);
    out.write(bytes.length);
    out.writeBytes(bytes);
  }
}
