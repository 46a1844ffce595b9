package io.vedette.testing;

import java.nio.ByteBuffer;

/** Reads when a fragment is to be decoded. */
public final class DecodingTime {

  private static final int TFDT = 0x74666474;

  private DecodingTime() {}

  /** The time of the first tfdt, of version 1, in ticks of its track. */
  public static long of(byte[] fragment) {
    ByteBuffer boxes = ByteBuffer.wrap(fragment);
    for (int at = 0; at + 16 <= fragment.length; at += 4) {
      if (boxes.getInt(at) == TFDT) {
        return boxes.getLong(at + 8);
      }
    }
    throw new IllegalArgumentException("a fragment without tfdt");
  }
}
