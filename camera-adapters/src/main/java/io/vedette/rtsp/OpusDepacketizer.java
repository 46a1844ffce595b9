package io.vedette.rtsp;

import java.util.Arrays;

/**
 * Takes Opus packets out of RTP packets (RFC 7587 4.2: one in each).
 *
 * <p>A sender may leave packets out while it is silent (RFC 7587 3.1.3), and others get lost.
 * Players stop at a hole in the sound; so short ones are filled with packets of no data, which a
 * decoder answers with its own concealment (RFC 6716 3.2.1, 4.4).
 */
public final class OpusDepacketizer implements AudioDepacketizer {

  /** Ticks per second, whatever the sound's own rate (RFC 7587 4.1). */
  public static final int CLOCK_RATE = 48_000;

  /** A packet lasts at most 120 ms (RFC 6716 3.2.5). */
  private static final int MAX_TICKS = CLOCK_RATE * 120 / 1000;

  /** Silent senders still send every 400 ms; twice that is a hole. */
  private static final int MAX_HOLE_TICKS = CLOCK_RATE * 800 / 1000;

  private final Sink sink;
  private boolean started;
  private int expected;
  private int lastTicks;
  private byte lastToc;

  /** Hands Opus packets to this sink. */
  public OpusDepacketizer(Sink sink) {
    this.sink = sink;
  }

  @Override
  public void lost() {
    // The timestamps tell how much is missing.
  }

  @Override
  public void packet(RtpHeader header, byte[] buffer) {
    int from = header.payloadOffset();
    int to = from + header.payloadLength();
    int ticks = ticks(buffer, from, to);
    if (ticks == 0) {
      return;
    }
    if (started) {
      fill(header.timestamp());
    }
    started = true;
    // The same configuration and channels, one frame, which then has no bytes.
    lastToc = (byte) (buffer[from] & 0xfc);
    lastTicks = frameTicks(buffer[from]);
    expected = header.timestamp() + ticks;
    sink.accessUnit(Arrays.copyOfRange(buffer, from, to), header.timestamp(), ticks);
  }

  private void fill(int until) {
    int hole = until - expected;
    if (hole <= MAX_HOLE_TICKS) {
      while (until - expected >= lastTicks) {
        sink.accessUnit(new byte[] {lastToc}, expected, lastTicks);
        expected += lastTicks;
      }
    }
  }

  /** How long a packet sounds (RFC 6716 3.1, 3.2); 0 if it is none. */
  private static int ticks(byte[] buffer, int from, int to) {
    if (to == from) {
      return 0;
    }
    int frames =
        switch (buffer[from] & 3) {
          case 0 -> 1;
          case 1, 2 -> 2;
          default -> to - from > 1 ? buffer[from + 1] & 0x3f : 0;
        };
    int ticks = frames * frameTicks(buffer[from]);
    return ticks <= MAX_TICKS ? ticks : 0;
  }

  /** How long each frame of a packet sounds, by the packet's first byte (RFC 6716 table 2). */
  private static int frameTicks(byte toc) {
    int configuration = (toc & 0xff) >> 3;
    if (configuration < 12) {
      // SILK: 10, 20, 40, 60 ms.
      int step = configuration & 3;
      return step == 3 ? 2880 : 480 << step;
    }
    if (configuration < 16) {
      // Hybrid: 10 or 20 ms.
      return 480 << (configuration & 1);
    }
    // CELT: 2.5, 5, 10, 20 ms.
    return 120 << (configuration & 3);
  }
}
