package io.vedette.camera.discovery;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who makes cameras, and the prefixes of hardware addresses that they were assigned, from {@code
 * ouis.tsv}. Immutable; safe for use by any thread.
 */
final class CameraMakers {

  /**
   * A maker.
   *
   * @param make its name
   * @param onlyCameras whether whatever it makes is a camera, a recorder or the like
   */
  record Maker(String make, boolean onlyCameras) {}

  private final Map<String, Maker> byPrefix = new HashMap<>();
  private final Set<String> onlyCameras = new HashSet<>();

  /**
   * @throws IllegalStateException if the table is broken
   */
  CameraMakers() {
    for (String[] row : DataFile.rows("ouis.tsv", 4)) {
      boolean only =
          switch (row[2]) {
            case "cameras" -> true;
            case "mixed" -> false;
            default -> throw new IllegalStateException("ouis.tsv: an unknown kind: " + row[2]);
          };
      if (!row[0].matches("[0-9A-F]{6}") || byPrefix.put(row[0], new Maker(row[1], only)) != null) {
        throw new IllegalStateException("ouis.tsv: " + row[0] + " is no prefix, or comes twice");
      }
      if (only) {
        onlyCameras.add(row[1].toLowerCase(Locale.ROOT));
      }
    }
  }

  /** Who was assigned the prefix of a hardware address, if it makes cameras. */
  Optional<Maker> of(MacAddress mac) {
    return mac.isLocal() ? Optional.empty() : Optional.ofNullable(byPrefix.get(mac.oui()));
  }

  /** Whether a maker, as a device writes its name, makes nothing but cameras and the like. */
  boolean makesOnlyCameras(String name) {
    String lower = name.toLowerCase(Locale.ROOT).strip();
    return onlyCameras.stream()
        .anyMatch(make -> lower.equals(make) || lower.matches(Pattern.quote(make) + "\\b.*"));
  }

  /** How many prefixes there are. */
  int prefixes() {
    return byPrefix.size();
  }

  /** How many makers there are. */
  long makers() {
    return byPrefix.values().stream().map(Maker::make).distinct().count();
  }
}
