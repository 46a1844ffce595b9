package io.vedette.camera.discovery;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes responses of multicast DNS, without compression, as a responder would. */
final class DnsPacket {

  private final ByteArrayOutputStream records = new ByteArrayOutputStream();
  private int count;

  DnsPacket pointer(String type, String... instance) {
    return record(12, 120, type.split("\\."), name(instance));
  }

  DnsPacket service(int port, String host, String... instance) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes(new byte[] {0, 0, 0, 0, (byte) (port >> 8), (byte) port});
    data.writeBytes(name(host.split("\\.")));
    return record(33, 120, instance, data.toByteArray());
  }

  DnsPacket text(String[] pairs, String... instance) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    for (String pair : pairs) {
      byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
      data.write(bytes.length);
      data.writeBytes(bytes);
    }
    return record(16, 120, instance, data.toByteArray());
  }

  DnsPacket host(String host, String address) {
    return record(1, 120, host.split("\\."), Datagrams.address(address).getAddress());
  }

  DnsPacket record(int type, int lifetime, String[] name, byte[] data) {
    records.writeBytes(name(name));
    records.writeBytes(
        new byte[] {
          0, (byte) type, (byte) 0x80, 1, 0, 0, 0, (byte) lifetime, 0, (byte) data.length
        });
    records.writeBytes(data);
    count++;
    return this;
  }

  static byte[] name(String... labels) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String label : labels) {
      byte[] bytes = label.getBytes(StandardCharsets.UTF_8);
      out.write(bytes.length);
      out.writeBytes(bytes);
    }
    out.write(0);
    return out.toByteArray();
  }

  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0, 0, (byte) 0x84, 0, 0, 0, 0, (byte) count, 0, 0, 0, 0});
    out.writeBytes(records.toByteArray());
    return out.toByteArray();
  }
}
