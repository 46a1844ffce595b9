package io.vedette.camera.discovery;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The tables that come with this package: a row in a line, columns separated by tabs. */
final class DataFile {

  private DataFile() {}

  /**
   * Reads one; lines that begin with {@code #} are comments.
   *
   * @param columns how many each row has
   * @throws IllegalStateException if it is missing, or a row has another number of columns
   */
  static List<String[]> rows(String name, int columns) {
    try (InputStream in = DataFile.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the table " + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> row(name, line, columns))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String[] row(String name, String line, int columns) {
    String[] row = line.split("\t", -1);
    if (row.length != columns) {
      throw new IllegalStateException(
          name + ": a row of " + row.length + " columns instead of " + columns + ": " + line);
    }
    return row;
  }
}
