package io.vedette.camera.discovery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.testing.ScriptedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class HttpGlanceTest {

  private static HttpGlance glance(ScriptedServer server) throws IOException {
    return glance(server, Duration.ofSeconds(60));
  }

  private static HttpGlance glance(ScriptedServer server, Duration limit) throws IOException {
    return HttpGlance.at(InetAddress.getLoopbackAddress(), server.port(), "/d", limit, 100);
  }

  private static ScriptedServer answering(String text) throws IOException {
    return new ScriptedServer(
        connection -> {
          connection.getInputStream().read();
          connection.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
          connection.shutdownOutput();
          connection.getInputStream().readAllBytes();
        });
  }

  @Test
  void theBodyComesWithItsHeadersCutAtTheBound() throws Exception {
    try (ScriptedServer server =
        answering("HTTP/1.1 200 OK\r\nServer: Cam\r\nServer: b\r\n\r\n" + "x".repeat(5000))) {
      HttpGlance answer = glance(server);
      assertEquals(200, answer.status());
      assertEquals(Optional.of("Cam"), answer.header("SERVER"));
      assertEquals(100, answer.body().length);
    }
  }

  @Test
  void chunksAreJoined() throws Exception {
    try (ScriptedServer server =
        answering(
            "HTTP/1.1 401 No\nTransfer-Encoding: chunked\n\n3;x=y\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")) {
      HttpGlance answer = glance(server);
      assertEquals(401, answer.status());
      assertArrayEquals("abcde".getBytes(StandardCharsets.US_ASCII), answer.body());
    }
  }

  @Test
  void whatIsNoWebServerIsRefused() throws Exception {
    for (String bad :
        new String[] {
          "",
          "\n\n",
          "\r\n\r\n\r\n",
          "RTSP/1.0 200 OK\r\n\r\n",
          "HTTP/1.1 200 OK\r\n",
          "HTTP/1.1 200 " + "x".repeat(20000)
        }) {
      try (ScriptedServer server = answering(bad)) {
        assertThrows(IOException.class, () -> glance(server), bad);
      }
    }
  }

  @Test
  void aServerThatSendsAByteNowAndThenHoldsNobody() throws Exception {
    try (ScriptedServer server = new ScriptedServer(HttpGlanceTest::drip)) {
      long before = System.nanoTime();
      assertThrows(IOException.class, () -> glance(server, Duration.ofMillis(700)));
      assertTrue(System.nanoTime() - before < 60_000_000_000L);
    }
  }

  private static void drip(Socket connection) throws Exception {
    while (true) {
      connection.getOutputStream().write('H');
      Thread.sleep(50);
    }
  }
}
