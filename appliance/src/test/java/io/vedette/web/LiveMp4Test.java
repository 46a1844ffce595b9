package io.vedette.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vedette.camera.CameraAddress;
import io.vedette.config.CameraConfig;
import io.vedette.config.ConfigStore;
import io.vedette.config.SourceMode;
import io.vedette.control.CameraControl;
import io.vedette.fragment.Fragment;
import io.vedette.fragment.InitSegment;
import io.vedette.health.CameraState;
import io.vedette.health.HealthBoard;
import io.vedette.live.LiveStream;
import io.vedette.live.LiveStreams;
import io.vedette.live.RingBudget;
import io.vedette.live.RingLimits;
import io.vedette.live.SequenceSpace;
import io.vedette.security.FirstAdministrator;
import io.vedette.security.Passwords;
import io.vedette.security.Sessions;
import io.vedette.security.SignIn;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code live.mp4} begins with, while a camera comes and goes. */
@Timeout(240)
class LiveMp4Test {

  private static final String CAMERA = "c-1";

  @TempDir private Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private final HealthBoard health = new HealthBoard();
  private final LiveStreams streams =
      new LiveStreams(RingLimits.DEFAULT, RingBudget.ofThisHeap(), new SequenceSpace(_ -> 0));
  private final LiveStream stream = streams.create(CAMERA, StreamViews.MAIN);
  private ConfigStore store;
  private Cameras cameras;
  private Sessions sessions;
  private Encoders encoders;
  private CameraControl control;
  private WebSide web;
  private EmptySearch found;
  private String token;

  @BeforeEach
  void start() throws Exception {
    store = ConfigStore.open(folder);
    Passwords passwords = new Passwords();
    sessions = new Sessions(store, passwords, InstantSource.system());
    FirstAdministrator.create(store, passwords, "password");
    token =
        sessions.signIn("admin", "password", "test") instanceof SignIn.Granted(String given, var _)
            ? given
            : "";
    cameras = new Cameras(store);
    cameras.add(
        new CameraConfig(
            CAMERA,
            "Gate",
            new CameraAddress.Simulated(1),
            Optional.empty(),
            Optional.empty(),
            SourceMode.ON_DEMAND,
            true));
    encoders =
        new Encoders(store, RoutesTest::triedAtOnce, () -> "this system", InstantSource.system());
    control = IdleControl.on(health);
    found = new EmptySearch();
    web =
        new WebSide(
            "127.0.0.1",
            0,
            cameras,
            new Profiles(store),
            streams,
            health,
            encoders,
            found.search(),
            control,
            sessions);
  }

  @AfterEach
  void stop() throws Exception {
    streams.close();
    http.shutdownNow();
    web.close();
    control.close();
    found.close();
    encoders.close();
    store.close();
  }

  /** A format that is told from others by one byte. */
  private static InitSegment format(int mark) {
    return new InitSegment(
        new byte[] {(byte) mark},
        "avc1.64001f",
        1280,
        720,
        OptionalDouble.empty(),
        false,
        Optional.empty(),
        List.of());
  }

  private static Fragment keyFrame(int mark) {
    return new Fragment(1, 1, true, true, 0, 1, new byte[] {(byte) mark}, System.nanoTime(), 0);
  }

  private CompletableFuture<HttpResponse<InputStream>> ask() {
    return http.sendAsync(
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + web.port() + "/streams/" + CAMERA + "/live.mp4"))
            .header("Authorization", "Bearer " + token)
            .build(),
        BodyHandlers.ofInputStream());
  }

  /**
   * A smaller stream that nobody has watched for a while still has the format of its last session;
   * a file that began with it would end as soon as the camera comes.
   */
  @Test
  void aStreamThatHasToBeStartedBeginsWithTheFormatThatItComesWith() throws Exception {
    health.state(CAMERA, StreamViews.MAIN, new CameraState.Idle(Instant.EPOCH));
    stream.format(format(1));
    stream.publish(keyFrame(2));
    stream.interrupt();
    stream.clear();

    CompletableFuture<HttpResponse<InputStream>> asked = ask();
    stream.awaitDemand(Duration.ZERO);
    stream.format(format(3));
    stream.publish(keyFrame(4));
    HttpResponse<InputStream> response = asked.get(60, TimeUnit.SECONDS);
    assertEquals(200, response.statusCode());
    try (InputStream in = response.body()) {
      assertArrayEquals(new byte[] {3, 4}, in.readNBytes(2));
      stream.publish(keyFrame(5));
      assertEquals(5, in.read());
      stream.format(format(6));
      assertEquals(-1, in.read());
    }
  }

  @Test
  void aCameraThatIsAwayIsToldAtOnceThoughItsLastFormatIsKnown() throws Exception {
    health.state(
        CAMERA, StreamViews.MAIN, new CameraState.Offline("connect: refused", Instant.EPOCH));
    stream.format(format(1));
    stream.publish(keyFrame(2));
    stream.interrupt();

    try (StuckWriters stuck = new StuckWriters()) {
      StreamViews views = new StreamViews(cameras, streams, health, new Access(sessions), stuck);
      assertEquals(Duration.ZERO, views.patience(views.rendition(CAMERA, StreamViews.MAIN)));
    }
    HttpResponse<InputStream> response = ask().get(60, TimeUnit.SECONDS);
    assertEquals(503, response.statusCode());
    assertEquals("2", response.headers().firstValue("Retry-After").orElse(""));
  }
}
