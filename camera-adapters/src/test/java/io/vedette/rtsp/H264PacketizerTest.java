package io.vedette.rtsp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class H264PacketizerTest {

  private static final int SSRC = 0x11223344;
  private static final int MAX = 112;

  private final List<byte[]> packets = new ArrayList<>();
  private final H264Packetizer packetizer = new H264Packetizer(96, SSRC, 0xffff, MAX);

  @Test
  void anRtpHeaderIsVersion2WithTypeSequenceTimeAndSource() throws IOException {
    cut(0x8000_0001, nal(0x41, 10));

    assertArrayEquals(
        new byte[] {
          (byte) 0x80,
          (byte) (0x80 | 96),
          (byte) 0xff,
          (byte) 0xff,
          (byte) 0x80,
          0,
          0,
          1,
          0x11,
          0x22,
          0x33,
          0x44
        },
        Arrays.copyOf(packets.getFirst(), 12));
    assertEquals(0, packetizer.nextSequence(), "the sequence number wraps");
  }

  @Test
  void aUnitThatJustFitsIsAPacketOfItsOwn() throws IOException {
    byte[] unit = nal(0x65, MAX - 12);
    cut(0, unit);

    assertEquals(1, packets.size());
    assertArrayEquals(unit, payload(0));
    assertTrue(marker(0));
  }

  @Test
  void aUnitOneByteTooLongIsFragmented() throws IOException {
    byte[] unit = nal(0x65, MAX - 12 + 1);
    cut(0, unit);

    assertEquals(2, packets.size());
    assertEquals(0x60 | 28, payload(0)[0], "NRI of the unit, type FU-A");
    assertEquals((byte) (0x80 | 5), payload(0)[1], "start, type of the unit");
    assertEquals(0x60 | 28, payload(1)[0]);
    assertEquals((byte) (0x40 | 5), payload(1)[1], "end");
    assertArrayEquals(unit, joined(unit[0]));
    assertFalse(marker(0));
    assertTrue(marker(1));
  }

  @Test
  void fragmentsThatFillTheirPacketsExactlyLeaveNoEmptyOne() throws IOException {
    byte[] unit = nal(0x65, 1 + 3 * (MAX - 14));
    cut(0, unit);

    assertEquals(3, packets.size());
    assertEquals((byte) (0x80 | 5), payload(0)[1]);
    assertEquals(5, payload(1)[1], "neither start nor end");
    assertEquals((byte) (0x40 | 5), payload(2)[1]);
    assertTrue(packets.stream().allMatch(packet -> packet.length == MAX));
    assertArrayEquals(unit, joined(unit[0]));
  }

  @Test
  void parameterSetsShareAPacketWithTheGreatestNri() throws IOException {
    byte[] sps = nal(0x27, 9);
    byte[] pps = nal(0x68, 4);
    byte[] idr = nal(0x65, 20);
    cut(0, sps, pps, idr);

    assertEquals(2, packets.size());
    ByteBuffer aggregate = ByteBuffer.wrap(payload(0));
    assertEquals(0x60 | 24, aggregate.get());
    assertEquals(9, aggregate.getShort());
    byte[] first = new byte[9];
    aggregate.get(first);
    assertArrayEquals(sps, first);
    assertEquals(4, aggregate.getShort());
    byte[] second = new byte[4];
    aggregate.get(second);
    assertArrayEquals(pps, second);
    assertFalse(aggregate.hasRemaining());
    assertFalse(marker(0));
    assertTrue(marker(1));
  }

  @Test
  void parameterSetsTooLongToShareGoAlone() throws IOException {
    cut(0, nal(0x67, 60), nal(0x68, 60), nal(0x65, 20));

    assertEquals(3, packets.size());
    assertEquals(0x67, payload(0)[0]);
    assertEquals(0x68, payload(1)[0]);
  }

  @Test
  void onlyTheLastSliceHasTheMarker() throws IOException {
    cut(7, nal(0x41, 30), nal(0x41, 300), nal(0x41, 30));

    for (int i = 0; i < packets.size(); i++) {
      assertEquals(i == packets.size() - 1, marker(i));
      assertEquals(7, ByteBuffer.wrap(packets.get(i)).getInt(4), "one time for all");
    }
    long bytes = packets.stream().mapToLong(packet -> packet.length - 12).sum();
    assertEquals(packets.size(), packetizer.packets());
    assertEquals(bytes, packetizer.payloadBytes());
  }

  @Test
  void unitsAreReadFromPositionToLimitAndLeftAsTheyWere() throws IOException {
    ByteBuffer middle = ByteBuffer.wrap(new byte[] {9, 9, 0x41, 1, 2, 9}, 2, 3);
    ByteBuffer nothing = ByteBuffer.allocate(0);
    packetizer.packetize(List.of(middle, nothing), 0, this::keep);

    assertArrayEquals(new byte[] {0x41, 1, 2}, payload(0));
    assertTrue(marker(0), "an empty unit is no packet");
    assertEquals(3, middle.remaining());
  }

  @Test
  void packetsTooSmallForVideoAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new H264Packetizer(96, SSRC, 0, 31));
  }

  private void cut(int timestamp, byte[]... units) throws IOException {
    packetizer.packetize(
        Arrays.stream(units).map(ByteBuffer::wrap).toList(), timestamp, this::keep);
  }

  private void keep(byte[] buffer, int length) {
    packets.add(Arrays.copyOf(buffer, length));
  }

  private byte[] payload(int index) {
    return Arrays.copyOfRange(packets.get(index), 12, packets.get(index).length);
  }

  private boolean marker(int index) {
    return packets.get(index)[1] < 0;
  }

  private byte[] joined(byte header) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(header);
    for (int i = 0; i < packets.size(); i++) {
      out.write(payload(i), 2, payload(i).length - 2);
    }
    return out.toByteArray();
  }

  private static byte[] nal(int header, int length) {
    byte[] unit = new byte[length];
    for (int i = 0; i < length; i++) {
      unit[i] = (byte) (i * 7);
    }
    unit[0] = (byte) header;
    return unit;
  }
}
