package io.vedette.live;

import static java.lang.System.Logger.Level.WARNING;

import java.util.function.LongUnaryOperator;

/**
 * Where media sequence numbers begin, so that they never go back, whatever happens to the process
 * or to the wall clock: a player that was watching would take old segments for new ones. Numbers
 * are reserved in blocks, in a place that outlives the process, before they are used. Safe for use
 * by any thread.
 */
public final class SequenceSpace {

  /** At one segment every two seconds, a block lasts for a day and a half. */
  static final long BLOCK = 1 << 16;

  private static final System.Logger LOG = System.getLogger(SequenceSpace.class.getName());

  private final LongUnaryOperator reserve;
  private final long firstBlock;
  private long next;
  private long end;

  /**
   * Reserves the first block.
   *
   * @param reserve reserves as many numbers as it is asked for, durably, and returns the first of
   *     them; each call continues where the last one ended
   */
  public SequenceSpace(LongUnaryOperator reserve) {
    this.reserve = reserve;
    this.next = reserve.applyAsLong(BLOCK);
    this.end = next + BLOCK;
    this.firstBlock = next / BLOCK;
  }

  /** Where a new stream begins: higher than all numbers that any stream has used before. */
  synchronized long first() {
    return next;
  }

  /** Where discontinuities are counted from: higher with each block, yet never large. */
  long firstDiscontinuity() {
    return firstBlock;
  }

  /** A stream has come to this number. */
  synchronized void use(long number) {
    next = Math.max(next, number + 1);
    if (number + BLOCK / 2 >= end) {
      try {
        end = reserve.applyAsLong(BLOCK) + BLOCK;
      } catch (RuntimeException e) {
        // Half a block is left; the next segment tries again.
        LOG.log(WARNING, "Sequence numbers could not be reserved", e);
      }
    }
  }
}
