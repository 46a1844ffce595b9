package io.vedette.transcode.probe;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * The words between child and box, a line each: {@code step TEXT} for what comes next, {@code size
 * HEIGHT FPS} for what went well, {@code fails HEIGHT TEXT} for what did not, and {@code done} at
 * the end.
 */
final class ChildReport {

  /** Begins each line of a report, so that nothing that a driver prints is taken for one. */
  static final String MARK = "vedette-probe: ";

  private static final int MAX_TEXT = 400;

  private final PrintStream out;

  ChildReport(PrintStream out) {
    this.out = out;
  }

  void step(String what) {
    print("step " + what);
  }

  void works(int height, double fps) {
    print(String.format(Locale.ROOT, "size %d %.2f", height, fps));
  }

  void fails(int height, String reason) {
    print("fails " + height + " " + reason);
  }

  void done() {
    print("done");
  }

  /** One write, with a line's end before it: a driver may have printed half a line. */
  private void print(String text) {
    String line = text.replaceAll("\\s+", " ");
    String whole =
        "\n" + MARK + (line.length() > MAX_TEXT ? line.substring(0, MAX_TEXT) + "…" : line) + "\n";
    byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
    out.write(bytes, 0, bytes.length);
    out.flush();
  }

  /** Makes a result of how a child ended; believes nothing that cannot be. */
  static TrialResult read(Candidate candidate, ChildEnd end, String deadline) {
    return new Reading(candidate, end, deadline).result();
  }

  /** Reads one report. */
  private static final class Reading {

    private static final int SIGNALS = 128;

    private final Candidate candidate;
    private final ChildEnd end;
    private final String deadline;
    private String step = "starting";
    private String lie = "";
    private String reason = "";
    private double fps720;
    private double fps1080;
    private boolean done;

    Reading(Candidate candidate, ChildEnd end, String deadline) {
      this.candidate = candidate;
      this.end = end;
      this.deadline = deadline;
    }

    TrialResult result() {
      end.report().forEach(this::line);
      switch (end.way()) {
        case NOT_STARTED -> {
          return fails("its process could not be started: " + last(end.others()));
        }
        case OVERDUE -> {
          return fails("no answer within " + deadline + ", the last step was: " + step);
        }
        case FLOODED -> {
          return fails("printed without end, the last step was: " + step);
        }
        case EXITED -> {
          if (end.code() != 0) {
            return fails(exit() + ", the last step was: " + step + evidence());
          }
        }
      }
      if (!lie.isEmpty()) {
        return fails(lie);
      }
      if (!done) {
        return fails(
            "its process ended without an answer, the last step was: " + step + evidence());
      }
      if (fps720 == 0) {
        return fails(reason.isEmpty() ? "its process reported nothing" : reason);
      }
      return new TrialResult(candidate, true, fps720, fps1080, reason);
    }

    private TrialResult fails(String why) {
      return TrialResult.fails(candidate, why);
    }

    private void line(String text) {
      String[] words = text.split(" ", 3);
      switch (words[0]) {
        case "step" -> step = text.substring("step".length()).strip();
        case "size" -> size(words, text);
        case "fails" -> {
          if (reason.isEmpty() && words.length == 3) {
            reason = words[1].equals("720") ? words[2] : words[1] + "p: " + words[2];
          }
        }
        case "done" -> done = true;
        default -> lie = "its process reported what makes no sense: " + text;
      }
    }

    private void size(String[] words, String text) {
      double fps;
      try {
        fps = words.length == 3 ? Double.parseDouble(words[2]) : Double.NaN;
      } catch (NumberFormatException e) {
        fps = Double.NaN;
      }
      // Written so that NaN is refused too.
      if (!(fps > 0 && fps <= TrialResult.MAX_FPS)) {
        lie = "its process reported what cannot be: " + text;
        return;
      }
      switch (words[1]) {
        case "720" -> fps720 = fps;
        case "1080" -> fps1080 = fps;
        default -> lie = "its process reported what was not asked: " + text;
      }
    }

    /** The JVM says of a crash, in lines with a # before them, what it was and in which library. */
    private String exit() {
      for (String line : end.others()) {
        String said = line.replaceFirst("^#\\s*", "");
        if (line.startsWith("#") && said.startsWith("SIG")) {
          return "its process crashed: " + said.replaceFirst(",.*", "") + where();
        }
      }
      return end.code() > SIGNALS
          ? "its process was killed by " + signal(end.code() - SIGNALS)
          : "its process ended with code " + end.code();
    }

    private String where() {
      for (String line : end.others()) {
        if (line.matches("#\\s+[CVJj]\\s+\\[.*")) {
          return " in " + line.replaceFirst("^#\\s+[CVJj]\\s+", "");
        }
      }
      return "";
    }

    private String evidence() {
      List<String> said = end.others().stream().filter(line -> !line.startsWith("#")).toList();
      return said.isEmpty() ? "; it printed nothing" : "; it printed: " + last(said);
    }

    private static String last(List<String> lines) {
      return lines.isEmpty() ? "no reason was given" : lines.getLast();
    }

    private static String signal(int number) {
      return switch (number) {
        case 4 -> "SIGILL";
        case 6 -> "SIGABRT";
        case 7 -> "SIGBUS";
        case 8 -> "SIGFPE";
        case 9 -> "SIGKILL";
        case 11 -> "SIGSEGV";
        case 15 -> "SIGTERM";
        default -> "signal " + number;
      };
    }
  }
}
