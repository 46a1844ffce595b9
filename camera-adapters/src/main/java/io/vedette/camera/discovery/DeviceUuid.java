package io.vedette.camera.discovery;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The identifiers that devices give themselves in WS-Discovery and SSDP. */
final class DeviceUuid {

  private static final Pattern UUID =
      Pattern.compile("([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})");

  /** What firmware says where nobody has put an identifier in. */
  private static final Pattern BLANK = Pattern.compile("[0-]+|[f-]+");

  private DeviceUuid() {}

  /**
   * The UUID within an address such as {@code urn:uuid:…} or {@code uuid:…::upnp:rootdevice};
   * nothing if there is none, or one that stands for none.
   */
  static Optional<String> of(String told) {
    if (told.length() > 512) {
      return Optional.empty();
    }
    Matcher found = UUID.matcher(told.toLowerCase(Locale.ROOT));
    return found.find() && !BLANK.matcher(found.group(1)).matches()
        ? Optional.of(found.group(1))
        : Optional.empty();
  }
}
