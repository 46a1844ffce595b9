package io.vedette.camera.discovery;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * By what a camera gives its maker away before anybody signs in, from {@code signs.tsv}. Immutable;
 * safe for use by any thread.
 */
final class MakerSigns {

  /** Where a sign stands. */
  enum Place {
    /** The Server header of RTSP. */
    SERVER,
    /** The realm of a challenge. */
    REALM,
    /** The Server header of its web server. */
    HTTP
  }

  private record Sign(Place place, Pattern pattern, String make) {}

  private final List<Sign> signs;

  /**
   * @throws IllegalArgumentException if the table is broken
   */
  MakerSigns() {
    signs =
        DataFile.rows("signs.tsv", 4).stream()
            .map(
                row ->
                    new Sign(
                        Place.valueOf(row[0].toUpperCase(Locale.ROOT)),
                        Pattern.compile(row[1]),
                        row[2]))
            .toList();
  }

  /** Whose sign a text is. */
  Optional<String> make(Place place, String text) {
    String bounded = Sighting.text(text).orElse("");
    return signs.stream()
        .filter(sign -> sign.place == place && sign.pattern.matcher(bounded).matches())
        .map(Sign::make)
        .findFirst();
  }
}
