package io.vedette.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalLong;

/** Reads the time that the bench's cameras write into each access unit. */
final class SendTime {

  private static final byte[] UUID = "vedette-sendtime".getBytes(StandardCharsets.US_ASCII);
  private static final int DIGITS = 19;

  private SendTime() {}

  /** The wall clock's nanoseconds since 1970, if the bytes hold a send time. */
  static OptionalLong find(byte[] bytes) {
    int last = bytes.length - UUID.length - DIGITS;
    for (int at = 0; at <= last; at++) {
      if (isUuid(bytes, at)) {
        String digits = new String(bytes, at + UUID.length, DIGITS, StandardCharsets.US_ASCII);
        return OptionalLong.of(Long.parseLong(digits));
      }
    }
    return OptionalLong.empty();
  }

  /** The last send time in the bytes of several pictures, likewise. */
  static OptionalLong findLast(byte[] bytes) {
    for (int at = bytes.length - UUID.length - DIGITS; at >= 0; at--) {
      if (isUuid(bytes, at)) {
        return find(Arrays.copyOfRange(bytes, at, at + UUID.length + DIGITS));
      }
    }
    return OptionalLong.empty();
  }

  /** The same clock, now. */
  static long now() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  private static boolean isUuid(byte[] bytes, int at) {
    for (int i = 0; i < UUID.length; i++) {
      if (bytes[at + i] != UUID[i]) {
        return false;
      }
    }
    return true;
  }
}
