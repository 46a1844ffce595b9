package io.vedette.camera.onvif;

import io.vedette.camera.onvif.soap.XmlElement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * From where a device takes its time (ONVIF Core, GetNTP and GetSystemDateAndTime).
 *
 * @param used whether it takes it from NTP at all; otherwise its clock was set by hand
 * @param fromDhcp whether its network tells it the servers
 * @param servers their addresses or host names, as far as the device tells them; also while it uses
 *     none of them
 */
public record NtpSettings(boolean used, boolean fromDhcp, List<String> servers) {

  public NtpSettings {
    servers = List.copyOf(servers);
  }

  /**
   * Reads both answers.
   *
   * @param ntp the response to GetNTP, if there is one
   * @param time the response to GetSystemDateAndTime
   */
  static NtpSettings of(Optional<XmlElement> ntp, XmlElement time) {
    Optional<XmlElement> told = ntp.flatMap(response -> response.at("NTPInformation"));
    boolean fromDhcp =
        told.flatMap(t -> t.textAt("FromDHCP"))
            .filter(text -> text.equals("true") || text.equals("1"))
            .isPresent();
    return new NtpSettings(
        time.textAt("SystemDateAndTime", "DateTimeType").filter("NTP"::equals).isPresent(),
        fromDhcp,
        told.map(t -> t.all(fromDhcp ? "NTPFromDHCP" : "NTPManual")).orElseGet(List::of).stream()
            .flatMap(NtpSettings::server)
            .toList());
  }

  /** An element for the other kind of address may be there too, and empty. */
  private static Stream<String> server(XmlElement host) {
    return host
        .textAt(
            switch (host.textAt("Type").orElse("")) {
              case "IPv4" -> "IPv4Address";
              case "IPv6" -> "IPv6Address";
              default -> "DNSname";
            })
        .stream();
  }
}
