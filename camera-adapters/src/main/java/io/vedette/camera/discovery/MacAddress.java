package io.vedette.camera.discovery;

import java.util.Locale;
import java.util.Optional;

/**
 * The hardware address of one network interface (EUI-48).
 *
 * @param text six octets in lower case, separated by colons
 */
public record MacAddress(String text) {

  /**
   * @throws IllegalArgumentException if the text is not of that form
   */
  public MacAddress {
    if (!text.matches("([0-9a-f]{2}:){5}[0-9a-f]{2}")) {
      throw new IllegalArgumentException("not a hardware address: " + text);
    }
  }

  /**
   * Reads an address, whatever separates its octets. Nothing where it is none, or one that cannot
   * be a device's own: all zero, or a group's (the lowest bit of the first octet).
   */
  public static Optional<MacAddress> parse(String written) {
    if (written.length() > 32) {
      return Optional.empty();
    }
    String digits = written.strip().replaceAll("[-:.]", "").toLowerCase(Locale.ROOT);
    if (!digits.matches("[0-9a-f]{12}")
        || digits.equals("000000000000")
        || (Character.digit(digits.charAt(1), 16) & 1) == 1) {
      return Optional.empty();
    }
    return Optional.of(new MacAddress(String.join(":", digits.split("(?<=\\G..)"))));
  }

  /** The first three octets as six upper-case digits: who was assigned it, unless it is local. */
  public String oui() {
    return text.replace(":", "").substring(0, 6).toUpperCase(Locale.ROOT);
  }

  /** Whether it was made up by the device itself, so that nobody was assigned it. */
  public boolean isLocal() {
    return (Character.digit(text.charAt(1), 16) & 2) != 0;
  }

  @Override
  public String toString() {
    return text;
  }
}
