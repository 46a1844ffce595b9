package io.vedette.rtmp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RtmpConversationTest {

  private final ByteArrayOutputStream answers = new ByteArrayOutputStream();

  private RtmpConversation conversation(RtmpBytes bytes) {
    return new RtmpConversation(new ByteArrayInputStream(bytes.toByteArray()), answers);
  }

  private String answered() {
    return answers.toString(StandardCharsets.ISO_8859_1);
  }

  private static RtmpBytes opening() {
    return new RtmpBytes()
        .handshake()
        .command("connect")
        .command("releaseStream", "key")
        .command("FCPublish", "key")
        .command("createStream")
        .command("_checkbw");
  }

  @Test
  void theHandshakeEchoesWhatTheClientSent() throws IOException {
    byte[] first = new byte[1536];
    Arrays.fill(first, (byte) 9);
    RtmpBytes bytes =
        new RtmpBytes().hex("03").bytes(first).fill(1536, 0).command("publish", "key", "live");
    conversation(bytes).awaitPublish();
    byte[] said = answers.toByteArray();
    assertEquals(3, said[0]);
    assertArrayEquals(first, Arrays.copyOfRange(said, 1 + 1536, 1 + 2 * 1536));
  }

  @Test
  void whoAsksToPublishIsAnsweredUpToThereAndThenAccepted() throws IOException {
    RtmpBytes bytes =
        opening()
            .command("publish", "key", "live")
            .message(9, 1, 40, new byte[] {0x17, 1, 0, 0, 0});
    RtmpConversation conversation = conversation(bytes);
    PublishRequest request = conversation.awaitPublish();
    assertEquals("key", request.name());
    assertTrue(answered().contains("NetConnection.Connect.Success"));
    conversation.accept();
    assertTrue(answered().contains("NetStream.Publish.Start"));
    RtmpMessage media = conversation.nextMedia();
    assertEquals(40, media.timestamp());
    assertThrows(EOFException.class, conversation::nextMedia);
  }

  @Test
  void aRefusalSaysWhy() throws IOException {
    RtmpConversation conversation = conversation(opening().command("publish", "key", "live"));
    conversation.awaitPublish();
    conversation.refuse(RtmpConversation.Refusal.BAD_NAME, "Unauthorized: no such key");
    assertTrue(answered().contains("NetStream.Publish.BadName"));
    assertTrue(answered().contains("Unauthorized: no such key"));
  }

  @Test
  void theKeyIsTheLastPieceWhereverAnEncoderPutsIt() {
    assertEquals("k", new PublishRequest("live", "k").lastPiece());
    assertEquals("k", new PublishRequest("live", "k?a=b/c").lastPiece());
    assertEquals("k", new PublishRequest("live", "/x/k").lastPiece());
    assertEquals("k", new PublishRequest("live/k", "").lastPiece());
    assertEquals("", new PublishRequest("", "").lastPiece());
  }

  @Test
  void pingsAreAnsweredAndWindowsAcknowledged() throws IOException {
    RtmpBytes bytes =
        opening()
            .command("publish", "key", "live")
            .message(5, 0, 0, new byte[] {0, 0, 0, 1})
            .message(4, 0, 0, new byte[] {0, 6, 1, 2, 3, 4})
            .chunkSize(1 << 20)
            .message(9, 1, 0, new byte[70_000])
            .message(9, 1, 0, new byte[70_000])
            .message(8, 1, 0, new byte[2]);
    RtmpConversation conversation = conversation(bytes);
    conversation.awaitPublish();
    conversation.accept();
    answers.reset();
    conversation.nextMedia();
    conversation.nextMedia();
    conversation.nextMedia();
    String said = answered();
    assertTrue(said.contains("\0\7\1\2\3\4"), "no pong");
    // Two messages of type 3 of four bytes, however small a window was asked for.
    assertEquals(3, said.split("\2\0\0\0\0\0\4\3", -1).length);
  }

  @Test
  void theStreamEndsAsTheClientSays() throws IOException {
    for (String how : new String[] {"deleteStream", "closeStream", "FCUnpublish"}) {
      RtmpConversation conversation =
          conversation(opening().command("publish", "key", "live").command(how));
      conversation.awaitPublish();
      conversation.accept();
      EOFException ended = assertThrows(EOFException.class, conversation::nextMedia);
      assertTrue(ended.getMessage().contains(how), ended.getMessage());
    }
  }

  @Test
  void whoWantsSomethingElseIsToldWhat() {
    assertRefused(new RtmpBytes().hex("16030100"), "does not begin as RTMP does");
    assertRefused(new RtmpBytes().hex("06").fill(3072, 0), "RTMPE");
    assertRefused(opening().command("play", "key"), "only takes streams");
    RtmpBytes chatter = new RtmpBytes().handshake();
    for (int i = 0; i < 100; i++) {
      chatter.command("createStream");
    }
    assertRefused(chatter, "40 things");
    // What is written for all of that fits into the buffer of a socket that nobody reads.
    assertTrue(answers.size() < 32_000, answers.size() + " bytes");
  }

  private void assertRefused(RtmpBytes bytes, String why) {
    RtmpFormatException refused =
        assertThrows(RtmpFormatException.class, conversation(bytes)::awaitPublish);
    assertTrue(refused.getMessage().contains(why), refused.getMessage());
  }

  @Test
  void whoLeavesEarlyHasLeft() {
    byte[] all = opening().toByteArray();
    for (int length : new int[] {0, 1, 1000, 2000, 3073, all.length - 1, all.length}) {
      RtmpConversation conversation =
          new RtmpConversation(
              new ByteArrayInputStream(all, 0, length), new ByteArrayOutputStream());
      assertThrows(EOFException.class, conversation::awaitPublish, length + " bytes");
    }
  }
}
