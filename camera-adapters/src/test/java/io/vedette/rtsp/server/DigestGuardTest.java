package io.vedette.rtsp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.rtsp.ClientAuthorization;
import io.vedette.rtsp.DigestAlgorithm;
import io.vedette.rtsp.DigestChallenge;
import io.vedette.rtsp.RtspResponse;
import io.vedette.rtsp.server.DigestGuard.Verdict;
import java.net.InetAddress;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DigestGuardTest {

  private static final String URL = "rtsp://127.0.0.1:554/1";
  private static final ServerLogin LOGIN = new ServerLogin("admin", "p@ss/w\"ord");

  private final Iterator<String> nonces = List.of("first", "second").iterator();
  private final DigestGuard guard = new DigestGuard(LOGIN, nonces::next);

  @Test
  void aVectorMadeByHand() {
    // Made with coreutils: md5sum and sha256sum over the strings of RFC 7616 3.4.1.
    DigestGuard plain = new DigestGuard(new ServerLogin("admin", "secret"), () -> "abc123");
    String head =
        "Digest username=\"admin\", realm=\"Vedette\", nonce=\"abc123\", uri=\"" + URL + "\"";

    assertEquals(
        Verdict.ADMITTED,
        plain.judge("DESCRIBE", URL, head + ", response=\"7de1849c31cac6eb1c19a5807c4a9f4a\""));
    assertEquals(
        Verdict.ADMITTED,
        plain.judge(
            "DESCRIBE",
            URL,
            head
                + ", algorithm=SHA-256, qop=auth, nc=00000001, cnonce=\"xyz\""
                + ", response=\"7ca3b1d47d588b3a9ec7a5961d4183d688077f930b8aac206dceb9c2106b7bd4\""));
  }

  @Test
  void theStrongerChallengeComesFirstAndTheOneForOldClientsLast() {
    List<DigestChallenge> challenges =
        guard.challenges(false).stream()
            .map(value -> DigestChallenge.parse(value).orElseThrow())
            .toList();

    assertEquals(DigestAlgorithm.SHA_256, challenges.getFirst().algorithm());
    assertEquals(DigestAlgorithm.MD5, challenges.getLast().algorithm());
    assertTrue(challenges.stream().allMatch(DigestChallenge::qop));
    assertFalse(challenges.getFirst().stale());
  }

  @Test
  void aRightAnswerIsAdmittedOnce() {
    String answer = answer("first", LOGIN.password(), 1);

    assertEquals(Verdict.ADMITTED, guard.judge("DESCRIBE", URL, answer));
    assertEquals(Verdict.STALE, guard.judge("DESCRIBE", URL, answer), "heard before");
    assertEquals(
        Verdict.STALE,
        guard.judge("DESCRIBE", URL, answer("first", LOGIN.password(), 2)),
        "the nonce has been changed");
    assertEquals(
        Verdict.ADMITTED, guard.judge("DESCRIBE", URL, answer("second", LOGIN.password(), 1)));
  }

  @Test
  void whatIsWrongIsRefused() {
    assertEquals(Verdict.REFUSED, guard.judge("DESCRIBE", URL, answer("first", "wrong", 1)));
    String right = answer("first", LOGIN.password(), 1);
    assertEquals(Verdict.REFUSED, guard.judge("PLAY", URL, right), "another method");
    assertEquals(Verdict.REFUSED, guard.judge("DESCRIBE", URL + "0", right), "another address");
    assertEquals(Verdict.REFUSED, guard.judge("DESCRIBE", URL, "Basic YWRtaW46cA=="));
    assertEquals(Verdict.REFUSED, guard.judge("DESCRIBE", URL, "Digest username=\"admin\""));
    assertEquals(Verdict.STALE, guard.judge("DESCRIBE", URL, answer("older", "any", 1)));
  }

  @Test
  void theSignatureOfAPresentationCoversTheStreamsInIt() {
    assertEquals(
        Verdict.ADMITTED,
        guard.judge("DESCRIBE", URL + "/video", answer("first", LOGIN.password(), 1)));
  }

  @Test
  void aServerWithALoginAsksForIt() throws Exception {
    HandFedStream stream = new HandFedStream();
    try (RtspServer server =
            RtspServer.start(
                InetAddress.getLoopbackAddress(),
                0,
                path -> new StreamCatalog.Found(stream),
                LOGIN);
        RtspPeer peer = new RtspPeer(server.port())) {
      RtspResponse refused = peer.ask("DESCRIBE", "/1");
      assertEquals(401, refused.status());
      ClientAuthorization client =
          new ClientAuthorization(LOGIN.username(), LOGIN.password(), new Random(1));
      assertTrue(client.challenged(refused.headers().all("WWW-Authenticate")));
      String given = client.authorization("DESCRIBE", peer.url("/1")).orElseThrow();

      assertTrue(given.contains("SHA-256"), given);
      assertEquals(200, peer.ask("DESCRIBE", "/1", "Authorization", given).status());
      assertEquals(401, peer.ask("SETUP", "/1/video", "Transport", "RTP/AVP/TCP").status());
      assertEquals(401, peer.ask("TEARDOWN", "/1", "Session", "any").status());
    }
  }

  @Test
  void thePasswordStaysOutOfTheText() {
    assertFalse(LOGIN.toString().contains(LOGIN.password()));
  }

  private static String answer(String nonce, String password, int count) {
    return new DigestChallenge("Vedette", nonce, DigestAlgorithm.SHA_256, true, false)
        .authorization(LOGIN.username(), password, "DESCRIBE", URL, count, "c");
  }
}
