package io.vedette.rtmp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ChunkReaderTest {

  private static ChunkReader reader(RtmpBytes bytes) {
    return new ChunkReader(new ByteArrayInputStream(bytes.toByteArray()));
  }

  private static byte[] payload(RtmpMessage message) {
    return Arrays.copyOf(message.buffer(), message.length());
  }

  /** RTMP 5.3.2.2, example 2: 307 bytes in three chunks of 128. */
  @Test
  void aMessageIsPutTogetherFromItsChunks() throws IOException {
    RtmpBytes bytes =
        new RtmpBytes()
            .hex("04 0003e8 000133 09 39300000")
            .fill(128, 1)
            .hex("c4")
            .fill(128, 2)
            .hex("c4")
            .fill(51, 3);
    RtmpMessage message = reader(bytes).next();
    assertEquals(9, message.type());
    assertEquals(1000, message.timestamp());
    assertEquals(12_345, message.streamId());
    assertEquals(307, message.length());
    assertEquals(1, message.buffer()[127]);
    assertEquals(2, message.buffer()[128]);
    assertEquals(3, message.buffer()[306]);
  }

  /** RTMP 5.3.2.1, example 1: headers that say only what is new. */
  @Test
  void timesAreThoseOfTheHeadersAndOfWhatTheyLeaveOut() throws IOException {
    RtmpBytes bytes =
        new RtmpBytes()
            .hex("03 0003e8 000002 08 39300000 aaaa")
            .hex("83 000014 bbbb")
            .hex("c3 cccc")
            .hex("43 00000a 000001 09 dd");
    ChunkReader reader = reader(bytes);
    assertEquals(1000, reader.next().timestamp());
    assertEquals(1020, reader.next().timestamp());
    RtmpMessage third = reader.next();
    assertEquals(1040, third.timestamp());
    assertArrayEquals(new byte[] {(byte) 0xcc, (byte) 0xcc}, payload(third));
    RtmpMessage fourth = reader.next();
    assertEquals(1050, fourth.timestamp());
    assertEquals(9, fourth.type());
    assertEquals(1, fourth.length());
    assertEquals(12_345, fourth.streamId());
  }

  @Test
  void messagesOfTwoChunkStreamsLieBetweenEachOther() throws IOException {
    RtmpBytes bytes =
        new RtmpBytes()
            .hex("04 000000 000082 09 01000000")
            .fill(128, 1)
            .hex("05 000000 000001 08 01000000 07")
            .hex("c4 0101");
    ChunkReader reader = reader(bytes);
    assertEquals(8, reader.next().type());
    RtmpMessage video = reader.next();
    assertEquals(130, video.length());
    assertEquals(1, video.buffer()[129]);
  }

  @Test
  void chunkStreamsOfTwoAndThreeBytesAreTold() throws IOException {
    RtmpBytes bytes =
        new RtmpBytes()
            .hex("00 00 000000 000001 08 01000000 07") // 64
            .hex("01 0001 000000 000001 09 01000000 08"); // 64 + 256
    ChunkReader reader = reader(bytes);
    assertEquals(8, reader.next().type());
    assertEquals(9, reader.next().type());
  }

  @Test
  void timesBeyondTwentyFourBitsAreExtended() throws IOException {
    RtmpBytes bytes =
        new RtmpBytes()
            .chunkSize(4)
            .hex("04 ffffff 000006 09 01000000 01000000 aaaaaaaa")
            .hex("c4 01000000 bbbb")
            // Some leave the time out where a message goes on.
            .hex("04 ffffff 000006 09 01000000 01000001 aaaaaaaa")
            .hex("c4 bbbb")
            .fill(16, 0);
    ChunkReader reader = reader(bytes);
    for (int i = 0; i < 2; i++) {
      RtmpMessage message = reader.next();
      assertEquals(0x0100_0000 + i, message.timestamp());
      assertEquals((byte) 0xbb, message.buffer()[5], "message " + i);
    }
  }

  @Test
  void anAbortedMessageIsForgotten() throws IOException {
    RtmpBytes bytes =
        new RtmpBytes()
            .hex("04 000000 000100 09 01000000")
            .fill(128, 1)
            .hex("02 000000 000004 02 00000000 00000004")
            .hex("04 000000 000001 09 01000000 07");
    RtmpMessage message = reader(bytes).next();
    assertEquals(1, message.length());
    assertEquals(7, message.buffer()[0]);
  }

  @Test
  void whatIsAnnouncedTakesNoMemoryBeforeItComes() throws IOException {
    RtmpBytes bytes = new RtmpBytes();
    for (int stream = 3; stream < 20; stream++) {
      bytes.fill(1, stream).hex("000000 ffffff 09 01000000").fill(128, 1);
    }
    // Each of 16 MiB: together they would be far more than a stranger may take.
    assertThrows(EOFException.class, reader(bytes)::next);
  }

  @Test
  void aStrangerWhoSendsWithoutEndIsSentAway() {
    RtmpBytes bytes =
        new RtmpBytes().chunkSize(1 << 24).hex("04 000000 ffffff 09 01000000").fill(300_000, 1);
    RtmpFormatException refused = assertThrows(RtmpFormatException.class, reader(bytes)::next);
    assertTrue(refused.getMessage().contains("262144 bytes at once"), refused.getMessage());
  }

  @Test
  void onlyPicturesMayBeLarge() throws IOException {
    ChunkReader reader =
        reader(
            new RtmpBytes()
                .chunkSize(1 << 20)
                .hex("04 000000 080000 09 01000000")
                .fill(0x080000, 1)
                .hex("05 000000 080000 12 01000000"));
    reader.expectMedia();
    assertEquals(0x080000, reader.next().length());
    RtmpFormatException refused = assertThrows(RtmpFormatException.class, reader::next);
    assertEquals("a message of type 18 of 524288 bytes", refused.getMessage());
  }

  @Test
  void chunkStreamsAreNotWithoutNumber() {
    RtmpBytes bytes = new RtmpBytes();
    for (int stream = 3; stream < 60; stream++) {
      bytes.fill(1, stream).hex("000000 000001 12 01000000 00");
    }
    ChunkReader reader = reader(bytes);
    RtmpFormatException refused =
        assertThrows(
            RtmpFormatException.class,
            () -> {
              while (true) {
                reader.next();
              }
            });
    assertEquals("more than 32 chunk streams", refused.getMessage());
  }

  @Test
  void aChunkStreamThatBeginsInItsMiddleIsNone() {
    assertThrows(RtmpFormatException.class, reader(new RtmpBytes().hex("c400"))::next);
    assertThrows(RtmpFormatException.class, reader(new RtmpBytes().chunkSize(0).hex("c400"))::next);
  }

  @Test
  void itReadsAsLittleAtOnceAsTheNetworkBrings() throws IOException {
    byte[] bytes =
        new RtmpBytes()
            .hex("04 0003e8 000082 09 01000000")
            .fill(128, 1)
            .hex("c4 0203")
            .toByteArray();
    InputStream dripping =
        new ByteArrayInputStream(bytes) {
          @Override
          public synchronized int read(byte[] buffer, int offset, int length) {
            return super.read(buffer, offset, Math.min(1, length));
          }
        };
    ChunkReader reader = new ChunkReader(dripping);
    assertEquals(3, reader.next().buffer()[129]);
    assertEquals(bytes.length, reader.received());
  }
}
