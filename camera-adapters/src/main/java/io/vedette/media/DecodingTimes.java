package io.vedette.media;

import java.util.Arrays;
import java.util.OptionalInt;

/**
 * Finds decoding times for pictures that come in decoding order and know their presentation times
 * only. Used by one thread; allocates nothing after its construction.
 *
 * <p>Where up to n pictures are reordered, the picture decoded at place i gets the i-th smallest
 * presentation time, n places late: the smallest of the last n + 1 that has not been given yet. So
 * decoding times rise as presentation times do, are never above them, and no picture waits for
 * another. Without reordering they are the presentation times. Who does not tell n is taken to
 * reorder nothing until it is seen to.
 *
 * <p>A player of Media Source Extensions throws away everything up to the next key frame where a
 * decoding time is farther from the last than twice the duration that was told (W3C Media Source
 * Extensions, coded frame processing, step 6); but a duration must be told before the next picture
 * is there. So decoding times of pictures other than key frames keep to that bound and catch up
 * over the next pictures, which may be decoded too early but never too late.
 */
public final class DecodingTimes {

  private static final int MOST_REORDERED = 16;

  /**
   * No camera is known to reorder more; a time that is behind more pictures is a clock set back.
   */
  private static final int MOST_LEARNED = 4;

  /** Presentation times not yet given, rising. */
  private final long[] waiting = new long[MOST_REORDERED + 1];

  /** Presentation times of the last pictures, in no order. */
  private final long[] recent = new long[MOST_REORDERED];

  private int waitingCount;
  private int recentCount;
  private int recentAt;
  private int reordered;
  private int believable;
  private int frameTicks;
  private long first;
  private long highest;

  private boolean started;
  private long decodingTime;
  private long duration;

  /**
   * From the next picture on, the stream is another.
   *
   * @param declared how many pictures it reorders, 0 to 16; empty if it does not tell
   * @param ticks about how many ticks a picture lasts, positive
   */
  public void declare(OptionalInt declared, int ticks) {
    reordered = Math.min(declared.orElse(0), MOST_REORDERED);
    believable = declared.isPresent() && reordered == 0 ? 0 : Math.max(reordered, MOST_LEARNED);
    frameTicks = ticks;
    duration = Math.max(duration, ticks);
    waitingCount = 0;
    recentCount = 0;
    recentAt = 0;
  }

  /** Ticks by which the first picture is decoded before it is presented. */
  public int lead() {
    return reordered * frameTicks;
  }

  /** Whether a picture of this time would be behind more others than can be reordered. */
  public boolean isSetBack(long presentationTime) {
    return later(presentationTime) > believable;
  }

  /** The time of a picture that follows all that came. */
  public long following() {
    return highest + duration;
  }

  /** Takes the next picture. */
  public void next(long presentationTime, boolean key) {
    reordered = Math.max(reordered, Math.min(later(presentationTime), believable));
    if (recentCount == 0) {
      first = presentationTime;
      highest = presentationTime;
    }
    highest = Math.max(highest, presentationTime);
    recent[recentAt] = presentationTime;
    recentAt = (recentAt + 1) % recent.length;
    recentCount = Math.min(recentCount + 1, recent.length);
    insert(presentationTime);
    long due =
        waitingCount > reordered
            ? removeSmallest()
            : first - (long) (reordered - waitingCount + 1) * frameTicks;
    if (!started) {
      started = true;
      decodingTime = due;
      return;
    }
    long step = Math.max(1, due - decodingTime);
    if (step > 2 * duration) {
      if (key) {
        // What lies between was lost or never sent, and tells nothing of how long a picture lasts.
        decodingTime += step;
        return;
      }
      step = 2 * duration;
    }
    decodingTime += step;
    duration = Math.max(step, (duration + 1) / 2);
  }

  /** Decoding time of the last picture taken; strictly rising. */
  public long decodingTime() {
    return decodingTime;
  }

  /** About how many ticks lie between it and the next one; positive. */
  public int duration() {
    return (int) Math.min(duration, Integer.MAX_VALUE);
  }

  private int later(long presentationTime) {
    int count = 0;
    for (int i = 0; i < recentCount; i++) {
      if (recent[i] > presentationTime) {
        count++;
      }
    }
    return count;
  }

  private void insert(long presentationTime) {
    int at = Arrays.binarySearch(waiting, 0, waitingCount, presentationTime);
    at = at < 0 ? -at - 1 : at;
    System.arraycopy(waiting, at, waiting, at + 1, waitingCount - at);
    waiting[at] = presentationTime;
    waitingCount++;
  }

  private long removeSmallest() {
    long smallest = waiting[0];
    waitingCount--;
    System.arraycopy(waiting, 1, waiting, 0, waitingCount);
    return smallest;
  }
}
