package io.vedette.camera.onvif.soap;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a device says when it does not do what it is asked (SOAP 1.2 part 1, 5.4; of 1.1 too, which
 * old devices send).
 *
 * @param codes code and subcodes without their prefixes, the most general first
 * @param reason the device's own words, possibly empty
 */
public record SoapFault(List<String> codes, String reason) {

  private static final int SHOWN = 300;

  public SoapFault {
    codes = List.copyOf(codes);
  }

  /** Reads the fault that is the child of a body, if there is one. */
  static Optional<SoapFault> in(XmlElement body) {
    return body.at("Fault").map(SoapFault::read);
  }

  private static SoapFault read(XmlElement fault) {
    List<String> codes = new ArrayList<>();
    fault.textAt("faultcode").ifPresent(code -> codes.add(local(code)));
    Optional<XmlElement> code = fault.at("Code");
    while (code.isPresent()) {
      code.get().textAt("Value").ifPresent(value -> codes.add(local(value)));
      code = code.get().at("Subcode");
    }
    String reason =
        fault
            .textAt("Reason", "Text")
            .or(() -> fault.textAt("faultstring"))
            .or(() -> fault.textAt("Detail", "Text"))
            .orElse("");
    return new SoapFault(codes, reason);
  }

  private static String local(String qualified) {
    return qualified.substring(qualified.indexOf(':') + 1);
  }

  /**
   * Whether it is about who asks: {@code ter:NotAuthorized} (ONVIF Core), one of Web Services
   * Security's (SOAP Message Security 1.1, 12), or none of these and the words say so.
   */
  public boolean isNotAuthorized() {
    if (codes.stream()
        .anyMatch(
            code ->
                code.equalsIgnoreCase("NotAuthorized")
                    || code.equals("FailedAuthentication")
                    || code.equals("FailedCheck")
                    || code.equals("MessageExpired"))) {
      return true;
    }
    String words = reason.toLowerCase(Locale.ROOT);
    return words.contains("not authorized")
        || words.contains("unauthorized")
        || words.contains("authority failure");
  }

  /** For a person: the device's words alone, cut to a length that a line can show. */
  public String shownReason() {
    String shown = reason.strip().replaceAll("\\s+", " ");
    return shown.length() > SHOWN ? shown.substring(0, SHOWN) + "…" : shown;
  }

  /** For a person: the device's words and codes, cut to a length that a line can show. */
  public String words() {
    String shown = shownReason();
    String why = codes.isEmpty() ? "" : String.join(", ", codes);
    return shown.isEmpty() ? why : why.isEmpty() ? shown : shown + " (" + why + ")";
  }
}
