package io.vedette.rtsp;

import static io.vedette.rtsp.RtpPackets.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class RtcpTest {

  private static final long SECOND = 1_000_000_000L;

  private static RtpHeader packet(int sequence, int timestamp) {
    return RtpPackets.header(RtpPackets.packet(sequence, timestamp, true, (byte) 1));
  }

  @Test
  void aSenderReportGivesBothClocks() {
    byte[] report = hex("80c80006 00001234 e0000000 80000000 00015f90 00000001 00000002");
    SenderInfo info = SenderInfo.find(report, 0, report.length).orElseThrow();
    assertEquals(new SenderInfo(0x1234, 0xe000000080000000L, 90_000), info);
    assertEquals(0xe0000000L * SECOND + SECOND / 2, info.nanos());
  }

  @Test
  void aGoodbyeIsFoundBehindOtherPackets() {
    byte[] compound = hex("80c90001 00001234 81cb0001 00001234");
    assertTrue(SenderInfo.saysGoodbye(compound, 0, compound.length));
    assertFalse(SenderInfo.saysGoodbye(compound, 0, 8));
    assertTrue(SenderInfo.find(compound, 0, compound.length).isEmpty());
  }

  @Test
  void cutShortReportsAreNone() {
    byte[] report = hex("80c80006 00001234 e0000000 80000000 00015f90 00000001 00000002");
    for (int length = 0; length < 24; length++) {
      assertTrue(SenderInfo.find(report, 0, length).isEmpty(), "length " + length);
    }
  }

  @Test
  void lossIsCountedOverTheWrapOfTheSequenceNumber() {
    ReceptionStatistics statistics = new ReceptionStatistics(90_000);
    assertEquals(0, statistics.received(packet(65_534, 0), 0));
    assertEquals(0, statistics.received(packet(65_535, 3600), SECOND / 25));
    assertEquals(2, statistics.received(packet(2, 7200), 2 * SECOND / 25));
    assertTrue(statistics.received(packet(1, 7200), 2 * SECOND / 25) < 0);
    assertEquals(0x1_0002, statistics.extendedHighest());
    assertEquals(1, statistics.cumulativeLost());
    assertEquals(256 / 5, statistics.fractionLost());
    assertEquals(0, statistics.fractionLost());
  }

  @Test
  void aSenderThatBeginsAnewIsNotCountedAsLossThoughItsPicturesDoNotFollow() {
    ReceptionStatistics statistics = new ReceptionStatistics(90_000);
    byte[] other = RtpPackets.packet(40_000, 0, true, (byte) 1);
    other[11] = 0x55;
    statistics.received(packet(1, 0), 0);
    assertTrue(statistics.received(RtpPackets.header(other), SECOND) > 0);
    assertEquals(0, statistics.cumulativeLost());
    assertEquals(0, statistics.lost());
  }

  /** Cameras whose encoder restarts within the session go back to where they began. */
  @Test
  void sequenceNumbersThatGoOnFromALowerOneAreBelievedSoon() {
    ReceptionStatistics statistics = new ReceptionStatistics(90_000);
    for (int sequence = 500; sequence < 510; sequence++) {
      assertEquals(0, statistics.received(packet(sequence, 0), 0));
    }
    assertTrue(statistics.received(packet(0, 0), 0) < 0);
    assertTrue(statistics.received(packet(1, 0), 0) < 0);
    assertTrue(statistics.received(packet(2, 0), 0) < 0);
    assertTrue(statistics.received(packet(3, 0), 0) > 0);
    assertEquals(0, statistics.received(packet(4, 0), 0));
  }

  @Test
  void theReceiverReportRefersToTheLastSenderReport() {
    ReceptionStatistics statistics = new ReceptionStatistics(90_000);
    statistics.received(packet(7, 0), 0);
    ReceiverReport report = new ReceiverReport(0x77, "box");
    report.senderReported(new SenderInfo(0x1234, 0x11223344_55667788L, 0), SECOND);
    ByteBuffer written = ByteBuffer.wrap(report.write(statistics, 2 * SECOND));
    assertEquals(0x81c90007, written.getInt(0));
    assertEquals(0x77, written.getInt(4));
    assertEquals(0x1234, written.getInt(8));
    assertEquals(7, written.getInt(16));
    assertEquals(0x33445566, written.getInt(24));
    assertEquals(65_536, written.getInt(28));
    assertEquals(0x81ca, written.getShort(32) & 0xffff);
    assertEquals(written.capacity(), 36 + 4 * written.getShort(34));
  }
}
