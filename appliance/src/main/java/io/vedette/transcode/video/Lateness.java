package io.vedette.transcode.video;

import java.time.Duration;

/**
 * What to leave out when pictures come later than they should: a picture that is late is not
 * encoded, one to which no other refers not decoded either, and far behind nothing is until the
 * next key frame. Used by one thread.
 */
final class Lateness {

  /** What is later is decoded only. */
  private static final long LATE = Duration.ofMillis(200).toNanos();

  /** What is later is decoded only if others refer to it. */
  private static final long HURRY = Duration.ofMillis(600).toNanos();

  /** What is later is not decoded: the next key frame will be. */
  private static final long LOST = Duration.ofSeconds(2).toNanos();

  /** So much later than at the last key frame means that decoding alone is too slow. */
  private static final long FALLING_BEHIND = Duration.ofSeconds(1).toNanos();

  /** Whatever happens, a picture that seems live is not older than this. */
  private static final long LONGEST_STILL = Duration.ofSeconds(1).toNanos();

  /** Who begins takes what is in the ring already; after so long it should have caught up. */
  private static final long CATCHING_UP = Duration.ofSeconds(3).toNanos();

  private static final long NEVER = Long.MIN_VALUE;

  private long late;
  private long now;
  private long lost = LOST;
  private boolean waiting = true;
  private long lastEncoded = NEVER;
  private boolean catchingUp = true;
  private long begun = NEVER;

  /** The source begins anew. */
  void restart() {
    waiting = true;
    lost = LOST;
    catchingUp = true;
    begun = NEVER;
  }

  /**
   * Takes the next packet.
   *
   * @return whether it is to be decoded
   */
  boolean takes(long arrivalNanos, boolean key, long nowNanos) {
    now = nowNanos;
    late = nowNanos - arrivalNanos;
    begun = begun == NEVER ? nowNanos : begun;
    catchingUp &= late >= LATE && nowNanos - begun < CATCHING_UP;
    if (key && (waiting || late > lost)) {
      waiting = false;
      lost = Math.max(LOST, late + FALLING_BEHIND);
    } else if (late > lost) {
      waiting = true;
    } else if (late < LATE) {
      lost = LOST;
    }
    return !waiting;
  }

  /** Whether the next packet that is taken will be a key frame that follows nothing. */
  boolean isWaiting() {
    return waiting;
  }

  /** Whether what is left out came before anybody could have wanted it. */
  boolean isCatchingUp() {
    return catchingUp;
  }

  /** Whether pictures to which no other refers are to be left out. */
  boolean inHurry() {
    return late > HURRY;
  }

  /**
   * Whether a picture that came out of the decoder is too late to be encoded.
   *
   * @param nowNanos by the clock of the packet before
   */
  boolean skips(long nowNanos) {
    late += nowNanos - now;
    now = nowNanos;
    return late > LATE && lastEncoded != NEVER && nowNanos - lastEncoded < LONGEST_STILL;
  }

  /** A picture is being encoded. */
  void encodes() {
    lastEncoded = now;
  }
}
