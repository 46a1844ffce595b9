package io.vedette.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.SetCookie;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.vedette.config.ConfigException;
import io.vedette.security.Right;
import io.vedette.security.Role;
import io.vedette.security.Session;
import io.vedette.security.Sessions;
import io.vedette.security.SignIn;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.time.Instant;

/** {@code /api/v1/session}: signing in and out. */
final class SessionApi {

  private final Sessions sessions;
  private final Access access;

  SessionApi(Sessions sessions, Access access) {
    this.sessions = sessions;
    this.access = access;
  }

  void open(ServerRequest request, ServerResponse response) throws ConfigException {
    Access.refuseForeignOrigin(request.headers());
    JsonObject body = JsonBody.read(request);
    String username = JsonBody.string(body, "username");
    String password = JsonBody.string(body, "password");
    switch (sessions.signIn(username, password, request.remotePeer().host())) {
      case SignIn.Granted(String token, Session session) -> granted(response, token, session);
      case SignIn.Refused() ->
          throw new ProblemException(
              new Problem(
                  401,
                  "wrong-credentials",
                  "Not signed in",
                  "The user name or the password is wrong."));
      case SignIn.Throttled(Duration wait) -> {
        long seconds = wait.toSeconds() + 1;
        response.header(HeaderNames.RETRY_AFTER, Long.toString(seconds));
        throw new ProblemException(Problem.tooManyAttempts(seconds));
      }
    }
  }

  void show(ServerRequest request, ServerResponse response) throws ConfigException {
    Session session = access.admit(request.headers(), Role.VIEWER).session();
    Replies.json(response, Status.OK_200, json(session).build());
  }

  void close(ServerRequest request, ServerResponse response) throws ConfigException {
    sessions.revoke(access.admit(request.headers(), Role.VIEWER).token());
    response.headers().addCookie(cookie("", Duration.ZERO));
    Replies.nothing(response);
  }

  private static void granted(ServerResponse response, String token, Session session) {
    Duration lifetime = Duration.between(Instant.now(), session.expiresAt());
    response.headers().addCookie(cookie(token, lifetime));
    Replies.json(response, Status.CREATED_201, json(session).add("token", token).build());
  }

  private static JsonObjectBuilder json(Session session) {
    return Json.createObjectBuilder()
        .add("username", session.username())
        .add("role", session.role().id())
        .add(
            "rights",
            Json.createArrayBuilder(Right.of(session.role()).stream().map(Right::id).toList()))
        .add("expiresAt", session.expiresAt().toString());
  }

  private static SetCookie cookie(String token, Duration lifetime) {
    return SetCookie.builder(Access.COOKIE, token)
        .path("/")
        .httpOnly(true)
        .sameSite(SetCookie.SameSite.STRICT)
        .maxAge(lifetime)
        .build();
  }
}
