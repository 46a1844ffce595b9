package io.vedette.rtsp.server;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A transport that a client offers in SETUP (RFC 2326 12.39). */
sealed interface TransportOffer {

  /**
   * RTP in the connection.
   *
   * @param channel the channel that the client asks for; empty leaves it to the server
   */
  record Interleaved(Optional<Integer> channel) implements TransportOffer {}

  /**
   * RTP in datagrams.
   *
   * @param clientPort where the client takes RTP; RTCP goes to the next port
   */
  record Udp(int clientPort) implements TransportOffer {}

  /** The first transport of a list that this server knows. */
  static Optional<TransportOffer> firstKnown(String header) {
    for (String offer : header.split(",")) {
      Optional<TransportOffer> known = read(offer.strip());
      if (known.isPresent()) {
        return known;
      }
    }
    return Optional.empty();
  }

  private static Optional<TransportOffer> read(String offer) {
    String[] parts = offer.split(";", -1);
    String profile = parts[0].strip().toUpperCase(Locale.ROOT);
    boolean multicast = false;
    Optional<Integer> channel = Optional.empty();
    Optional<Integer> port = Optional.empty();
    for (String part : parts) {
      String parameter = part.strip().toLowerCase(Locale.ROOT);
      multicast |= parameter.equals("multicast");
      channel = channel.or(() -> first(parameter, "interleaved", 254));
      port = port.or(() -> first(parameter, "client_port", 65_534));
    }
    if (profile.equals("RTP/AVP/TCP")) {
      return Optional.of(new Interleaved(channel));
    }
    if (profile.matches("RTP/AVP(/UDP)?") && !multicast && port.isPresent()) {
      return Optional.of(new Udp(port.get()));
    }
    return Optional.empty();
  }

  private static Optional<Integer> first(String parameter, String name, int max) {
    Matcher matcher = Pattern.compile(name + "=(\\d{1,5})(-\\d{1,5})?").matcher(parameter);
    return matcher.matches()
        ? Optional.of(Integer.valueOf(matcher.group(1))).filter(value -> value <= max)
        : Optional.empty();
  }
}
