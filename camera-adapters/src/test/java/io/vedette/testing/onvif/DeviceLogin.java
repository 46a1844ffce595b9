package io.vedette.testing.onvif;

import com.sun.net.httpserver.HttpExchange;
import io.vedette.rtsp.AuthParameters;
import io.vedette.rtsp.DigestAlgorithm;
import io.vedette.rtsp.DigestChallenge;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How a device wants to know who asks. It counts, and locks the account at the third mistake. */
public final class DeviceLogin {

  /** What it asks for. */
  public enum Kind {
    /** Nothing. */
    NONE,
    /** A token in the SOAP header, refused by a fault with status 400. */
    TOKEN,
    /** The same, refused by a fault with status 200. */
    TOKEN_BY_200,
    /** The same, refused by 401 without a challenge. */
    TOKEN_BY_BARE_401,
    /** The same, refused by 401 with a challenge for Basic that it does not mean. */
    TOKEN_BY_BASIC_401,
    /** HTTP's Digest with MD5. */
    DIGEST_MD5,
    /** HTTP's Digest with SHA-256. */
    DIGEST_SHA_256,
    /** Both, and Basic, in one field and in several. */
    DIGEST_AND_BASIC,
    /** HTTP's Basic and nothing else. */
    BASIC
  }

  static final String USER = "admin";
  static final String PASSWORD = "p@ss:wörd";

  private static final Duration TOLERANCE = Duration.ofSeconds(20);
  private static final int LOCKED_AT = 3;

  private final Kind kind;
  private final AtomicInteger tries = new AtomicInteger();
  private final AtomicInteger mistakes = new AtomicInteger();
  private final Set<String> nonces = ConcurrentHashMap.newKeySet();

  DeviceLogin(Kind kind) {
    this.kind = kind;
  }

  /** How often anybody sent credentials, right or wrong. */
  public int tries() {
    return tries.get();
  }

  /** How often they were wrong. */
  public int mistakes() {
    return mistakes.get();
  }

  /** Empty if who asks may. */
  Optional<OnvifReply> refusal(OnvifRequest request, Instant deviceTime) {
    boolean good =
        switch (kind) {
          case NONE -> true;
          case TOKEN, TOKEN_BY_200, TOKEN_BY_BARE_401, TOKEN_BY_BASIC_401 ->
              counted(request.element("UsernameToken").isPresent(), isToken(request, deviceTime));
          case DIGEST_MD5, DIGEST_SHA_256, DIGEST_AND_BASIC ->
              counted(authorization(request).isPresent(), isDigest(request.exchange()));
          case BASIC -> counted(authorization(request).isPresent(), isBasic(request));
        };
    return good ? Optional.empty() : Optional.of(refusal());
  }

  private boolean counted(boolean given, boolean right) {
    if (given) {
      tries.incrementAndGet();
      if (!right) {
        mistakes.incrementAndGet();
      }
    }
    return given && right && mistakes.get() < LOCKED_AT;
  }

  private OnvifReply refusal() {
    OnvifReply fault = OnvifReply.fault("ter:NotAuthorized", "Sender not Authorized");
    OnvifReply bare = OnvifReply.raw(401, "");
    return switch (kind) {
      case NONE -> throw new IllegalStateException("nobody is refused");
      case TOKEN -> fault;
      case TOKEN_BY_200 -> new OnvifReply(200, fault.headers(), fault.body());
      case TOKEN_BY_BARE_401 -> bare;
      case TOKEN_BY_BASIC_401, BASIC -> bare.with("WWW-Authenticate", "Basic realm=\"camera\"");
      case DIGEST_MD5, DIGEST_SHA_256 ->
          bare.with("WWW-Authenticate", challenge(algorithm()).encoded());
      case DIGEST_AND_BASIC ->
          bare.with(
              "WWW-Authenticate",
              "Basic realm=\"camera\", " + challenge(DigestAlgorithm.MD5).encoded(),
              challenge(DigestAlgorithm.SHA_256).encoded());
    };
  }

  private DigestAlgorithm algorithm() {
    return kind == Kind.DIGEST_MD5 ? DigestAlgorithm.MD5 : DigestAlgorithm.SHA_256;
  }

  private static DigestChallenge challenge(DigestAlgorithm algorithm) {
    return new DigestChallenge("camera", "0123456789abcdef", algorithm, true, false);
  }

  private static Optional<String> authorization(OnvifRequest request) {
    return Optional.ofNullable(request.exchange().getRequestHeaders().getFirst("Authorization"));
  }

  private boolean isDigest(HttpExchange exchange) {
    String given = exchange.getRequestHeaders().getFirst("Authorization");
    if (given == null || !given.startsWith("Digest ")) {
      return false;
    }
    Map<String, String> answer = AuthParameters.parse(given);
    String uri = exchange.getRequestURI().toString();
    String expected =
        challenge(algorithm())
            .response(
                USER,
                PASSWORD,
                "POST",
                uri,
                Integer.parseInt(answer.getOrDefault("nc", "0"), 16),
                answer.getOrDefault("cnonce", ""));
    return uri.equals(answer.get("uri")) && expected.equals(answer.get("response"));
  }

  private static boolean isBasic(OnvifRequest request) {
    byte[] pair = (USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8);
    return authorization(request)
        .equals(Optional.of("Basic " + Base64.getEncoder().encodeToString(pair)));
  }

  /** The digest in Python's words: b64(sha1(b64decode(nonce) + created + password)). */
  private boolean isToken(OnvifRequest request, Instant deviceTime) {
    List<Optional<String>> parts =
        List.of(
            request.text("Username"),
            request.text("Password"),
            request.text("Nonce"),
            request.text("Created"));
    if (parts.stream().anyMatch(Optional::isEmpty)) {
      return false;
    }
    String nonce = parts.get(2).get();
    String created = parts.get(3).get();
    boolean fresh =
        Duration.between(Instant.parse(created), deviceTime).abs().compareTo(TOLERANCE) < 0
            && nonces.add(nonce);
    byte[] raw = Base64.getDecoder().decode(nonce);
    byte[] rest = (created + PASSWORD).getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(raw, raw.length + rest.length);
    System.arraycopy(rest, 0, all, raw.length, rest.length);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(all);
      return fresh
          && USER.equals(parts.get(0).get())
          && Base64.getEncoder().encodeToString(digest).equals(parts.get(1).get());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
