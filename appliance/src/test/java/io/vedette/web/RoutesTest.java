package io.vedette.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.http.Method;
import io.vedette.config.ConfigStore;
import io.vedette.config.UserAccount;
import io.vedette.health.HealthBoard;
import io.vedette.live.LiveStreams;
import io.vedette.live.RingLimits;
import io.vedette.live.SequenceSpace;
import io.vedette.security.FirstAdministrator;
import io.vedette.security.Passwords;
import io.vedette.security.Role;
import io.vedette.security.Sessions;
import io.vedette.security.SignIn;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every route, with every kind of caller. */
@Timeout(60)
class RoutesTest {

  private static final Set<String> OPEN_TO_ALL =
      Set.of("POST /api/v1/session", "GET /observe/health");

  @TempDir private Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private final LiveStreams streams =
      new LiveStreams(RingLimits.DEFAULT, new SequenceSpace(_ -> 0));
  private ConfigStore store;
  private Sessions sessions;
  private WebSide web;
  private List<Route> routes;

  @BeforeEach
  void start() throws Exception {
    store = ConfigStore.open(folder);
    Passwords passwords = new Passwords();
    sessions = new Sessions(store, passwords, InstantSource.system());
    FirstAdministrator.create(store, passwords, "password");
    store.insert(new UserAccount("guard", passwords.hash("password"), Role.VIEWER.id()));
    HealthBoard health = new HealthBoard();
    Cameras cameras = new Cameras(store);
    web = new WebSide("127.0.0.1", 0, cameras, streams, health, sessions);
    try (StuckWriters stuck = new StuckWriters();
        Stills stills = new Stills()) {
      routes =
          Routes.all(
              sessions,
              new StreamViews(cameras, streams, health, new Access(sessions), stuck),
              stills);
    }
  }

  @AfterEach
  void stop() throws Exception {
    web.close();
    streams.close();
    store.close();
    http.close();
  }

  private String token(String username) throws Exception {
    return sessions.signIn(username, "password", "test")
            instanceof SignIn.Granted(String token, var _)
        ? token
        : "";
  }

  private static String key(Route route) {
    return route.method().text() + " " + route.pattern();
  }

  private HttpResponse<String> send(Method method, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + web.port() + path.replaceAll("\\{\\w+}", "1")))
            .method(method.text(), BodyPublishers.ofString("{}"));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static JsonObject problem(HttpResponse<String> response) {
    assertEquals(
        "application/problem+json", response.headers().firstValue("Content-Type").orElse(""));
    assertTrue(response.headers().firstValue("Content-Security-Policy").isPresent());
    try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
      return reader.readObject();
    }
  }

  @Test
  void onlyTheOnesMeantToBeAreOpenToAll() throws Exception {
    for (Route route : routes) {
      HttpResponse<String> response = send(route.method(), route.pattern());
      if (OPEN_TO_ALL.contains(key(route))) {
        assertTrue(route.needed().isEmpty());
      } else {
        assertEquals(401, response.statusCode(), key(route));
        assertEquals("urn:vedette:problem:unauthorized", problem(response).getString("type"));
        HttpResponse<String> guessed =
            send(route.method(), route.pattern(), "Cookie", "vedette_session=guess");
        assertEquals(401, guessed.statusCode(), key(route));
      }
    }
  }

  @Test
  void aViewerMayChangeNothing() throws Exception {
    String bearer = "Bearer " + token("guard");
    for (Route route : routes) {
      if (OPEN_TO_ALL.contains(key(route)) || key(route).equals("DELETE /api/v1/session")) {
        continue;
      }
      HttpResponse<String> response =
          send(route.method(), route.pattern(), "Authorization", bearer);
      boolean changes = !route.method().equals(Method.GET);
      assertEquals(
          changes, response.statusCode() == 403, key(route) + " gave " + response.statusCode());
    }
  }

  @Test
  void aPageOfAnotherOriginIsRefusedWhateverItCarries() throws Exception {
    String bearer = "Bearer " + token("admin");
    for (Route route : routes) {
      if (key(route).equals("GET /observe/health")) {
        continue;
      }
      HttpResponse<String> response =
          send(
              route.method(),
              route.pattern(),
              "Authorization",
              bearer,
              "Origin",
              "http://evil.example");
      assertEquals(403, response.statusCode(), key(route));
      assertEquals("urn:vedette:problem:foreign-origin", problem(response).getString("type"));
    }
  }

  @Test
  void aWebSocketWithTheCookieNeedsItsOwnOrigin() throws Exception {
    String cookie = "Cookie: vedette_session=" + token("guard") + "\r\n";
    String own = "Origin: http://127.0.0.1:" + web.port() + "\r\n";
    assertEquals("HTTP/1.1 101 Switching Protocols", upgrade(cookie + own));
    assertEquals("HTTP/1.1 403 Forbidden", upgrade(cookie + "Origin: http://evil.example\r\n"));
    assertEquals("HTTP/1.1 403 Forbidden", upgrade(cookie + "Origin: null\r\n"));
    assertEquals("HTTP/1.1 403 Forbidden", upgrade(cookie));
    assertEquals("HTTP/1.1 401 Unauthorized", upgrade(own));
  }

  /** The first line that a request for the feed's WebSocket is answered with. */
  private String upgrade(String headers) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", web.port())) {
      String request =
          "GET /api/v1/feed HTTP/1.1\r\nHost: 127.0.0.1:"
              + web.port()
              + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
              + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
              + headers
              + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    }
  }

  @Test
  void theDocumentDescribesExactlyTheRoutes() throws Exception {
    JsonObject document;
    try (InputStream in = Routes.class.getResourceAsStream("openapi.json");
        JsonReader reader = Json.createReader(in)) {
      document = reader.readObject();
    }
    Set<String> described = new TreeSet<>();
    document
        .getJsonObject("paths")
        .forEach(
            (path, item) ->
                item.asJsonObject().keySet().stream()
                    .filter(method -> !method.equals("parameters"))
                    .forEach(
                        method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path)));
    assertEquals(
        routes.stream().map(RoutesTest::key).collect(Collectors.toCollection(TreeSet::new)),
        described);
    HttpResponse<String> served =
        send(Method.GET, "/api/v1/openapi.json", "Authorization", "Bearer " + token("guard"));
    assertEquals(200, served.statusCode());
  }

  @Test
  void badBodiesAreNamed() throws Exception {
    String bearer = "Bearer " + token("admin");
    assertEquals("It is not JSON", post(bearer, "name=Gate").getString("detail").split(":")[0]);
    assertEquals("It is not JSON", post(bearer, "").getString("detail").split(":")[0]);
    assertEquals("It has to be a JSON object.", post(bearer, "[1]").getString("detail"));
    JsonObject large = post(bearer, "{\"name\":\"" + "x".repeat(1 << 20) + "\"}");
    assertEquals(413, large.getInt("status"));
    assertEquals("urn:vedette:problem:too-large", large.getString("type"));
  }

  private JsonObject post(String bearer, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + web.port() + "/api/v1/cameras"))
            .header("Authorization", bearer)
            .POST(BodyPublishers.ofString(body))
            .build();
    return problem(http.send(request, BodyHandlers.ofString()));
  }

  @Test
  void playersMaySendTheTokenAsAPassword() throws Exception {
    String pair =
        Base64.getEncoder()
            .encodeToString(("any:" + token("guard")).getBytes(StandardCharsets.UTF_8));
    assertEquals(
        200, send(Method.GET, "/api/v1/cameras", "Authorization", "Basic " + pair).statusCode());
    assertEquals(
        401, send(Method.GET, "/api/v1/cameras", "Authorization", "Basic %%%").statusCode());
  }

  @Test
  void signingOutEndsTheSession() throws Exception {
    String bearer = "Bearer " + token("guard");
    assertEquals(204, send(Method.DELETE, "/api/v1/session", "Authorization", bearer).statusCode());
    assertEquals(401, send(Method.GET, "/api/v1/session", "Authorization", bearer).statusCode());
  }

  @Test
  void tooManyWrongPasswordsAreToldWhenToTryAgain() throws Exception {
    HttpResponse<String> last = null;
    for (int i = 0; i < 12; i++) {
      last =
          http.send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + web.port() + "/api/v1/session"))
                  .POST(BodyPublishers.ofString("{\"username\":\"admin\",\"password\":\"guess\"}"))
                  .build(),
              BodyHandlers.ofString());
    }
    assertEquals(429, last.statusCode());
    assertTrue(last.headers().firstValueAsLong("Retry-After").orElse(0) > 0);
    problem(last);
  }
}
