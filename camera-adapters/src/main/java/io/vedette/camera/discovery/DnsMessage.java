package io.vedette.camera.discovery;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The messages of multicast DNS (RFC 1035 4, RFC 6762 18) as far as services are found by them. */
final class DnsMessage {

  /** A resource record of a kind that is of use here. */
  sealed interface Answer {}

  /** A service type's instance (RFC 6763 4.1). */
  record Pointer(DnsName name, DnsName target) implements Answer {}

  /** Where an instance is (RFC 2782). */
  record Service(DnsName name, int port, DnsName target) implements Answer {}

  /** What an instance says of itself (RFC 6763 6); keys in lower case. */
  record Text(DnsName name, Map<String, String> values) implements Answer {}

  /** A host's IPv4 address. */
  record Address(DnsName name, InetAddress address) implements Answer {}

  static final int MOST_RECORDS = 256;

  private static final int TYPE_A = 1;
  private static final int TYPE_PTR = 12;
  private static final int TYPE_TXT = 16;
  private static final int TYPE_SRV = 33;
  private static final int CLASS_IN = 1;

  /** The top bit of a class asks for, or stands for, something else in multicast DNS. */
  private static final int CLASS_MASK = 0x7fff;

  private static final int RESPONSE = 0x8000;
  private static final int OPCODE_AND_RCODE = 0x780f;
  private static final int POINTER = 0xc0;
  private static final int MOST_NAME_BYTES = 255;
  private static final int MOST_JUMPS = 32;

  private DnsMessage() {}

  /** A query for the instances of all these types (RFC 6762 5.1). */
  static byte[] query(List<DnsName> types) {
    return query(types, TYPE_PTR);
  }

  /** A query for where instances are, and for what they say of themselves. */
  static byte[] queryInstances(List<DnsName> instances) {
    return query(instances, TYPE_SRV, TYPE_TXT);
  }

  private static byte[] query(List<DnsName> names, int... types) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int questions = names.size() * types.length;
    out.writeBytes(new byte[] {0, 0, 0, 0, 0, (byte) questions, 0, 0, 0, 0, 0, 0});
    for (DnsName name : names) {
      for (int type : types) {
        for (String label : name.labels()) {
          byte[] bytes = label.getBytes(StandardCharsets.UTF_8);
          out.write(bytes.length);
          out.writeBytes(bytes);
        }
        out.writeBytes(new byte[] {0, 0, (byte) type, 0, CLASS_IN});
      }
    }
    return out.toByteArray();
  }

  /**
   * Reads a response; records that say goodbye (a time to live of 0, RFC 6762 10.1) are left out.
   *
   * @return its records, none for a query
   * @throws DeviceFormatException if it is no message
   */
  static List<Answer> read(byte[] datagram) throws DeviceFormatException {
    ByteBuffer in = ByteBuffer.wrap(datagram);
    try {
      in.getShort();
      int flags = in.getShort() & 0xffff;
      int questions = in.getShort() & 0xffff;
      int records = 0;
      for (int section = 0; section < 3; section++) {
        records += in.getShort() & 0xffff;
      }
      if ((flags & RESPONSE) == 0 || (flags & OPCODE_AND_RCODE) != 0) {
        return List.of();
      }
      if (questions + records > MOST_RECORDS) {
        throw new DeviceFormatException("a DNS message of " + (questions + records) + " records");
      }
      for (int i = 0; i < questions; i++) {
        name(in);
        in.getInt();
      }
      List<Answer> answers = new ArrayList<>();
      for (int i = 0; i < records; i++) {
        record(in, answers);
      }
      return answers;
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new DeviceFormatException("a DNS message that ends too early");
    }
  }

  private static void record(ByteBuffer in, List<Answer> answers) throws DeviceFormatException {
    DnsName name = name(in);
    int type = in.getShort() & 0xffff;
    int kind = in.getShort() & CLASS_MASK;
    int lifetime = in.getInt();
    int length = in.getShort() & 0xffff;
    int end = in.position() + length;
    if (end > in.limit()) {
      throw new BufferUnderflowException();
    }
    if (kind == CLASS_IN && lifetime != 0) {
      switch (type) {
        case TYPE_A -> {
          if (length == 4) {
            answers.add(new Address(name, address(in)));
          }
        }
        case TYPE_PTR -> answers.add(new Pointer(name, name(in)));
        case TYPE_SRV -> {
          in.getInt();
          answers.add(new Service(name, in.getShort() & 0xffff, name(in)));
        }
        case TYPE_TXT -> answers.add(new Text(name, values(in, end)));
        default -> {
          // IPv6 addresses, and what says what is not there (NSEC).
        }
      }
    }
    in.position(end);
  }

  private static InetAddress address(ByteBuffer in) {
    byte[] octets = new byte[4];
    in.get(octets);
    try {
      return InetAddress.getByAddress(octets);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> values(ByteBuffer in, int end) {
    Map<String, String> values = new LinkedHashMap<>();
    while (in.position() < end) {
      int length = Math.min(in.get() & 0xff, end - in.position());
      String pair = text(in, length);
      int equals = pair.indexOf('=');
      if (equals > 0) {
        // Of a key that comes twice the first counts (RFC 6763 6.4).
        values.putIfAbsent(
            pair.substring(0, equals).toLowerCase(Locale.ROOT), pair.substring(equals + 1));
      }
    }
    return values;
  }

  private static String text(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** A label; one that is no UTF-8 could not be asked for again as it is. */
  private static String label(ByteBuffer in, int length) throws DeviceFormatException {
    ByteBuffer bytes = in.slice(in.position(), length);
    in.position(in.position() + length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new DeviceFormatException("a DNS label that is no UTF-8");
    }
  }

  /** A name, perhaps continued earlier in the message (RFC 1035 4.1.4). */
  private static DnsName name(ByteBuffer in) throws DeviceFormatException {
    List<String> labels = new ArrayList<>();
    int bytes = 0;
    int jumps = 0;
    int back = -1;
    while (true) {
      int length = in.get() & 0xff;
      if (length == 0) {
        break;
      }
      if ((length & POINTER) == POINTER) {
        int to = (length & ~POINTER) << 8 | in.get() & 0xff;
        back = back < 0 ? in.position() : back;
        if (++jumps > MOST_JUMPS || to >= in.position() - 2) {
          throw new DeviceFormatException("a DNS name that goes round in circles");
        }
        in.position(to);
      } else if ((length & POINTER) != 0) {
        throw new DeviceFormatException("a DNS label of an unknown kind");
      } else {
        bytes += length + 1;
        if (bytes > MOST_NAME_BYTES) {
          throw new DeviceFormatException("a DNS name of more than " + MOST_NAME_BYTES + " bytes");
        }
        labels.add(label(in, length));
      }
    }
    if (back >= 0) {
      in.position(back);
    }
    return new DnsName(labels);
  }
}
