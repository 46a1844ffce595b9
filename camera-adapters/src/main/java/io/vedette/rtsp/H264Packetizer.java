package io.vedette.rtsp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Cuts H.264 access units into RTP packets (RFC 6184, packetization-mode 1): a NAL unit that fits
 * is a packet of its own (5.6), one that does not is fragmented (FU-A, 5.8), and leading parameter
 * sets share a packet (STAP-A, 5.7.1). One instance is one RTP stream; used by one thread.
 */
public final class H264Packetizer {

  /** Takes the packets, in their order. */
  @FunctionalInterface
  public interface Output {

    /**
     * @param buffer holds the packet from index 0 on; overwritten after the call
     * @param length bytes of the packet, RTP header included
     * @throws IOException ends the cutting
     */
    void packet(byte[] buffer, int length) throws IOException;
  }

  private static final int HEADER = 12;
  private static final int VERSION_2 = 0x80;
  private static final int MARKER = 0x80;
  private static final int F_AND_NRI = 0xe0;
  private static final int NRI = 0x60;
  private static final int FORBIDDEN_ZERO = 0x80;
  private static final int TYPE = 0x1f;
  private static final int SPS = 7;
  private static final int PPS = 8;
  private static final int STAP_A = 24;
  private static final int FU_A = 28;
  private static final int FU_START = 0x80;
  private static final int FU_END = 0x40;

  private final int payloadType;
  private final int ssrc;
  private final byte[] packet;
  private int sequence;
  private long packets;
  private long payloadBytes;

  /**
   * @param payloadType RTP payload type, 96 to 127
   * @param ssrc synchronisation source, chosen at random
   * @param firstSequence sequence number of the first packet, 0 to 65535, chosen at random
   * @param maxPacketBytes the longest packet, RTP header included; at least 32
   */
  public H264Packetizer(int payloadType, int ssrc, int firstSequence, int maxPacketBytes) {
    if (maxPacketBytes < 32) {
      throw new IllegalArgumentException("packets of " + maxPacketBytes + " bytes hold no video");
    }
    this.payloadType = payloadType;
    this.ssrc = ssrc;
    this.sequence = firstSequence & 0xffff;
    this.packet = new byte[maxPacketBytes];
  }

  /**
   * Cuts one access unit. The marker bit is set on its last packet (5.1).
   *
   * @param nalUnits its NAL units from position to limit, without start codes or lengths; not
   *     changed. Empty ones are passed over
   * @param timestamp RTP timestamp, in ticks of 90 kHz
   * @throws IOException from the output
   */
  public void packetize(List<ByteBuffer> nalUnits, int timestamp, Output output)
      throws IOException {
    List<ByteBuffer> units = nalUnits.stream().filter(ByteBuffer::hasRemaining).toList();
    int next = leadingParameterSets(units);
    if (next > 1) {
      aggregate(units.subList(0, next), timestamp, next == units.size(), output);
    } else {
      next = 0;
    }
    for (; next < units.size(); next++) {
      unit(units.get(next), timestamp, next == units.size() - 1, output);
    }
  }

  /** Sequence number of the next packet, 0 to 65535. */
  public int nextSequence() {
    return sequence;
  }

  /** Packets made so far. */
  public long packets() {
    return packets;
  }

  /** Bytes of payload made so far, without RTP headers. */
  public long payloadBytes() {
    return payloadBytes;
  }

  /** How many parameter sets stand at the front and fit into one packet together. */
  private int leadingParameterSets(List<ByteBuffer> units) {
    int length = HEADER + 1;
    int count = 0;
    for (ByteBuffer unit : units) {
      int type = unit.get(unit.position()) & TYPE;
      length += 2 + unit.remaining();
      if (type != SPS && type != PPS || length > packet.length) {
        break;
      }
      count++;
    }
    return count;
  }

  private void aggregate(List<ByteBuffer> units, int timestamp, boolean last, Output output)
      throws IOException {
    int header = 0;
    int at = HEADER + 1;
    for (ByteBuffer unit : units) {
      int size = unit.remaining();
      packet[at] = (byte) (size >> 8);
      packet[at + 1] = (byte) size;
      unit.get(unit.position(), packet, at + 2, size);
      // F is set if it is set anywhere, NRI is the greatest of all (5.7).
      int first = packet[at + 2];
      header = (header | first) & FORBIDDEN_ZERO | Math.max(header & NRI, first & NRI);
      at += 2 + size;
    }
    packet[HEADER] = (byte) (header | STAP_A);
    emit(at, timestamp, last, output);
  }

  private void unit(ByteBuffer unit, int timestamp, boolean last, Output output)
      throws IOException {
    int size = unit.remaining();
    if (HEADER + size <= packet.length) {
      unit.get(unit.position(), packet, HEADER, size);
      emit(HEADER + size, timestamp, last, output);
      return;
    }
    int first = unit.get(unit.position());
    int room = packet.length - HEADER - 2;
    // The NAL unit's own header byte does not travel: indicator and FU header tell it (5.8).
    for (int done = 1; done < size; ) {
      int length = Math.min(room, size - done);
      boolean end = done + length == size;
      packet[HEADER] = (byte) (first & F_AND_NRI | FU_A);
      packet[HEADER + 1] = (byte) (first & TYPE | (done == 1 ? FU_START : 0) | (end ? FU_END : 0));
      unit.get(unit.position() + done, packet, HEADER + 2, length);
      done += length;
      emit(HEADER + 2 + length, timestamp, last && end, output);
    }
  }

  private void emit(int length, int timestamp, boolean marker, Output output) throws IOException {
    packet[0] = (byte) VERSION_2;
    packet[1] = (byte) (payloadType | (marker ? MARKER : 0));
    packet[2] = (byte) (sequence >> 8);
    packet[3] = (byte) sequence;
    put32(4, timestamp);
    put32(8, ssrc);
    sequence = sequence + 1 & 0xffff;
    packets++;
    payloadBytes += length - HEADER;
    output.packet(packet, length);
  }

  private void put32(int at, int value) {
    packet[at] = (byte) (value >> 24);
    packet[at + 1] = (byte) (value >> 16);
    packet[at + 2] = (byte) (value >> 8);
    packet[at + 3] = (byte) value;
  }
}
