package io.vedette.rtsp;

/**
 * What a receiver knows of one RTP source (RFC 3550 6.4.1, A.3, A.8): packets expected and lost,
 * and the jitter. Used by one thread.
 */
public final class ReceptionStatistics {

  /** A sequence number so far ahead is a sender that began anew, not a loss (RFC 3550 A.1). */
  private static final int MAX_DROPOUT = 3000;

  /** So many in turn that follow each other, but not what was there: a sender that began anew. */
  private static final int IN_TURN = 4;

  private final int clockRate;

  private boolean started;
  private int ssrc;
  private long base;
  private long highest;
  private long received;
  private long expectedBefore;
  private long receivedBefore;
  private int lastTransit;
  private long jitterTimes16;
  private long lostInAll;
  private int lastLate;
  private int lateInTurn;

  /**
   * @param clockRate ticks per second of the source's timestamps
   */
  public ReceptionStatistics(int clockRate) {
    this.clockRate = clockRate;
  }

  /**
   * Counts a packet.
   *
   * @param arrivalNanos {@link System#nanoTime()} when it came
   * @return how many packets are missing right before it: 0 if none, negative if it is late or a
   *     repetition of one that came before
   */
  public int received(RtpHeader packet, long arrivalNanos) {
    if (!started) {
      begin(packet);
      return 0;
    }
    int step = (short) (packet.sequence() - (int) highest);
    if (packet.ssrc() != ssrc || Math.abs(step) > MAX_DROPOUT) {
      begin(packet);
      return MAX_DROPOUT;
    }
    received++;
    measureJitter(packet.timestamp(), arrivalNanos);
    if (step <= 0) {
      boolean follows = (short) (packet.sequence() - lastLate) == 1;
      lateInTurn = follows ? lateInTurn + 1 : 1;
      lastLate = packet.sequence();
      if (lateInTurn >= IN_TURN && step < -IN_TURN) {
        begin(packet);
        return MAX_DROPOUT;
      }
      return Math.min(step, -1);
    }
    lateInTurn = 0;
    highest += step;
    lostInAll += step - 1;
    return step - 1;
  }

  /** Packets that were missing when the next one came, since the beginning. */
  public long lost() {
    return lostInAll;
  }

  /** Whether a packet has come. */
  public boolean started() {
    return started;
  }

  int ssrc() {
    return ssrc;
  }

  /** Extended highest sequence number received. */
  int extendedHighest() {
    return (int) highest;
  }

  /** Inter-arrival jitter in ticks. */
  int jitter() {
    return (int) (jitterTimes16 >> 4);
  }

  /** Packets lost since the source began: 24 bits, signed, clamped. */
  int cumulativeLost() {
    long lost = highest - base + 1 - received;
    return Math.clamp(lost, -0x80_0000, 0x7f_ffff);
  }

  /** Loss since the last time this was asked, as a fraction of 256. */
  int fractionLost() {
    long expected = highest - base + 1;
    long expectedNow = expected - expectedBefore;
    long lostNow = expectedNow - (received - receivedBefore);
    expectedBefore = expected;
    receivedBefore = received;
    return expectedNow == 0 || lostNow <= 0 ? 0 : (int) Math.min(255, (lostNow << 8) / expectedNow);
  }

  private void begin(RtpHeader packet) {
    started = true;
    ssrc = packet.ssrc();
    base = packet.sequence();
    highest = base;
    received = 1;
    expectedBefore = 0;
    receivedBefore = 0;
    lastTransit = 0;
    jitterTimes16 = 0;
    lateInTurn = 0;
  }

  private void measureJitter(int timestamp, long arrivalNanos) {
    int arrival = (int) (arrivalNanos / 1000 * clockRate / 1_000_000);
    int transit = arrival - timestamp;
    if (lastTransit != 0) {
      int difference = Math.abs(transit - lastTransit);
      jitterTimes16 += difference - (jitterTimes16 + 8 >> 4);
    }
    lastTransit = transit;
  }
}
