package io.vedette.http2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.vedette.testing.Box;
import io.vedette.testing.Command;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The box and clients that break the rules of HTTP/2: theirs is the damage, and nobody else's. */
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Http2FramesIT {

  /** How Helidon names the threads of streams: after the connection and the stream. */
  private static final Pattern STREAM_THREAD = Pattern.compile("\"\\[0x\\w+ 0x\\w+ ] - \\d+\"");

  private static final int TOO_LARGE = 16_385;
  private static final int STREAMS = 200;

  private Path folder;

  private Box box;

  @BeforeAll
  void start(@TempDir Path own) throws Exception {
    folder = own;
    box = new Box(folder);
  }

  @AfterAll
  void stop() {
    box.close();
  }

  /** Something that a client sends. */
  private interface Sending {
    void to(RawHttp2 client) throws IOException;
  }

  private static byte[] request() {
    return RawHttp2.fields(
        ":method", "GET", ":scheme", "http", ":path", "/observe/health", ":authority", "b");
  }

  /** Without this, the others would show nothing. */
  @Test
  void whatBreaksNoRuleIsAnswered() throws Exception {
    try (RawHttp2 client = new RawHttp2(box)) {
      client.send(RawHttp2.HEADERS, RawHttp2.END_HEADERS | RawHttp2.END_STREAM, 1, request());
      RawHttp2.Frame frame = client.next();
      while (frame.type() != RawHttp2.DATA) {
        assertNotEquals(RawHttp2.GOAWAY, frame.type());
        frame = client.next();
      }
      assertEquals("{\"status\":\"UP\"}", new String(frame.payload()));
    }
  }

  @TestFactory
  Stream<DynamicTest> aBrokenRuleEndsItsConnection() {
    byte[] request = request();
    Map<String, Sending> broken = new TreeMap<>();
    broken.put("frame too large", to -> to.send(TOO_LARGE, RawHttp2.DATA, 0, 1, new byte[100]));
    broken.put("data on no stream", to -> to.send(RawHttp2.DATA, 0, 0, new byte[10]));
    broken.put("data on a stream that is idle", to -> to.send(RawHttp2.DATA, 0, 1, new byte[10]));
    broken.put("a stream of even number", to -> to.send(RawHttp2.HEADERS, 5, 2, request));
    broken.put("headers that are none", to -> to.send(RawHttp2.HEADERS, 5, 1, new byte[] {-1, -1}));
    broken.put("no path", to -> to.send(RawHttp2.HEADERS, 5, 1, RawHttp2.fields(":method", "GET")));
    broken.put("continuation of nothing", to -> to.send(RawHttp2.CONTINUATION, 4, 1, request));
    broken.put(
        "another frame within headers",
        to -> {
          to.send(RawHttp2.HEADERS, 0, 1, request);
          to.send(RawHttp2.PING, 0, 0, new byte[8]);
        });
    broken.put("headers without end", Http2FramesIT::headersWithoutEnd);
    broken.put("settings of odd length", to -> to.send(RawHttp2.SETTINGS, 0, 0, new byte[5]));
    broken.put("settings on a stream", to -> to.send(RawHttp2.SETTINGS, 0, 1));
    broken.put("ping of odd length", to -> to.send(RawHttp2.PING, 0, 0, new byte[7]));
    broken.put("a push by the client", to -> to.send(RawHttp2.PUSH_PROMISE, 4, 1, new byte[4]));
    broken.put(
        "too many streams at once",
        to -> {
          for (int i = 0; i < 1_100; i++) {
            to.beginToSignIn(2 * i + 1);
          }
        });
    return broken.entrySet().stream()
        .map(rule -> dynamicTest(rule.getKey(), () -> endsItsConnection(rule.getValue())));
  }

  private static void headersWithoutEnd(RawHttp2 to) throws IOException {
    to.send(RawHttp2.HEADERS, 0, 1, RawHttp2.fields("a", "b"));
    for (int i = 0; i < 1_000; i++) {
      to.send(RawHttp2.CONTINUATION, 0, 1, RawHttp2.fields("a", "b".repeat(1_000)));
    }
  }

  private void endsItsConnection(Sending sending) throws Exception {
    try (RawHttp2 bystander = new RawHttp2(box);
        RawHttp2 client = new RawHttp2(box)) {
      try {
        sending.to(client);
      } catch (SocketException e) {
        // Ended already.
      }
      assertTrue(isEnded(client));
      bystander.send(RawHttp2.PING, 0, 0, new byte[8]);
      RawHttp2.Frame frame = bystander.next();
      while (frame.type() != RawHttp2.PING) {
        frame = bystander.next();
      }
    }
    assertEquals(200, box.send("GET", "/observe/health", null).statusCode());
  }

  /** Whether the client is told GOAWAY with an error, or the connection is closed. */
  private static boolean isEnded(RawHttp2 client) throws IOException {
    try {
      while (true) {
        RawHttp2.Frame frame = client.next();
        if (frame.type() == RawHttp2.GOAWAY) {
          return frame.errorCode() > 0;
        }
      }
    } catch (EOFException | SocketException e) {
      return true;
    }
  }

  /** Helidon alone keeps every one of them for ever, and nobody has signed in. */
  @Test
  void anEndedConnectionLeavesNoStreamBehind() throws Exception {
    for (int connection = 0; connection < 2; connection++) {
      try (RawHttp2 client = new RawHttp2(box)) {
        for (int i = 0; i < STREAMS; i++) {
          client.beginToSignIn(2 * i + 1);
        }
        awaitStreams(STREAMS, STREAMS * 2, Duration.ofSeconds(90));
      }
    }
    awaitStreams(0, 0, Duration.ofSeconds(120));
  }

  private void awaitStreams(long least, long most, Duration limit) throws Exception {
    long end = System.nanoTime() + limit.toNanos();
    long now = streams();
    while ((now < least || now > most) && System.nanoTime() < end) {
      Thread.sleep(500);
      now = streams();
    }
    assertTrue(now >= least && now <= most, "streams: " + now);
  }

  /** The threads of streams that live in the box. */
  private long streams() throws IOException, InterruptedException {
    Path dump = Files.createTempFile(folder, "threads", "");
    Command run =
        Command.run(
            Duration.ofSeconds(90),
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(box.process().pid()),
                "Thread.dump_to_file",
                "-overwrite",
                dump.toString()));
    assertEquals(0, run.status(), run.output());
    return STREAM_THREAD.matcher(Files.readString(dump)).results().count();
  }
}
