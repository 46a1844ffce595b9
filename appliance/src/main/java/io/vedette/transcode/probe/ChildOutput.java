package io.vedette.transcode.probe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What a child prints: its report, and the last lines of all else. Takes what is there and never
 * waits, since a grandchild may hold the pipe open for ever. Used by one thread.
 */
final class ChildOutput {

  /** What a child may print in all; one that prints more has lost its mind. */
  static final int MAX_BYTES = 1 << 20;

  private static final int MAX_LINE = 500;
  private static final int MAX_OTHERS = 40;
  private static final int MAX_REPORT = 100;

  private final InputStream in;
  private final byte[] buffer = new byte[8192];
  private final StringBuilder line = new StringBuilder();
  private final List<String> report = new ArrayList<>();
  private final Deque<String> others = new ArrayDeque<>();
  private int bytes;

  ChildOutput(InputStream in) {
    this.in = in;
  }

  /** Takes what has been printed since the last time. */
  void drain() throws IOException {
    while (!isFlood() && in.available() > 0) {
      int read = in.read(buffer, 0, Math.min(buffer.length, in.available()));
      if (read < 0) {
        return;
      }
      bytes += read;
      append(new String(buffer, 0, read, StandardCharsets.UTF_8));
    }
  }

  private void append(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        endLine();
      } else if (line.length() < MAX_LINE) {
        line.append(Character.isISOControl(c) ? ' ' : c);
      }
    }
  }

  /** Takes the last line, which may have no end. */
  void endLine() {
    String whole = line.toString().strip();
    line.setLength(0);
    if (whole.startsWith(ChildReport.MARK)) {
      if (report.size() < MAX_REPORT) {
        report.add(whole.substring(ChildReport.MARK.length()));
      }
    } else if (!whole.isEmpty()) {
      others.addLast(whole);
      if (others.size() > MAX_OTHERS) {
        others.removeFirst();
      }
    }
  }

  /** Whether it printed more than any sane child would; the rest was not read. */
  boolean isFlood() {
    return bytes > MAX_BYTES;
  }

  /** The lines of its report, without their mark. */
  List<String> report() {
    return List.copyOf(report);
  }

  /** The last of all other lines. */
  List<String> others() {
    return List.copyOf(others);
  }
}
