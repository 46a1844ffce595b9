package io.vedette.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.ServerRequestHeaders;
import io.vedette.config.ConfigException;
import io.vedette.security.Role;
import io.vedette.security.Session;
import io.vedette.security.Sessions;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Lets requests in: a session is needed, a role that suffices, and no page of another origin. Safe
 * for use by any thread.
 */
final class Access {

  /** The session's cookie. */
  static final String COOKIE = "vedette_session";

  /**
   * Who asks.
   *
   * @param session their session
   * @param token its token
   */
  record Caller(Session session, String token) {
    @Override
    public String toString() {
      return "caller " + session.username();
    }
  }

  private record Presented(String token, boolean byCookie) {}

  private final Sessions sessions;

  Access(Sessions sessions) {
    this.sessions = sessions;
  }

  /**
   * Lets an ordinary request in.
   *
   * @throws ProblemException if it is not let in
   */
  Caller admit(Headers headers, Role needed) throws ConfigException {
    refuseForeignOrigin(headers);
    return authenticate(headers, needed);
  }

  /**
   * Lets a WebSocket in. A browser sends the cookie with a WebSocket from any page, so with a
   * cookie there has to be an origin, and it has to be ours (RFC 6455 10.2).
   *
   * @throws ProblemException if it is not let in
   */
  Caller admitSocket(Headers headers, Role needed) throws ConfigException {
    refuseForeignOrigin(headers);
    if (presented(headers).map(Presented::byCookie).orElse(false)
        && !headers.contains(HeaderNames.ORIGIN)) {
      throw new ProblemException(Problem.foreignOrigin("none was named"));
    }
    return authenticate(headers, needed);
  }

  /** Whether a caller who was let in before would still be. */
  boolean stillValid(Caller caller) throws ConfigException {
    return sessions.authenticate(caller.token()).isPresent();
  }

  /**
   * @throws ProblemException if the request comes from a page of another origin
   */
  static void refuseForeignOrigin(Headers headers) {
    if (!headers.contains(HeaderNames.ORIGIN)) {
      return;
    }
    String origin = headers.get(HeaderNames.ORIGIN).get();
    String host = headers.contains(HeaderNames.HOST) ? headers.get(HeaderNames.HOST).get() : "";
    int authority = origin.indexOf("://");
    if (authority < 0 || !origin.substring(authority + 3).equalsIgnoreCase(host)) {
      throw new ProblemException(Problem.foreignOrigin(origin));
    }
  }

  private Caller authenticate(Headers headers, Role needed) throws ConfigException {
    Optional<Presented> presented = presented(headers);
    if (presented.isEmpty()) {
      throw new ProblemException(Problem.unauthorized());
    }
    String token = presented.get().token();
    Session session =
        sessions
            .authenticate(token)
            .orElseThrow(() -> new ProblemException(Problem.unauthorized()));
    if (!session.role().includes(needed)) {
      throw new ProblemException(Problem.forbidden());
    }
    return new Caller(session, token);
  }

  private static Optional<Presented> presented(Headers headers) {
    if (headers.contains(HeaderNames.AUTHORIZATION)) {
      return fromAuthorization(headers.get(HeaderNames.AUTHORIZATION).get());
    }
    if (headers.contains(HeaderNames.COOKIE)) {
      return ServerRequestHeaders.create(headers)
          .cookies()
          .first(COOKIE)
          .map(token -> new Presented(token, true));
    }
    return Optional.empty();
  }

  /** Bearer, or for players that know no better Basic with the token as the password. */
  private static Optional<Presented> fromAuthorization(String value) {
    String[] words = value.strip().split("\\s+", 2);
    if (words.length == 2 && words[0].equalsIgnoreCase("bearer")) {
      return Optional.of(new Presented(words[1], false));
    }
    if (words.length == 2 && words[0].equalsIgnoreCase("basic")) {
      try {
        String pair = new String(Base64.getDecoder().decode(words[1]), StandardCharsets.UTF_8);
        return Optional.of(new Presented(pair.substring(pair.indexOf(':') + 1), false));
      } catch (IllegalArgumentException e) {
        throw new ProblemException(Problem.unauthorized());
      }
    }
    return Optional.empty();
  }
}
