package io.vedette.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** A table in fixed columns, with whether each row keeps its bound. */
public final class Table {

  private record Row(String what, String measured, String bound, String verdict) {}

  private final List<Row> rows = new ArrayList<>();

  /** A measurement without a bound. */
  public void row(String what, String measured) {
    rows.add(new Row(what, measured, "", ""));
  }

  /** A measurement and what it must keep to. */
  public void row(String what, String measured, String bound, boolean kept) {
    rows.add(new Row(what, measured, bound, kept ? "ok" : "MISSED"));
  }

  /** Prints all rows. */
  public void print(PrintStream out) {
    out.printf("%n%-66s %-26s %-26s %s%n", "what", "measured", "bound", "");
    for (Row row : rows) {
      out.printf("%-66s %-26s %-26s %s%n", row.what, row.measured, row.bound, row.verdict);
    }
  }
}
