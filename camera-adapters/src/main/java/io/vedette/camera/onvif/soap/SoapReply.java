package io.vedette.camera.onvif.soap;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import java.net.URI;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What came back, to be made sense of.
 *
 * @param from who was asked
 * @param request what
 * @param exchange what came over HTTP
 * @param limits what may be in it
 */
record SoapReply(URI from, SoapRequest request, HttpExchange exchange, SoapLimits limits) {

  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int SHOWN = 200;

  private static final String BASIC =
      "; it asks for HTTP Basic, which tells the password to whoever listens, and which is therefore"
          + " used with https:// only";

  /** Whether HTTP already says that who asks may not. */
  boolean isRefused() {
    return exchange.status() == UNAUTHORIZED || exchange.status() == FORBIDDEN;
  }

  /** How to sign in with HTTP, as the device says. */
  List<String> challenges() {
    return exchange.headers().allValues("WWW-Authenticate");
  }

  String authenticationInfo() {
    return exchange.headers().firstValue("Authentication-Info").orElse("");
  }

  /** What the clock of the device's HTTP server says. */
  Optional<Instant> date() {
    return exchange.headers().firstValue("Date").flatMap(SoapReply::time);
  }

  private static Optional<Instant> time(String date) {
    try {
      return Optional.of(
          ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** The answer in it, whatever HTTP's status is: devices send faults with any. */
  SoapAnswer answer() throws CameraException {
    XmlElement body;
    try {
      body =
          XmlReader.read(exchange.body(), limits)
              .at("Body")
              .orElseThrow(() -> new SoapFormatException("it has no SOAP body"));
    } catch (SoapFormatException e) {
      throw noSoap(e);
    }
    Optional<SoapFault> fault = SoapFault.in(body);
    if (fault.isPresent()) {
      return new SoapAnswer.Refused(request.operation(), fault.get());
    }
    // Some devices answer with nothing to what changes something.
    return new SoapAnswer.Content(
        body.children().isEmpty()
            ? XmlElement.of("", request.operation() + "Response")
            : body.children().getFirst());
  }

  private CameraException noSoap(SoapFormatException e) {
    int status = exchange.status();
    String there = from.getHost() + from.getRawPath();
    Reason reason =
        switch (status) {
          case 404, 405, 501 -> Reason.NOT_FOUND;
          case 503 -> Reason.BUSY;
          default -> Reason.PROTOCOL;
        };
    String seen =
        status >= 300 && status < 400
            ? "the camera sends us from "
                + there
                + " to "
                + shown(exchange.headers().firstValue("Location").orElse("nowhere"))
                + "; if that is the camera's, use it as its address"
            : "no ONVIF at "
                + there
                + ": HTTP "
                + status
                + ", and what came is no SOAP: "
                + e.getMessage();
    return new CameraException(reason, request.operation(), seen, e);
  }

  private static String shown(String location) {
    return location.substring(0, Math.min(SHOWN, location.length())).replaceAll("//.*@", "//");
  }

  /** Why HTTP refused, for people. */
  String refusal() {
    String words = "";
    try {
      if (answer() instanceof SoapAnswer.Refused(_, SoapFault fault)) {
        words = ": " + fault.words();
      }
    } catch (CameraException _) {
      // A 401 need not have SOAP in it; the status says enough.
    }
    return "HTTP " + exchange.status() + words + (wantsBasicOnly() ? BASIC : "");
  }

  private boolean wantsBasicOnly() {
    List<String> challenges = challenges();
    return !challenges.isEmpty()
        && challenges.stream()
            .allMatch(value -> value.toLowerCase(Locale.ROOT).startsWith("basic"));
  }
}
