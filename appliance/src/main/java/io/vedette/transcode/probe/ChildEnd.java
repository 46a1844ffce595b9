package io.vedette.transcode.probe;

import java.util.List;

/**
 * How a child ended.
 *
 * @param way in which way
 * @param code its exit code, 128 and the number of the signal if one ended it; only if it exited
 * @param report the lines of its report
 * @param others the last lines of what else it printed
 */
record ChildEnd(Way way, int code, List<String> report, List<String> others) {

  /** Which way. */
  enum Way {
    /** By itself, or by a signal that the box did not send. */
    EXITED,
    /** Killed: it was still there at its deadline. */
    OVERDUE,
    /** Killed: it printed without end. */
    FLOODED,
    /** It never began; the one other line says why. */
    NOT_STARTED
  }
}
