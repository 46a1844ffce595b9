package io.vedette.camera.rtsp;

import io.vedette.camera.CameraException;

/**
 * Puts the datagrams of one RTP stream in order (RFC 3550 5.1, sequence number). One that is next
 * goes through where it lies; those that came too early are kept until the missing ones have come,
 * a time has passed, or too many are kept. Used by one thread.
 */
final class ReorderBuffer {

  /** Takes packets in order; late ones and repetitions too. */
  @FunctionalInterface
  interface Sink {
    void packet(byte[] buffer, int offset, int length) throws CameraException;
  }

  /** A packet that took another way through a local network is later by milliseconds. */
  static final long MAX_WAIT_NANOS = 50_000_000;

  /** Packets kept at most; a power of two. */
  static final int CAPACITY = 64;

  private static final int MASK = CAPACITY - 1;
  private static final int RTP_HEADER = 12;

  private final byte[][] packets = new byte[CAPACITY][];
  private final int[] lengths = new int[CAPACITY];
  private int kept;
  private boolean started;
  private int next;
  private long waitingSince;

  /** Takes a packet, which is overwritten afterwards. */
  void packet(byte[] buffer, int offset, int length, long nowNanos, Sink sink)
      throws CameraException {
    if (length < RTP_HEADER) {
      return;
    }
    int sequence = (buffer[offset + 2] & 0xff) << 8 | buffer[offset + 3] & 0xff;
    int ahead = started ? (short) (sequence - next) : 0;
    if (Math.abs(ahead) >= CAPACITY) {
      // Too far ahead to wait for what is between, or a sender that began anew.
      release(sink);
      ahead = 0;
    }
    if (ahead < 0) {
      sink.packet(buffer, offset, length);
    } else if (ahead == 0) {
      started = true;
      next = sequence + 1 & 0xffff;
      sink.packet(buffer, offset, length);
      drain(nowNanos, sink);
    } else {
      keep(sequence & MASK, buffer, offset, length, nowNanos);
    }
  }

  /** Gives up on what is missing for too long. */
  void expire(long nowNanos, Sink sink) throws CameraException {
    while (kept > 0 && nowNanos - waitingSince >= MAX_WAIT_NANOS) {
      while (lengths[next & MASK] == 0) {
        next = next + 1 & 0xffff;
      }
      drain(nowNanos, sink);
    }
  }

  /** Whether something waits for what is missing. */
  boolean isWaiting() {
    return kept > 0;
  }

  private void keep(int slot, byte[] buffer, int offset, int length, long nowNanos) {
    if (lengths[slot] > 0) {
      return;
    }
    if (packets[slot] == null || packets[slot].length < length) {
      packets[slot] = new byte[Math.max(length, 1500)];
    }
    System.arraycopy(buffer, offset, packets[slot], 0, length);
    lengths[slot] = length;
    if (kept++ == 0) {
      waitingSince = nowNanos;
    }
  }

  /** Hands over what follows without a gap. */
  private void drain(long nowNanos, Sink sink) throws CameraException {
    while (kept > 0 && lengths[next & MASK] > 0) {
      handOver(next & MASK, sink);
      next = next + 1 & 0xffff;
      waitingSince = nowNanos;
    }
  }

  /** Hands over everything, gaps or not. */
  private void release(Sink sink) throws CameraException {
    for (int i = 0; kept > 0 && i < CAPACITY; i++) {
      int slot = next + i & MASK;
      if (lengths[slot] > 0) {
        handOver(slot, sink);
      }
    }
  }

  private void handOver(int slot, Sink sink) throws CameraException {
    int length = lengths[slot];
    lengths[slot] = 0;
    kept--;
    sink.packet(packets[slot], 0, length);
  }
}
