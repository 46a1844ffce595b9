package io.vedette.camera.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All templates that come with Vedette, from {@code paths.tsv}. Immutable; safe for use by any
 * thread.
 */
public final class PathTemplates {

  private final List<PathTemplate> templates;

  /**
   * Reads the table.
   *
   * @throws IllegalStateException if it is missing or broken
   * @throws IllegalArgumentException if a row of it is
   */
  public PathTemplates() {
    templates =
        DataFile.rows("paths.tsv", 6).stream()
            .map(
                row ->
                    new PathTemplate(
                        row[0],
                        Stream.of(row[1].split(",")).filter(alias -> !alias.isBlank()).toList(),
                        Integer.parseInt(row[2]),
                        row[3],
                        Optional.of(row[4]).filter(path -> !path.isEmpty()),
                        row[5]))
            .toList();
  }

  /** All of them, the ones first that are worth trying first on a camera of unknown make. */
  public List<PathTemplate> all() {
    return templates;
  }

  /**
   * All of them, the likeliest first: those of the make, then the others, each main path once.
   *
   * @param make who made the camera, as it was told; its name may stand within a longer text, such
   *     as {@code Axis Communications AB}
   */
  public List<PathTemplate> ordered(Optional<String> make) {
    List<PathTemplate> ordered = new ArrayList<>();
    for (boolean own : new boolean[] {true, false}) {
      for (PathTemplate template : templates) {
        if (own == make.filter(text -> isNamed(template, text)).isPresent()
            && ordered.stream().noneMatch(one -> one.main().equals(template.main()))) {
          ordered.add(template);
        }
      }
    }
    return List.copyOf(ordered);
  }

  private static boolean isNamed(PathTemplate template, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return Stream.concat(Stream.of(template.make()), template.aliases().stream())
        .anyMatch(
            name ->
                Pattern.compile(
                        "(?<![a-z0-9])"
                            + Pattern.quote(name.toLowerCase(Locale.ROOT))
                            + "(?![a-z0-9])")
                    .matcher(lower)
                    .find());
  }
}
