package io.vedette.camera.onvif;

import io.vedette.camera.onvif.soap.XmlElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A network interface of a device (ONVIF Core, GetNetworkInterfaces).
 *
 * @param name its name there, possibly empty
 * @param enabled whether it is used
 * @param mac its hardware address as six pairs of lower-case hexadecimal digits with colons
 * @param addresses its IPv4 addresses, as the device tells them
 */
public record NetworkInterface(
    String name, boolean enabled, Optional<String> mac, List<String> addresses) {

  public NetworkInterface {
    addresses = List.copyOf(addresses);
  }

  static NetworkInterface of(XmlElement told) {
    List<String> addresses = new ArrayList<>();
    for (String kind : new String[] {"Manual", "FromDHCP", "LinkLocal"}) {
      told.at("IPv4", "Config")
          .ifPresent(
              config ->
                  config
                      .all(kind)
                      .forEach(entry -> entry.textAt("Address").ifPresent(addresses::add)));
    }
    return new NetworkInterface(
        told.textAt("Info", "Name").or(() -> told.attribute("token")).orElse(""),
        told.textAt("Enabled").map(text -> !text.equals("false") && !text.equals("0")).orElse(true),
        told.textAt("Info", "HwAddress").flatMap(NetworkInterface::mac),
        addresses);
  }

  /**
   * A hardware address in one form: makers write it with colons, hyphens, dots or nothing between.
   * Empty if it is none, or one that says nothing.
   */
  static Optional<String> mac(String told) {
    String digits = told.replaceAll("[:. -]", "").toLowerCase(Locale.ROOT);
    if (!digits.matches("[0-9a-f]{12}") || digits.equals("000000000000")) {
      return Optional.empty();
    }
    return Optional.of(digits.replaceAll("(..)(?!$)", "$1:"));
  }
}
