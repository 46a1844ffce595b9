package io.vedette.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.http.Method;
import io.vedette.config.ConfigStore;
import io.vedette.config.UserAccount;
import io.vedette.control.CameraControl;
import io.vedette.discovery.CameraFinding;
import io.vedette.health.HealthBoard;
import io.vedette.live.LiveStreams;
import io.vedette.live.RingBudget;
import io.vedette.live.RingLimits;
import io.vedette.live.SequenceSpace;
import io.vedette.security.FirstAdministrator;
import io.vedette.security.Passwords;
import io.vedette.security.Role;
import io.vedette.security.Sessions;
import io.vedette.security.SignIn;
import io.vedette.transcode.probe.Candidate;
import io.vedette.transcode.probe.TrialResult;
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
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every route, with every kind of caller. */
@Timeout(240)
class RoutesTest {

  private static final Set<String> OPEN_TO_ALL =
      Set.of("POST /api/v1/session", "GET /observe/health");

  /** What a viewer may not even read: what there is on the site's networks. */
  private static final Set<String> ADMINISTRATORS =
      Set.of(
          "GET /api/v1/discovery",
          "GET /api/v1/discovery/cameras/{id}/picture.jpg",
          "GET /api/v1/cameras/{id}/browser-friendly",
          "GET /api/v1/cameras/{id}/imaging");

  @TempDir private Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private final LiveStreams streams =
      new LiveStreams(RingLimits.DEFAULT, RingBudget.ofThisHeap(), new SequenceSpace(_ -> 0));
  private ConfigStore store;
  private Sessions sessions;
  private Encoders encoders;
  private CameraControl control;
  private EmptySearch found;
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
    Profiles profiles = new Profiles(store);
    encoders =
        new Encoders(store, RoutesTest::triedAtOnce, () -> "this system", InstantSource.system());
    control = IdleControl.on(health);
    found = new EmptySearch();
    CameraFinding search = found.search();
    web =
        new WebSide(
            "127.0.0.1",
            0,
            cameras,
            profiles,
            streams,
            health,
            encoders,
            search,
            control,
            sessions);
    try (StuckWriters stuck = new StuckWriters();
        Stills stills = new Stills()) {
      routes =
          Routes.all(
              sessions,
              new StreamViews(cameras, streams, health, new Access(sessions), stuck),
              stills,
              profiles,
              encoders,
              search,
              control);
    }
  }

  @AfterEach
  void stop() throws Exception {
    web.close();
    control.close();
    found.close();
    encoders.close();
    streams.close();
    store.close();
    http.close();
  }

  /** libx264 alone works. */
  static TrialResult triedAtOnce(Candidate candidate) {
    boolean works = candidate.name().equals("libx264");
    return new TrialResult(
        candidate, works, works ? 120 : 0, works ? 50 : 0, works ? "" : "there is none");
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
  void aViewerMayChangeNothingAndSeesNoNetwork() throws Exception {
    String bearer = "Bearer " + token("guard");
    for (Route route : routes) {
      if (OPEN_TO_ALL.contains(key(route)) || key(route).equals("DELETE /api/v1/session")) {
        continue;
      }
      HttpResponse<String> response =
          send(route.method(), route.pattern(), "Authorization", bearer);
      boolean forbidden = !route.method().equals(Method.GET) || ADMINISTRATORS.contains(key(route));
      assertEquals(
          forbidden, response.statusCode() == 403, key(route) + " gave " + response.statusCode());
    }
  }

  @Test
  void whoIsSignedInIsToldWhatTheyMayDo() throws Exception {
    assertEquals("[\"watch\"]", rights("guard"));
    assertEquals("[\"watch\",\"steer\",\"change\"]", rights("admin"));
    String signedIn =
        http.send(
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + web.port() + "/api/v1/session"))
                    .POST(
                        BodyPublishers.ofString(
                            "{\"username\":\"guard\",\"password\":\"password\"}"))
                    .build(),
                BodyHandlers.ofString())
            .body();
    assertEquals("[\"watch\"]", read(signedIn).getJsonArray("rights").toString());
  }

  private String rights(String username) throws Exception {
    HttpResponse<String> response =
        send(Method.GET, "/api/v1/session", "Authorization", "Bearer " + token(username));
    return read(response.body()).getJsonArray("rights").toString();
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
    assertEquals("101", upgrade(cookie + own));
    assertEquals("403 foreign-origin", upgrade(cookie + "Origin: http://evil.example\r\n"));
    assertEquals("403 foreign-origin", upgrade(cookie + "Origin: null\r\n"));
    assertEquals("403 foreign-origin", upgrade(cookie));
    assertEquals("401 unauthorized", upgrade(own));
  }

  @Test
  void aWebSocketOfNoCameraIsNotFound() throws Exception {
    String bearer = "Authorization: Bearer " + token("guard") + "\r\n";
    assertEquals("404 not-found", upgrade("/streams/none/live", bearer));
    assertEquals("401 unauthorized", upgrade("/streams/none/live", ""));
  }

  private String upgrade(String headers) throws IOException {
    return upgrade("/api/v1/feed", headers);
  }

  /** The status that a request for a WebSocket is answered with, and the type of its problem. */
  private String upgrade(String path, String headers) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", web.port())) {
      String request =
          "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                  .formatted(path, web.port())
              + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
              + headers
              + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      BufferedReader answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      String status = answer.readLine().split(" ")[1];
      if (status.equals("101")) {
        return status;
      }
      int length = 0;
      for (String line = answer.readLine(); !line.isEmpty(); line = answer.readLine()) {
        if (line.startsWith("Content-Length: ")) {
          length = Integer.parseInt(line.substring("Content-Length: ".length()));
        }
      }
      StringBuilder body = new StringBuilder();
      while (body.length() < length) {
        body.append(Character.toChars(answer.read()));
      }
      try (JsonReader reader = Json.createReader(new StringReader(body.toString()))) {
        return status + " " + reader.readObject().getString("type").replaceFirst(".*:", "");
      }
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
    String digits = "{\"width\":" + "9".repeat(2000) + "}";
    for (String body : List.of(digits, "[".repeat(5000), "{\"width\":1e99999999999}")) {
      JsonObject refused = post(bearer, body);
      assertEquals(400, refused.getInt("status"));
      assertEquals("It has a number too long, or is nested too deep.", refused.getString("detail"));
    }
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

  /** A player waits to be asked, and a browser must not show a window of its own for it. */
  @Test
  void onlyPlayersAreAskedForAPassword() throws Exception {
    String stream = "/streams/{id}/live.mp4";
    assertEquals(
        List.of("Basic realm=\"Vedette\", charset=\"UTF-8\"", "Bearer realm=\"Vedette\""),
        challenges(send(Method.GET, stream, "User-Agent", "VLC/3.0.23 LibVLC/3.0.23")));
    List<String> bearer = List.of("Bearer realm=\"Vedette\"");
    assertEquals(
        bearer, challenges(send(Method.GET, stream, "User-Agent", "Mozilla/5.0 (X11; Linux)")));
    assertEquals(bearer, challenges(send(Method.GET, "/api/v1/cameras")));
  }

  private static List<String> challenges(HttpResponse<String> response) {
    assertEquals(401, response.statusCode());
    return response.headers().allValues("WWW-Authenticate");
  }

  @Test
  void whatTheBrowserHasIsNotSentAgain() throws Exception {
    String page = send(Method.GET, "/").body();
    Matcher assets = Pattern.compile("(?:src|href)=\"(/[^\"]+)\"").matcher(page);
    List<String> files = new ArrayList<>(List.of("/", "/index.html"));
    assets.results().forEach(found -> files.add(found.group(1)));
    assertTrue(files.size() > 3, files::toString);
    for (String file : files) {
      HttpHeaders first = send(Method.GET, file).headers();
      String etag = first.firstValue("ETag").orElse("none");
      isNotModified(file, first, send(Method.GET, file, "If-None-Match", etag));
      isNotModified(file, first, send(Method.GET, file, "If-None-Match", "*"));
      Optional<String> modified = first.firstValue("Last-Modified");
      if (modified.isPresent()) {
        // The server knows the file's time to a fraction of the second that it tells.
        String later =
            DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.parse(modified.get(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .plusSeconds(1));
        HttpResponse<String> since = send(Method.GET, file, "If-Modified-Since", later);
        assertEquals(304, since.statusCode(), file);
        assertEquals("", since.body(), file);
      }
      assertEquals(200, send(Method.GET, file, "If-None-Match", "\"another\"").statusCode(), file);
    }
  }

  /** A 304 has what the 200 has but the content (RFC 9110 15.4.5). */
  private static void isNotModified(String file, HttpHeaders first, HttpResponse<String> response) {
    assertEquals(304, response.statusCode(), file);
    assertEquals("", response.body(), file);
    assertTrue(response.headers().firstValue("Content-Type").isEmpty(), file);
    for (String name : List.of("ETag", "Cache-Control", "Content-Security-Policy")) {
      assertEquals(first.firstValue(name), response.headers().firstValue(name), file);
    }
  }

  @Test
  void aSearchBeginsOnceAndIsOver() throws Exception {
    String bearer = "Bearer " + token("admin");
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> begun = send(Method.POST, "/api/v1/discovery", "Authorization", bearer);
      assertEquals(202, begun.statusCode(), begun.body());
    }
    JsonObject state;
    do {
      state = read(send(Method.GET, "/api/v1/discovery", "Authorization", bearer).body());
    } while (state.getBoolean("searching"));
    Instant began = Instant.parse(state.getString("began"));
    assertFalse(Instant.parse(state.getString("ended")).isBefore(began), state.toString());
    assertEquals(List.of(), state.getJsonArray("cameras"));
  }

  @Test
  void whatWasNotFoundIsNeitherTriedNorPictured() throws Exception {
    String bearer = "Bearer " + token("admin");
    for (Route route : routes) {
      if (route.pattern().startsWith("/api/v1/discovery/")) {
        HttpResponse<String> answer =
            send(route.method(), route.pattern(), "Authorization", bearer);
        assertEquals(404, answer.statusCode(), key(route));
        assertEquals("urn:vedette:problem:not-found", problem(answer).getString("type"));
      }
    }
  }

  @Test
  void theFeedTellsAdministratorsAloneWhatWasFound() throws Exception {
    assertEquals(Set.of("snapshot", "transcoding", "discovery", "tick"), told("admin"));
    assertEquals(Set.of("snapshot", "transcoding", "tick"), told("guard"));
  }

  /** The types of what the feed sends to somebody until nothing is new. */
  private Set<String> told(String username) throws Exception {
    BlockingQueue<String> types = new LinkedBlockingQueue<>();
    WebSocket.Listener listener =
        new WebSocket.Listener() {
          @Override
          public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            types.add(read(text.toString()).getString("type"));
            socket.request(1);
            return null;
          }
        };
    WebSocket socket =
        http.newWebSocketBuilder()
            .header("Authorization", "Bearer " + token(username))
            .buildAsync(URI.create("ws://127.0.0.1:" + web.port() + "/api/v1/feed"), listener)
            .get(60, TimeUnit.SECONDS);
    Set<String> seen = new TreeSet<>();
    while (!seen.contains("tick")) {
      String type = types.poll(60, TimeUnit.SECONDS);
      assertNotNull(type, "no tick came after " + seen);
      seen.add(type);
    }
    socket.abort();
    return seen;
  }

  private static JsonObject read(String json) {
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      return reader.readObject();
    }
  }

  @Test
  void signingOutEndsTheSession() throws Exception {
    String bearer = "Bearer " + token("guard");
    assertEquals(204, send(Method.DELETE, "/api/v1/session", "Authorization", bearer).statusCode());
    assertEquals(401, send(Method.GET, "/api/v1/session", "Authorization", bearer).statusCode());
  }

  @Test
  void tooManyWrongPasswordsAreToldWhenToTryAgain() throws Exception {
    // Every six seconds one more is allowed, so that on a slow machine it takes a few more.
    HttpResponse<String> last;
    do {
      last =
          http.send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + web.port() + "/api/v1/session"))
                  .POST(BodyPublishers.ofString("{\"username\":\"admin\",\"password\":\"guess\"}"))
                  .build(),
              BodyHandlers.ofString());
    } while (last.statusCode() == 401);
    assertEquals(429, last.statusCode());
    assertTrue(last.headers().firstValueAsLong("Retry-After").orElse(0) > 0);
    problem(last);
  }

  @Test
  void anEncoderThatDoesNotWorkIsRefusedWithTheReason() throws Exception {
    JsonObject untried = choose("{\"encoder\":\"h264_vaapi\"}");
    assertEquals(422, untried.getInt("status"));
    assertEquals("h264_vaapi has not been tried on this box yet.", untried.getString("detail"));

    String bearer = "Bearer " + token("admin");
    assertEquals(
        202, send(Method.POST, "/api/v1/encoders/probe", "Authorization", bearer).statusCode());
    JsonObject shown = shown(bearer);
    while (shown.getBoolean("running")) {
      Thread.onSpinWait();
      shown = shown(bearer);
    }
    assertEquals("libx264", shown.getString("inUse"));
    assertEquals("this system", shown.getString("fingerprint"));
    assertEquals(Candidate.ALL.size(), shown.getJsonArray("candidates").size());

    for (String body :
        List.of("{\"encoder\":\"h264_vaapi\"}", "{\"encoder\":\"theora\"}", "{\"encoder\":7}")) {
      JsonObject refused = choose(body);
      assertEquals("urn:vedette:problem:invalid-choice", refused.getString("type"), body);
      assertEquals(
          "encoder", refused.getJsonArray("errors").getJsonObject(0).getString("field"), body);
    }
    assertEquals(
        "h264_vaapi does not work here: there is none.",
        choose("{\"encoder\":\"h264_vaapi\"}").getString("detail"));
    assertEquals(
        "codec",
        choose("{\"codec\":\"libx264\"}")
            .getJsonArray("errors")
            .getJsonObject(0)
            .getString("field"));
    assertEquals("auto", shown(bearer).getString("encoder"));

    HttpResponse<String> chosen =
        http.send(patch(bearer, "{\"encoder\":\"libx264\"}"), BodyHandlers.ofString());
    assertEquals(200, chosen.statusCode(), chosen.body());
    assertEquals("libx264", store.chosenEncoder().orElse(""));
  }

  private JsonObject choose(String body) throws Exception {
    return problem(http.send(patch("Bearer " + token("admin"), body), BodyHandlers.ofString()));
  }

  private HttpRequest patch(String bearer, String body) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + web.port() + "/api/v1/encoders"))
        .header("Authorization", bearer)
        .method("PATCH", BodyPublishers.ofString(body))
        .build();
  }

  private JsonObject shown(String bearer) throws Exception {
    HttpResponse<String> response = send(Method.GET, "/api/v1/encoders", "Authorization", bearer);
    assertEquals(200, response.statusCode());
    try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
      return reader.readObject();
    }
  }
}
