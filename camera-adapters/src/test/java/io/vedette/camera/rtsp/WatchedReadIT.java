package io.vedette.camera.rtsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraAddress.Rtsp;
import io.vedette.camera.CameraAddress.Transport;
import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.PacketSource;
import io.vedette.rtsp.RtspRequest;
import io.vedette.rtsp.RtspResponse;
import io.vedette.testing.QuirkyCamera;
import io.vedette.testing.QuirkyCamera.Behaviour;
import io.vedette.testing.QuirkyStage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A plain connection is read without a time-out; what has to end all the same is ended from
 * outside, and the camera hears of it.
 */
@Timeout(240)
class WatchedReadIT extends QuirkTest {

  /** How long what is to be given up is waited for: longer than a busy machine takes. */
  private static final Duration LIMIT = Duration.ofSeconds(5);

  /** Sleeping in the read, a thread takes one system call for what comes, and not three. */
  @Test
  void thePlayingSocketIsNeverMadeNonBlocking() throws Exception {
    try (QuirkyCamera camera = new QuirkyCamera(new Behaviour() {});
        PacketSource source = open(camera)) {
      pictures(source, 5);
      Optional<Boolean> nonBlocking = Optional.empty();
      // A table of the kernel's is not read at one moment, and may leave out what was in it.
      for (int i = 0; i < 100 && nonBlocking.isEmpty(); i++) {
        nonBlocking = isNonBlocking(camera.url().getPort());
      }
      assertEquals(Optional.of(false), nonBlocking);
    }
  }

  /**
   * The flags of the descriptor whose socket is connected to the port; see proc_pid_fdinfo(5).
   * Empty if there is none to be seen.
   */
  private static Optional<Boolean> isNonBlocking(int port) throws IOException {
    String remote = ":%04X".formatted(port);
    List<String> sockets = new ArrayList<>();
    for (String table : List.of("/proc/self/net/tcp", "/proc/self/net/tcp6")) {
      for (String line : Files.readAllLines(Path.of(table))) {
        String[] fields = line.strip().split("\\s+");
        if (fields[2].endsWith(remote)) {
          sockets.add("socket:[" + fields[9] + "]");
        }
      }
    }
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors.toList()) {
        if (sockets.contains(target(descriptor))) {
          String flags =
              Files.readAllLines(Path.of("/proc/self/fdinfo/" + descriptor.getFileName())).stream()
                  .filter(line -> line.startsWith("flags:"))
                  .findFirst()
                  .orElseThrow()
                  .substring("flags:".length())
                  .strip();
          return Optional.of((Integer.parseInt(flags, 8) & 04000) != 0);
        }
      }
    }
    return Optional.empty();
  }

  /** What a descriptor is; nothing if another thread has closed it meanwhile. */
  private static String target(Path descriptor) throws IOException {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"OPTIONS", "DESCRIBE", "SETUP", "PLAY"})
  void aRequestThatIsNotAnsweredEndsTheAttempt(String method) throws Exception {
    try (QuirkyCamera camera = new QuirkyCamera(deafTo(method, new CountDownLatch(1)))) {
      CameraException silent = refused(camera.url(), unansweredAfter(LIMIT));
      assertEquals(Reason.UNREACHABLE, silent.reason());
      assertEquals(method + ": no answer in 5 s", silent.getMessage());
      assertTrue(camera.awaitOpenSessions(0), "the session is still open");
      assertEquals(method.equals("PLAY") ? "TEARDOWN" : method, camera.methods().getLast());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"DESCRIBE", "PLAY"})
  void anInterruptEndsARequestThatIsNotAnswered(String method) throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (QuirkyCamera camera = new QuirkyCamera(deafTo(method, asked))) {
      AtomicReference<CameraException> failure = new AtomicReference<>();
      Thread opener =
          Thread.ofPlatform()
              .start(
                  () ->
                      failure.set(assertThrows(CameraException.class, () -> open(camera).close())));
      asked.await();
      long began = System.nanoTime();
      opener.interrupt();
      opener.join();
      assertEquals(Reason.STOPPED, failure.get().reason());
      assertTrue(
          System.nanoTime() - began < LIMITS.answer().toNanos() * 3 / 4,
          "it took the whole time for answers");
      assertTrue(camera.awaitOpenSessions(0), "the session is still open");
      assertEquals(method.equals("PLAY") ? "TEARDOWN" : method, camera.methods().getLast());
    }
  }

  /** Gone without a word, as after a power cut: nothing ever comes that could wake the reader. */
  @ParameterizedTest
  @EnumSource(
      value = Transport.class,
      names = {"TCP", "HTTP"})
  void aCameraThatDoesNotEvenAnswerTheEndIsGivenUp(Transport transport) throws Exception {
    Behaviour gone =
        new Behaviour() {
          @Override
          public boolean tunnels() {
            return true;
          }

          @Override
          public Optional<RtspResponse> answer(RtspRequest request, RtspResponse usual) {
            return request.method().equals("TEARDOWN") ? Optional.empty() : Optional.of(usual);
          }

          @Override
          public void play(QuirkyStage stage) throws Exception {
            while (stage.pictures < 5) {
              stage.picture();
              stage.pause();
            }
          }
        };
    RtspLimits limits = new RtspLimits(LIMITS.connect(), LIMITS.answer(), LIMIT, LIMITS.picture());
    try (QuirkyCamera camera = new QuirkyCamera(gone);
        RtspCameraAdapter adapter = new RtspCameraAdapter(limits, new Random());
        PacketSource source = adapter.open(new Rtsp(camera.url(), transport), Optional.empty())) {
      pictures(source, 5);
      long began = System.nanoTime();
      assertEquals(Reason.STALLED, end(source).reason());
      assertTrue(System.nanoTime() - began < 20_000_000_000L, "it took too long");
    }
  }

  @Test
  void aHostThatTakesNoConnectionIsGivenUp() throws Exception {
    List<Socket> waiting = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      // Twice in a row: once, this thread may have been late to look.
      for (int refusals = 0; refusals < 2; ) {
        Socket socket = new Socket();
        waiting.add(socket);
        refusals = isTaken(socket, full) ? 0 : refusals + 1;
      }
      URI url = URI.create("rtsp://127.0.0.1:" + full.getLocalPort() + "/");
      RtspLimits limits =
          new RtspLimits(Duration.ofSeconds(1), LIMITS.answer(), LIMITS.video(), LIMITS.picture());
      CameraException refused = refused(url, limits);
      assertEquals(Reason.UNREACHABLE, refused.reason());
      assertEquals(
          "connect: no answer from 127.0.0.1 port " + full.getLocalPort() + " in 1 s",
          refused.getMessage());
    } finally {
      for (Socket socket : waiting) {
        socket.close();
      }
    }
  }

  private static boolean isTaken(Socket socket, ServerSocket server) throws IOException {
    try {
      socket.connect(server.getLocalSocketAddress(), 300);
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  private static CameraException refused(URI url, RtspLimits limits) {
    try (RtspCameraAdapter adapter = new RtspCameraAdapter(limits, new Random())) {
      return assertThrows(
          CameraException.class,
          () -> adapter.open(new Rtsp(url, Transport.TCP), Optional.empty()).close());
    }
  }

  /** Answers everything but this. */
  private static Behaviour deafTo(String method, CountDownLatch asked) {
    return new Behaviour() {
      @Override
      public boolean keepsSessions() {
        return true;
      }

      @Override
      public Optional<RtspResponse> answer(RtspRequest request, RtspResponse usual) {
        if (!request.method().equals(method)) {
          return Optional.of(usual);
        }
        asked.countDown();
        return Optional.empty();
      }
    };
  }
}
