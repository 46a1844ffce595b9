package io.vedette.rtsp;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One transport of a {@code Transport} field (RFC 2326 12.39).
 *
 * @param protocol such as {@code RTP/AVP/TCP}, in upper case
 * @param parameters by name in lower case; those without a value have an empty one
 */
public record TransportHeader(String protocol, Map<String, String> parameters) {

  /** The last port there is; channels end sooner (RFC 2326 10.12). */
  private static final int MOST = 65_535;

  public TransportHeader {
    parameters = Map.copyOf(parameters);
  }

  /** Two numbers that belong together: RTP's and RTCP's channel or port. */
  public record Pair(int rtp, int rtcp) {}

  /** Reads the first transport of the field. */
  public static TransportHeader parse(String value) {
    // Without a limit nothing but semicolons would be no part at all.
    String[] parts = value.split(",", 2)[0].split(";", -1);
    Map<String, String> parameters = new HashMap<>();
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      String name = equals < 0 ? parts[i] : parts[i].substring(0, equals);
      parameters.put(
          name.strip().toLowerCase(Locale.ROOT),
          equals < 0 ? "" : parts[i].substring(equals + 1).strip());
    }
    return new TransportHeader(parts[0].strip().toUpperCase(Locale.ROOT), parameters);
  }

  /**
   * A parameter of the form {@code 0-1}; a single number stands for itself and the next. Empty if
   * it is missing, no such pair, or beyond 65535.
   */
  public Optional<Pair> pair(String name) {
    String value = parameters.getOrDefault(name, "");
    if (!value.matches("\\d{1,5}(-\\d{1,5})?")) {
      return Optional.empty();
    }
    String[] numbers = value.split("-");
    int first = Integer.parseInt(numbers[0]);
    int second = numbers.length > 1 ? Integer.parseInt(numbers[1]) : first + 1;
    return Math.max(first, second) > MOST ? Optional.empty() : Optional.of(new Pair(first, second));
  }
}
