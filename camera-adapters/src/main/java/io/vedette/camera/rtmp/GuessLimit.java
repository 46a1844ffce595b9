package io.vedette.camera.rtmp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Counts wrong keys by address: ten are free, then one every six seconds. Of IPv6 the first 64 bits
 * are one address, as who has one of them has all. Safe for use by any thread.
 */
final class GuessLimit {

  private static final int FREE = 10;
  private static final long NANOS_EACH = Duration.ofSeconds(6).toNanos();
  private static final int IPV6_PREFIX = 8;

  /** Addresses remembered; the one longest unused makes room. */
  private static final int MAX_ADDRESSES = 4096;

  private final LongSupplier nanos;

  /** When all guesses of an address are forgotten. */
  private final Map<String, Long> forgotten =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MAX_ADDRESSES;
        }
      };

  /**
   * No guesses so far.
   *
   * @param nanos a clock that nobody sets, such as {@link System#nanoTime()}
   */
  GuessLimit(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** How many wrong keys an address has shown lately. */
  enum Guess {
    FIRST,
    ANOTHER,
    TOO_MANY
  }

  /** Counts a wrong key. */
  synchronized Guess guessed(InetAddress address) {
    long now = nanos.getAsLong();
    String key = key(address);
    long before = forgotten.getOrDefault(key, now);
    boolean first = before - now <= 0;
    long after = (first ? now : before) + NANOS_EACH;
    if (after - now > FREE * NANOS_EACH) {
      return Guess.TOO_MANY;
    }
    forgotten.put(key, after);
    return first ? Guess.FIRST : Guess.ANOTHER;
  }

  /** What counts as one address. */
  static String key(InetAddress address) {
    byte[] bytes = address.getAddress();
    return HexFormat.of()
        .formatHex(bytes, 0, address instanceof Inet6Address ? IPV6_PREFIX : bytes.length);
  }
}
