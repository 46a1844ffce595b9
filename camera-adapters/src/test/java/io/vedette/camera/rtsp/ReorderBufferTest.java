package io.vedette.camera.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReorderBufferTest {

  private static final long MILLI = 1_000_000;

  private final ReorderBuffer order = new ReorderBuffer();
  private final List<Integer> came = new ArrayList<>();

  private void put(int sequence, long millis) throws Exception {
    order.packet(packet(sequence), 0, 20, millis * MILLI, this::take);
  }

  private void take(byte[] buffer, int offset, int length) {
    assertEquals(20, length);
    came.add(ByteBuffer.wrap(buffer, offset, length).getShort(offset + 2) & 0xffff);
  }

  private static byte[] packet(int sequence) {
    return ByteBuffer.allocate(20)
        .put((byte) 0x80)
        .put((byte) 96)
        .putShort((short) sequence)
        .array();
  }

  @Test
  void whatIsInOrderGoesThroughWhereItLies() throws Exception {
    byte[] packet = packet(7);
    order.packet(packet, 0, 20, 0, (buffer, _, _) -> assertSame(packet, buffer));
    put(8, 0);
    assertEquals(List.of(8), came);
    assertFalse(order.isWaiting());
  }

  @Test
  void twoThatOvertookEachOtherArePutBackOverTheWrapToo() throws Exception {
    for (int sequence : new int[] {65_534, 0, 65_535, 2, 1, 3}) {
      put(sequence, 0);
    }
    assertEquals(List.of(65_534, 65_535, 0, 1, 2, 3), came);
    assertFalse(order.isWaiting());
  }

  @Test
  void whatIsMissingForTooLongIsGivenUp() throws Exception {
    put(1, 0);
    put(3, 10);
    put(4, 20);
    order.expire(59 * MILLI, this::take);
    assertEquals(List.of(1), came);
    assertTrue(order.isWaiting());
    order.expire(60 * MILLI, this::take);
    assertEquals(List.of(1, 3, 4), came);
    // It comes after all: whoever counts must hear of it.
    put(2, 61);
    assertEquals(List.of(1, 3, 4, 2), came);
  }

  @Test
  void severalGapsAreGivenUpOneAfterTheOther() throws Exception {
    put(1, 0);
    put(3, 0);
    put(5, 0);
    order.expire(50 * MILLI, this::take);
    assertEquals(List.of(1, 3), came);
    order.expire(100 * MILLI, this::take);
    assertEquals(List.of(1, 3, 5), came);
  }

  @Test
  void repetitionsAreKeptOnce() throws Exception {
    for (int sequence : new int[] {1, 3, 3, 2}) {
      put(sequence, 0);
    }
    assertEquals(List.of(1, 2, 3), came);
  }

  @Test
  void tooFarAheadIsASenderThatBeganAnew() throws Exception {
    put(1, 0);
    put(3, 0);
    put(3 + ReorderBuffer.CAPACITY, 0);
    put(4 + ReorderBuffer.CAPACITY, 0);
    assertEquals(List.of(1, 3, 3 + ReorderBuffer.CAPACITY, 4 + ReorderBuffer.CAPACITY), came);
    assertFalse(order.isWaiting());
  }

  @Test
  void aRunOfLossLongerThanTheBufferDoesNotHoldTheStreamUp() throws Exception {
    put(1, 0);
    for (int i = 0; i < 200; i++) {
      put(10 + i, i / 10);
    }
    order.expire(100 * MILLI, this::take);
    assertEquals(201, came.size());
    for (int i = 1; i < came.size(); i++) {
      assertTrue(came.get(i) > came.get(i - 1), came.toString());
    }
  }
}
