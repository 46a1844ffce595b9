package io.vedette.camera.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vedette.media.Packet;
import io.vedette.rtsp.SenderInfo;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CaptureClockTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final long NOW_NANOS = NOW.getEpochSecond() * 1_000_000_000L;

  private final CaptureClock clock = new CaptureClock(90_000);

  private void report(Instant time, int rtpTimestamp) {
    clock.reported(new SenderInfo(1, time.getEpochSecond() + 2_208_988_800L << 32, rtpTimestamp));
  }

  @Test
  void nothingIsKnownWithoutAReport() {
    assertEquals(Packet.UNKNOWN, clock.captured(0, NOW_NANOS));
  }

  @Test
  void timestampsAreLaidOutFromTheLastReport() {
    report(NOW, -45_000);
    assertEquals(NOW_NANOS + 1_000_000_000L, clock.captured(45_000, NOW_NANOS));
    assertEquals(NOW_NANOS - 500_000_000L, clock.captured(-90_000, NOW_NANOS));
  }

  /** Cameras that report local time, and those that start at 1970 or report nothing at all. */
  @Test
  void aClockThatIsFarOffIsNotBelieved() {
    report(NOW.plusSeconds(3600), 0);
    assertEquals(Packet.UNKNOWN, clock.captured(0, NOW_NANOS));
    report(Instant.EPOCH, 0);
    assertEquals(Packet.UNKNOWN, clock.captured(0, NOW_NANOS));
    clock.reported(new SenderInfo(1, 0, 0));
    assertEquals(Packet.UNKNOWN, clock.captured(0, NOW_NANOS));
    report(NOW.plusSeconds(9), 0);
    assertEquals(NOW_NANOS + 9_000_000_000L, clock.captured(0, NOW_NANOS));
  }
}
