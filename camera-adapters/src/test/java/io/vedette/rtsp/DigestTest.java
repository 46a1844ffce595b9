package io.vedette.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {

  /** RFC 7616 3.9.1. */
  @ParameterizedTest
  @CsvSource({
    "MD5, 8ca523f5e9506fed4657c9700eebdbec",
    "SHA-256, 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"
  })
  void answersAsTheStandardsExampleDoes(String algorithm, String response) {
    DigestChallenge challenge =
        DigestChallenge.parse(
                "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm="
                    + algorithm
                    + ", nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\","
                    + " opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"")
            .orElseThrow();
    assertEquals(
        response,
        challenge.response(
            "Mufasa",
            "Circle of Life",
            "GET",
            "/dir/index.html",
            1,
            "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"));
  }

  /** RFC 2617 3.5 without qop, as RFC 2069 had it: the password of its erratum. */
  @Test
  void answersWithoutQopAsOldCamerasWant() {
    DigestChallenge challenge =
        DigestChallenge.parse(
                "Digest realm=\"testrealm@host.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\"")
            .orElseThrow();
    assertEquals(
        "670fd8c2df070c60b045671b8b24ff02",
        challenge.response("Mufasa", "Circle Of Life", "GET", "/dir/index.html", 1, ""));
  }

  @Test
  void takesTheStrongestOfSeveralChallengesAndCountsTheNonce() {
    ClientAuthorization authorization = new ClientAuthorization("joe", "a\"b#c@d%/", new Random(1));
    assertTrue(authorization.authorization("DESCRIBE", "rtsp://h/").isEmpty());
    assertTrue(
        authorization.challenged(
            List.of(
                "Basic realm=\"c\"",
                "Digest realm=\"c\", nonce=\"n1\", qop=\"auth\"",
                "Digest realm=\"c\", nonce=\"n2\", qop=\"auth\", algorithm=SHA-256")));
    String first = authorization.authorization("DESCRIBE", "rtsp://h/").orElseThrow();
    assertTrue(first.contains("nonce=\"n2\"") && first.contains("nc=00000001"), first);
    String second = authorization.authorization("SETUP", "rtsp://h/").orElseThrow();
    assertTrue(second.contains("nc=00000002"), second);
  }

  @Test
  void aSecondRefusalIsFinalUnlessTheNonceWasStale() {
    ClientAuthorization authorization = new ClientAuthorization("joe", "wrong", new Random(1));
    assertTrue(authorization.challenged(List.of("Digest realm=\"c\", nonce=\"n1\"")));
    assertTrue(authorization.challenged(List.of("Digest realm=\"c\", nonce=\"n2\", stale=true")));
    assertFalse(authorization.challenged(List.of("Digest realm=\"c\", nonce=\"n3\"")));
  }

  @Test
  void basicIsTheLastResort() {
    ClientAuthorization authorization = new ClientAuthorization("joe", "pass", new Random(1));
    assertTrue(authorization.challenged(List.of("Basic realm=\"c\"")));
    assertEquals(
        "Basic am9lOnBhc3M=", authorization.authorization("PLAY", "rtsp://h/").orElseThrow());
    assertFalse(authorization.challenged(List.of("Basic realm=\"c\"")));
  }

  @Test
  void basicIsNotAnsweredWhereItMustNotBe() {
    ClientAuthorization authorization =
        new ClientAuthorization("joe", "pass", new Random(1), ClientAuthorization.Basic.REFUSED);
    assertFalse(authorization.challenged(List.of("Basic realm=\"c\"")));
    assertTrue(authorization.isBasicWithheld());
    assertTrue(authorization.authorization("PLAY", "rtsp://h/").isEmpty());
    // A Digest that nobody can answer beside it is no better.
    assertFalse(
        authorization.challenged(
            List.of("Digest realm=\"c\", nonce=\"n\", algorithm=SHA-512-256, Basic realm=\"c\"")));
    assertTrue(authorization.authorization("PLAY", "rtsp://h/").isEmpty());
    assertTrue(
        authorization.challenged(List.of("Basic realm=\"c\"", "Digest realm=\"c\", nonce=\"n\"")));
    assertFalse(authorization.isBasicWithheld());
    assertTrue(
        authorization.authorization("PLAY", "rtsp://h/").orElseThrow().startsWith("Digest "));
  }

  @Test
  void whoHasTakenADigestIsNotToldThePasswordLater() {
    ClientAuthorization authorization =
        new ClientAuthorization(
            "joe", "pass", new Random(1), ClientAuthorization.Basic.NOT_AFTER_DIGEST);
    assertTrue(authorization.challenged(List.of("Digest realm=\"c\", nonce=\"n\"")));
    assertFalse(authorization.isLetInByDigest());
    authorization.accepted("");
    assertTrue(authorization.isLetInByDigest());
    assertFalse(authorization.challenged(List.of("Basic realm=\"c\"")));
    assertTrue(authorization.isBasicWithheld());
    assertTrue(authorization.authorization("PLAY", "rtsp://h/").isEmpty());
    assertFalse(authorization.isLetInByBasic());
  }

  @Test
  void aServerThatAsksForBasicFromTheStartIsToldIt() {
    ClientAuthorization authorization =
        new ClientAuthorization(
            "joe", "pass", new Random(1), ClientAuthorization.Basic.NOT_AFTER_DIGEST);
    authorization.accepted("");
    assertFalse(authorization.isLetInByBasic() || authorization.isLetInByDigest());
    assertTrue(authorization.challenged(List.of("Basic realm=\"c\"")));
    authorization.accepted("");
    assertTrue(authorization.isLetInByBasic());
    assertFalse(authorization.isLetInByDigest());
  }

  @Test
  void aChallengeNobodyKnowsIsNotAnswered() {
    ClientAuthorization authorization = new ClientAuthorization("joe", "pass", new Random(1));
    assertFalse(
        authorization.challenged(
            List.of("Digest realm=\"c\", nonce=\"n\", algorithm=SHA-512-256")));
    assertFalse(
        authorization.challenged(List.of("Digest realm=\"c\", nonce=\"n\", qop=\"auth-int\"")));
    assertFalse(authorization.challenged(List.of()));
  }

  /** Several challenges in one field, as a list (RFC 7235 4.1). */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Digest realm=\"c, d\", nonce=\"n1\", Basic realm=\"c\"",
        "Basic realm=\"Digest, x=1\",Digest realm=\"c\",nonce=\"n1\"",
        "Basic, Digest realm=\"c\", nonce=\"n1\", algorithm=MD5",
        "NTLM, Negotiate, Digest nonce=n1, realm=\"c\", Basic realm=\"c\"",
        "digest  realm = \"c\" , nonce = \"n1\" , Basic realm=\"c\"",
        "Bearer abc==, Digest realm=\"c\", nonce=\"n1\""
      })
  void challengesInOneFieldAreTakenApart(String field) {
    ClientAuthorization authorization = new ClientAuthorization("joe", "pass", new Random(1));
    assertTrue(authorization.challenged(List.of(field)));
    String value = authorization.authorization("DESCRIBE", "rtsp://h/").orElseThrow();
    assertTrue(value.startsWith("Digest ") && value.contains("nonce=\"n1\""), value);
  }

  @Test
  void theStrongerOfTwoInOneFieldIsTaken() {
    ClientAuthorization authorization = new ClientAuthorization("joe", "pass", new Random(1));
    assertTrue(
        authorization.challenged(
            List.of(
                "Digest realm=\"c\", nonce=\"n1\", Digest realm=\"c\", nonce=\"n2\","
                    + " algorithm=SHA-256, Basic realm=\"c\"")));
    String value = authorization.authorization("DESCRIBE", "rtsp://h/").orElseThrow();
    assertTrue(value.contains("nonce=\"n2\", uri=\"rtsp://h/\", algorithm=SHA-256"), value);
  }

  /** RFC 2617 3.2.2.2: the secret is mixed with both nonces. Written out step by step. */
  @Test
  void theSessionAlgorithmMixesBothNoncesIntoTheSecret() {
    DigestChallenge challenge =
        DigestChallenge.parse("Digest realm=\"r\", nonce=\"n\", algorithm=MD5-sess, qop=auth")
            .orElseThrow();
    DigestAlgorithm md5 = DigestAlgorithm.MD5;
    String secret = md5.hash(md5.hash("joe:r:pass") + ":n:c");
    assertEquals(
        md5.hash(secret + ":n:00000001:c:auth:" + md5.hash("PLAY:rtsp://h/")),
        challenge.response("joe", "pass", "PLAY", "rtsp://h/", 1, "c"));
    String value = challenge.authorization("joe", "pass", "PLAY", "rtsp://h/", 1, "c");
    assertTrue(value.contains("algorithm=MD5-sess") && value.contains("cnonce=\"c\""), value);
  }

  /** Old cameras put backslashes into their realm that escape nothing. */
  @Test
  void realmAndNonceAreGivenBackByteByByte() {
    String value =
        DigestChallenge.parse("Digest realm=\"IP\\Camera(\\\"x\\\")\", nonce=\"a\\b==\"")
            .orElseThrow()
            .authorization("joe", "pass", "PLAY", "rtsp://h/", 1, "c");
    assertTrue(value.contains("realm=\"IP\\Camera(\\\"x\\\")\", nonce=\"a\\b==\""), value);
  }

  @Test
  void theNextNonceIsUsedFromThenOn() {
    ClientAuthorization authorization = new ClientAuthorization("joe", "pass", new Random(1));
    authorization.challenged(List.of("Digest realm=\"c\", nonce=\"n1\", qop=\"auth\""));
    authorization.authorization("DESCRIBE", "rtsp://h/");
    authorization.accepted("nextnonce=\"n2\", qop=auth");
    String value = authorization.authorization("SETUP", "rtsp://h/").orElseThrow();
    assertTrue(value.contains("nonce=\"n2\"") && value.contains("nc=00000001"), value);
  }

  @Test
  void aRefusalAfterASuccessIsAboutTheNonceOnceAndStaleNoncesEndSomeTime() {
    ClientAuthorization authorization = new ClientAuthorization("joe", "pass", new Random(1));
    assertTrue(authorization.challenged(List.of("Digest realm=\"c\", nonce=\"n1\"")));
    authorization.accepted("");
    assertTrue(authorization.challenged(List.of("Digest realm=\"c\", nonce=\"n2\"")));
    assertFalse(authorization.challenged(List.of("Digest realm=\"c\", nonce=\"n3\"")));
    int asked = 0;
    while (authorization.challenged(
        List.of("Digest realm=\"c\", nonce=\"s" + asked + "\", stale=true"))) {
      asked++;
    }
    assertEquals(3, asked);
  }
}
