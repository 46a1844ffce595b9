package io.vedette.rtsp;

import static io.vedette.rtsp.RtpPackets.join;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RtspReaderTest {

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] frame(int channel, byte[] packet) {
    return join(
        new byte[] {'$', (byte) channel, (byte) (packet.length >> 8), (byte) packet.length},
        packet);
  }

  private static RtspReader reader(byte[]... parts) {
    return new RtspReader(new ByteArrayInputStream(join(parts)));
  }

  private static int sequence(RtspReader reader) {
    RtpHeader header = new RtpHeader();
    assertTrue(header.read(reader.buffer(), reader.offset(), reader.length()));
    return header.sequence();
  }

  @Test
  void readsFramesAndMessagesInTurn() throws IOException {
    RtspReader reader =
        reader(
            text("RTSP/1.0 200 OK\r\nCSeq: 3\r\nContent-Length: 2\r\n\r\nhi"),
            frame(0, RtpPackets.packet(9, 0, true, (byte) 1)),
            text("OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n"));
    reader.expectChannels(2);
    assertEquals(RtspReader.Kind.MESSAGE, reader.next());
    RtspResponse response = assertInstanceOf(RtspResponse.class, reader.lastMessage());
    assertEquals("hi", new String(response.body(), StandardCharsets.UTF_8));
    assertEquals("3", response.headers().first("cseq").orElseThrow());
    assertEquals(RtspReader.Kind.FRAME, reader.next());
    assertEquals(9, sequence(reader));
    assertEquals(RtspReader.Kind.MESSAGE, reader.next());
    assertInstanceOf(RtspRequest.class, reader.lastMessage());
    assertEquals(RtspReader.Kind.END, reader.next());
  }

  @Test
  void aCarriageReturnWithinAValueIsNoLineBreak() throws IOException {
    RtspReader reader = reader(text("RTSP/1.0 200 OK\r\nServer: a\rb\r\n\r\n"));
    assertEquals(RtspReader.Kind.MESSAGE, reader.next());
    assertEquals("a b", reader.lastMessage().headers().first("Server").orElseThrow());
  }

  @Test
  void bytesThatComeOneByOneMakeTheSameMessages() throws IOException {
    byte[] all =
        join(
            text("RTSP/1.0 200 OK\r\nCSeq: 3\r\n\r\n"),
            frame(1, RtpPackets.packet(5, 0, false, new byte[900])));
    InputStream slow =
        new ByteArrayInputStream(all) {
          @Override
          public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(1, length));
          }
        };
    RtspReader reader = new RtspReader(slow);
    reader.expectChannels(2);
    assertEquals(RtspReader.Kind.MESSAGE, reader.next());
    assertEquals(RtspReader.Kind.FRAME, reader.next());
    assertEquals(912, reader.length());
  }

  @Test
  void goesOnAtTheNextFrameWhenPartOfOneIsLost() throws IOException {
    byte[] whole = frame(0, RtpPackets.packet(1, 0, true, new byte[500]));
    byte[] second = frame(0, RtpPackets.packet(2, 0, true, new byte[500]));
    byte[] head = new byte[200];
    System.arraycopy(second, 0, head, 0, head.length);
    byte[] third = frame(0, RtpPackets.packet(3, 0, true, new byte[500]));
    byte[] fourth = frame(0, RtpPackets.packet(4, 0, true, new byte[500]));
    // The second frame says 512 bytes but ends after 196: it swallows the beginning of the third.
    RtspReader reader = reader(whole, head, third, fourth, fourth);
    reader.expectChannels(2);
    reader.next();
    assertEquals(1, sequence(reader));
    reader.next();
    assertEquals(2, sequence(reader));
    reader.next();
    assertEquals(4, sequence(reader));
    assertEquals(1, reader.resyncs());
  }

  @Test
  void endlessGarbageIsAnErrorThatSaysSo() {
    byte[] noise = new byte[3 << 20];
    new Random(7).nextBytes(noise);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = noise[i] == '$' ? 0 : noise[i];
    }
    RtspReader reader = reader(frame(0, RtpPackets.packet(1, 0, true, (byte) 1)), noise);
    reader.expectChannels(2);
    RtspFormatException garbage =
        assertThrows(
            RtspFormatException.class,
            () -> {
              while (reader.next() != RtspReader.Kind.END) {
                sequence(reader);
              }
            });
    assertTrue(garbage.getMessage().startsWith("no RTP frame in the last"), garbage.getMessage());
  }

  @Test
  void whatIsNoRtspIsShownAsFarAsItCanBePrinted() {
    RtspFormatException other =
        assertThrows(
            RtspFormatException.class, () -> reader(text("SSH-2.0-OpenSSH\r\n\r\n")).next());
    assertTrue(other.getMessage().contains("SSH-2.0-OpenSSH"), other.getMessage());
    assertThrows(RtspFormatException.class, () -> reader(new byte[] {0, 1, 2, 3}).next());
    assertThrows(
        RtspFormatException.class,
        () -> reader(text("RTSP/1.0 200 OK\r\nContent-Length: 999999999\r\n\r\n")).next());
    assertThrows(
        RtspFormatException.class,
        () -> reader(text("RTSP/1.0 200 OK\r\nX: " + "a".repeat(20_000))).next());
  }

  @Test
  void aHeadBeyondAllMeasureIsRefusedAlsoWhereItComesInOneRead() {
    String head = "RTSP/1.0 200 OK\r\n" + "a:\r\n".repeat(20_000) + "\r\n";
    RtspFormatException refused =
        assertThrows(RtspFormatException.class, () -> reader(text(head)).next());
    assertTrue(refused.getMessage().startsWith("a message head of over 16384 bytes"));
  }
}
