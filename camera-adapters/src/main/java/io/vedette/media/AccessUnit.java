package io.vedette.media;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The bytes of one access unit, and before them room for what a container puts in front of a
 * sample: so a packet's array can become the fragment's, and no picture is copied for it. Nobody
 * changes the bytes. Compared by identity. Safe for use by any thread.
 */
public final class AccessUnit {

  /**
   * Bytes of room before the unit: what a {@code moof} of one sample and the header of its {@code
   * mdat} take (ISO/IEC 14496-12 8.8.4, 8.1.1).
   */
  public static final int HEADROOM = 112;

  private final byte[] array;
  private final int length;
  private final AtomicBoolean claimed;

  private AccessUnit(byte[] array, int length, boolean claimed) {
    this.array = array;
    this.length = length;
    this.claimed = new AtomicBoolean(claimed);
  }

  /** A unit of these bytes, copied. */
  public static AccessUnit copyOf(byte[] from, int at, int length) {
    byte[] array = new byte[HEADROOM + length];
    System.arraycopy(from, at, array, HEADROOM, length);
    return new AccessUnit(array, length, false);
  }

  /** A unit of these bytes, copied. */
  public static AccessUnit copyOf(byte[] bytes) {
    return copyOf(bytes, 0, bytes.length);
  }

  /** A unit of the bytes of two, copied. */
  public static AccessUnit join(AccessUnit first, AccessUnit second) {
    byte[] array = Arrays.copyOf(first.array, first.end() + second.length);
    System.arraycopy(second.array, HEADROOM, array, first.end(), second.length);
    return new AccessUnit(array, first.length + second.length, false);
  }

  /**
   * The unit that fills an array behind its first {@link #HEADROOM} bytes, which have been written
   * already. The array is shared.
   *
   * @throws IllegalArgumentException if the array is shorter than that
   */
  public static AccessUnit within(byte[] array) {
    if (array.length < HEADROOM) {
      throw new IllegalArgumentException("no unit in " + array.length + " bytes");
    }
    return new AccessUnit(array, array.length - HEADROOM, true);
  }

  /** What the bytes lie in, from {@link #offset} up to {@link #end}; not to be changed. */
  public byte[] array() {
    return array;
  }

  /** Index of the first byte. */
  public int offset() {
    return HEADROOM;
  }

  /** Index behind the last byte. */
  public int end() {
    return HEADROOM + length;
  }

  /** How many bytes it has. */
  public int length() {
    return length;
  }

  /** A copy of the bytes. */
  public byte[] toByteArray() {
    return Arrays.copyOfRange(array, HEADROOM, end());
  }

  /**
   * An array of {@link #HEADROOM} bytes that are the caller's to write, and the unit behind them.
   * The first who asks gets the unit's own, everybody later a copy.
   */
  public byte[] claim() {
    return claimed.compareAndSet(false, true) ? array : array.clone();
  }
}
