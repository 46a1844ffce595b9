package io.vedette.camera.rtmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraAddress;
import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.Credentials;
import io.vedette.camera.PacketSource;
import io.vedette.media.StreamFormat;
import io.vedette.rtmp.RtmpBytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class RtmpListenerTest {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  /** How long those are waited for who do as they should, however busy the machine is. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final RtmpLimits PATIENT = limits(PATIENCE, PATIENCE, PATIENCE, PATIENCE);

  private static final byte[] AVC =
      HexFormat.of()
          .parseHex(
              "17000000000164000dffe100286764000dacd10150878888c05a808080a0000003004000000"
                  + "64c04003d08000f425259403c50a44801000468cb83cb");

  private static final byte[] KEY = HexFormat.of().parseHex("170100000000000006658884000000");

  /** No time passes for who guesses. */
  private RtmpListener listener = new RtmpListener(LOOPBACK, 0, PATIENT, () -> 0);

  private final ExecutorService reading = Executors.newVirtualThreadPerTaskExecutor();

  private static RtmpLimits limits(
      Duration opening, Duration takeover, Duration picture, Duration silence) {
    return new RtmpLimits(opening, takeover, picture, silence, 6, 4);
  }

  /** Listens with other limits. */
  private void limit(RtmpLimits limits) {
    listener.close();
    listener = new RtmpListener(LOOPBACK, 0, limits);
  }

  @AfterEach
  void close() {
    listener.close();
    reading.shutdownNow();
  }

  private Socket connect() throws IOException {
    return connect("127.0.0.1");
  }

  private Socket connect(String from) throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
    socket.connect(new InetSocketAddress(LOOPBACK, listener.port()));
    return socket;
  }

  private Socket publish(String key) throws IOException {
    Socket socket = connect();
    socket.getOutputStream().write(wish(key));
    return socket;
  }

  private static byte[] wish(String key) {
    return new RtmpBytes()
        .handshake()
        .command("connect")
        .command("createStream")
        .command("publish", key, "live")
        .toByteArray();
  }

  private static void pictures(Socket socket) throws IOException {
    socket
        .getOutputStream()
        .write(new RtmpBytes().message(9, 1, 0, AVC).message(9, 1, 0, KEY).toByteArray());
  }

  private static String rest(Socket socket) throws IOException {
    try {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (SocketException e) {
      return "reset";
    }
  }

  private PacketSource open(String key) throws CameraException {
    return listener.open(new CameraAddress.RtmpPush(), Optional.of(new Credentials("", key)));
  }

  /** Has said that it waits, and now does. */
  private Future<PacketSource> waits(String key) {
    assertEquals(Reason.AWAITED, assertThrows(CameraException.class, () -> open(key)).reason());
    return reading.submit(() -> open(key));
  }

  private static PacketSource opened(Future<PacketSource> source) throws Exception {
    return source.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void whoHasTheKeyIsRead() throws Exception {
    listener.expect(List.of("one", "two"));
    Future<PacketSource> one = waits("one");
    try (Socket camera = publish("one");
        PacketSource source = opened(one)) {
      pictures(camera);
      assertInstanceOf(StreamFormat.class, source.next());
      source.next();
      camera.shutdownOutput();
      assertEquals(Reason.CLOSED, assertThrows(CameraException.class, source::next).reason());
    }
  }

  @Test
  void aWrongKeyIsToldSoAndGuessingGetsSlow() throws Exception {
    listener.expect(List.of("one"));
    for (int i = 0; i < 10; i++) {
      try (Socket stranger = publish("two")) {
        String said = rest(stranger);
        assertTrue(said.contains("NetStream.Publish.BadName"), said);
        assertTrue(said.contains("Unauthorized"), said);
      }
    }
    long began = System.nanoTime();
    try (Socket stranger = publish("two")) {
      rest(stranger);
    }
    assertTrue(System.nanoTime() - began > 1_900_000_000L, "the eleventh guess was as fast");
    Future<PacketSource> one = waits("one");
    try (Socket _ = publish("one")) {
      opened(one).close();
    }
  }

  @Test
  void aKeyThatNobodyReadsIsDenied() throws Exception {
    limit(limits(PATIENCE, Duration.ofMillis(500), PATIENCE, PATIENCE));
    listener.expect(List.of("one"));
    try (Socket camera = publish("one")) {
      String said = rest(camera);
      assertTrue(said.contains("NetStream.Publish.Denied"), said);
    }
  }

  @Test
  void whoComesLaterTakesThePlace() throws Exception {
    listener.expect(List.of("one"));
    Future<PacketSource> first = waits("one");
    try (Socket _ = publish("one")) {
      PacketSource source = opened(first);
      try (Socket second = publish("one")) {
        CameraException ended = assertThrows(CameraException.class, source::next);
        assertTrue(ended.getMessage().contains("taken over"), ended.getMessage());
        source.close();
        try (PacketSource next = open("one")) {
          pictures(second);
          assertInstanceOf(StreamFormat.class, next.next());
        }
      }
    }
  }

  @Test
  void whenAKeyIsNoneAnyMoreItsSessionAndItsWaitEnd() throws Exception {
    listener.expect(List.of("one", "two"));
    Future<PacketSource> one = waits("one");
    Future<PacketSource> two = waits("two");
    try (Socket camera = publish("one");
        PacketSource source = opened(one)) {
      listener.expect(List.of("three"));
      assertThrows(CameraException.class, source::next);
      rest(camera);
      ExecutionException ended = assertThrows(ExecutionException.class, two::get);
      assertEquals(
          Reason.STOPPED, assertInstanceOf(CameraException.class, ended.getCause()).reason());
    }
  }

  @Test
  void aSourceThatIsClosedEndsItsReader() throws Exception {
    listener.expect(List.of("one"));
    Future<PacketSource> one = waits("one");
    try (Socket camera = publish("one")) {
      PacketSource source = opened(one);
      Future<Reason> reason =
          reading.submit(() -> assertThrows(CameraException.class, source::next).reason());
      source.close();
      assertEquals(Reason.STOPPED, reason.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
      rest(camera);
    }
  }

  @Test
  void whoSaysNothingMoreIsNoticed() throws Exception {
    limit(limits(PATIENCE, PATIENCE, PATIENCE, Duration.ofMillis(700)));
    listener.expect(List.of("one"));
    Future<PacketSource> one = waits("one");
    try (Socket camera = publish("one");
        PacketSource source = opened(one)) {
      pictures(camera);
      source.next();
      source.next();
      CameraException silent = assertThrows(CameraException.class, source::next);
      assertEquals(Reason.STALLED, silent.reason());
      assertTrue(silent.getMessage().contains("nothing came"), silent.getMessage());
    }
  }

  @Test
  void whoOnlyDripsIsNoticed() throws Exception {
    limit(limits(PATIENCE, PATIENCE, Duration.ofSeconds(2), PATIENCE));
    listener.expect(List.of("one"));
    Future<PacketSource> one = waits("one");
    try (Socket camera = publish("one");
        PacketSource source = opened(one)) {
      reading.submit(
          () -> {
            camera.getOutputStream().write(new RtmpBytes().header(9, 1, 0, 1000).toByteArray());
            while (true) {
              camera.getOutputStream().write(0);
              TimeUnit.MILLISECONDS.sleep(100);
            }
          });
      CameraException dripping = assertThrows(CameraException.class, source::next);
      assertEquals(Reason.STALLED, dripping.reason());
      assertTrue(dripping.getMessage().contains("no key frame"), dripping.getMessage());
    }
  }

  @Test
  void strangersWhoDripAreHungUpOnInTime() throws Exception {
    limit(limits(Duration.ofMillis(500), PATIENCE, PATIENCE, PATIENCE));
    listener.expect(List.of("one"));
    long began = System.nanoTime();
    try (Socket stranger = connect()) {
      reading.submit(
          () -> {
            while (true) {
              stranger.getOutputStream().write(3);
              TimeUnit.MILLISECONDS.sleep(50);
            }
          });
      rest(stranger);
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    // What a handshake needs would take two minutes and a half.
    assertTrue(seconds < 60, "after " + seconds + " s");
  }

  @Test
  void oneAddressCannotTakeThePlacesOfAll() throws Exception {
    listener.expect(List.of("one"));
    try (Socket _ = connect("127.0.0.2");
        Socket _ = connect("127.0.0.2");
        Socket _ = connect("127.0.0.2");
        Socket _ = connect("127.0.0.2");
        Socket fifth = connect("127.0.0.2")) {
      assertEquals(-1, fifth.getInputStream().read());
      Future<PacketSource> one = waits("one");
      try (Socket _ = publish("one")) {
        opened(one).close();
      }
    }
  }

  @Test
  void thePortIsOpenWhileThereIsAKey() throws Exception {
    assertThrows(IOException.class, this::connect);
    // An address of its own, at which nobody else takes the port once it is free.
    InetAddress own = InetAddress.ofLiteral("127.77.0.1");
    try (RtmpListener alone = new RtmpListener(own, 0, PATIENT)) {
      alone.expect(List.of("one"));
      int port = alone.port();
      assertNotEquals(0, port);
      new Socket(own, port).close();
      alone.expect(List.of());
      // It stays open for as long as a thread is still in accept.
      while (isOpen(own, port)) {
        Thread.onSpinWait();
      }
    }
  }

  private static boolean isOpen(InetAddress address, int port) {
    try (Socket _ = new Socket(address, port)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void aPortThatIsTakenIsTheCamerasTrouble() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
      int port = taken.getLocalPort();
      try (RtmpListener late = new RtmpListener(LOOPBACK, port, PATIENT)) {
        late.expect(List.of("one"));
        CameraException refused =
            assertThrows(
                CameraException.class,
                () ->
                    late.open(
                        new CameraAddress.RtmpPush(), Optional.of(new Credentials("", "one"))));
        assertEquals(Reason.UNREACHABLE, refused.reason());
        assertTrue(refused.getMessage().contains("port " + port), refused.getMessage());
      }
    }
  }
}
