package io.vedette.testing;

import io.vedette.rtsp.TransportHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a {@link QuirkyCamera} plays on: one RTP stream whose every field a test may change on the
 * way. Used by one thread, closed by another.
 */
public final class QuirkyStage {

  /** Takes the bytes of one packet or frame. */
  @FunctionalInterface
  interface Out {
    void send(byte[] bytes) throws IOException;
  }

  private static final int GROUP = 10;
  private static final int TICKS = 3600;

  /** The next packet's fields. */
  public int payloadType = 96;

  public int ssrc = 0x1234_5678;
  public int sequence = 1000;
  public int timestamp = 90_000;

  /** Pictures so far; every tenth is a key frame. */
  public int pictures;

  private final Out interleaved;
  private final Out datagram;
  private final boolean overTcp;
  private final boolean tunnelled;
  private final int channel;
  private volatile boolean open = true;

  QuirkyStage(Out interleaved, Out datagram, TransportHeader transport, boolean tunnelled) {
    this.tunnelled = tunnelled;
    this.interleaved = interleaved;
    this.datagram = datagram;
    this.overTcp = transport.pair("client_port").isEmpty();
    this.channel = transport.pair("interleaved").map(TransportHeader.Pair::rtp).orElse(0);
  }

  public boolean isOpen() {
    return open;
  }

  public boolean isOverUdp() {
    return !overTcp;
  }

  /** Whether it plays within HTTP. */
  public boolean isTunnelled() {
    return tunnelled;
  }

  /** Ends what plays. */
  public void close() {
    open = false;
  }

  /** Waits for the next picture's time. */
  public void pause() throws InterruptedException {
    Thread.sleep(20);
  }

  /** Sends the next picture in one packet with a marker. */
  public void picture() throws IOException {
    send(packet(true, slice(true)));
    next();
  }

  /** Goes on to the next picture's time. */
  public void next() {
    pictures++;
    timestamp += TICKS;
  }

  /** A slice of the picture that is due; nobody decodes it. */
  public byte[] slice(boolean first) {
    boolean key = pictures % GROUP == 0;
    return new byte[] {
      (byte) (key ? 0x65 : 0x41), (byte) (first ? 0x88 : 0x08), (byte) 0x84, 2, 3, 4
    };
  }

  /** The next RTP packet. */
  public byte[] packet(boolean marker, byte[] payload) {
    return ByteBuffer.allocate(12 + payload.length)
        .put((byte) 0x80)
        .put((byte) (payloadType | (marker ? 0x80 : 0)))
        .putShort((short) sequence++)
        .putInt(timestamp)
        .putInt(ssrc)
        .put(payload)
        .array();
  }

  /** Sends an RTP packet by the transport agreed to. */
  public void send(byte[] packet) throws IOException {
    if (overTcp) {
      interleaved.send(frame(channel, packet));
    } else {
      datagram.send(packet);
    }
  }

  /** Sends bytes in the connection as they are. */
  public void raw(byte[] bytes) throws IOException {
    interleaved.send(bytes);
  }

  /** Sends a request to the client. */
  public void request(String text) throws IOException {
    raw(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** An interleaved frame. */
  public static byte[] frame(int channel, byte[] packet) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write('$');
    out.write(channel);
    out.write(packet.length >> 8);
    out.write(packet.length);
    out.writeBytes(packet);
    return out.toByteArray();
  }
}
