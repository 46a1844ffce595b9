package io.vedette.http2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.common.tls.Tls;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.vedette.testing.Command;
import io.vedette.web.http2.Http2;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Over TLS the client chooses by ALPN (RFC 7301); the JDK's client is nobody else's code. */
@Timeout(240)
class AlpnTest {

  private static final char[] PASSWORD = "password".toCharArray();
  private static final int MANY = 50;
  private static final int PIECE = 10_000;

  private static final byte[] LARGE = new byte[1_000_000];

  static {
    new Random(1).nextBytes(LARGE);
  }

  @TempDir private Path folder;

  private SSLContext trusted;
  private WebServer server;

  @BeforeEach
  void start() throws Exception {
    trusted = selfSigned();
    Http2 http2 = new Http2();
    server =
        WebServer.builder()
            .host("127.0.0.1")
            .port(0)
            .shutdownHook(false)
            .tls(Tls.builder().sslContext(trusted).build())
            .protocolsDiscoverServices(false)
            .addProtocol(Http1Config.create())
            .addConnectionSelector(http2)
            .addRouting(
                HttpRouting.builder()
                    .addFilter(http2::writeInTurn)
                    .get("/whole", (_, response) -> response.send(LARGE))
                    .get("/pieces", (_, response) -> writePieces(response.outputStream())))
            .build()
            .start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private static void writePieces(OutputStream body) throws IOException {
    try (body) {
      for (int offset = 0; offset < LARGE.length; offset += PIECE) {
        body.write(LARGE, offset, PIECE);
      }
    }
  }

  private SSLContext selfSigned() throws Exception {
    Path store = folder.resolve("key.p12");
    Command made =
        Command.run(
            Duration.ofMinutes(3),
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "box",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                store.toString()));
    assertEquals(0, made.status(), made.output());
    return context(store);
  }

  private static SSLContext context(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private HttpClient client(HttpClient.Version version) {
    return HttpClient.newBuilder().sslContext(trusted).version(version).build();
  }

  private CompletableFuture<HttpResponse<byte[]>> get(HttpClient client, String path) {
    return client.sendAsync(
        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + path)).build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  @Test
  void whoSpeaksBothSpeaksHttp2() {
    try (HttpClient client = client(HttpClient.Version.HTTP_2)) {
      HttpResponse<byte[]> whole = get(client, "/whole").join();
      assertEquals(HttpClient.Version.HTTP_2, whole.version());
      assertEquals(LARGE.length, whole.headers().firstValueAsLong("Content-Length").orElse(-1));
      List<CompletableFuture<HttpResponse<byte[]>>> many =
          Stream.iterate(0, i -> i + 1)
              .limit(MANY)
              .map(i -> get(client, i % 2 == 0 ? "/whole" : "/pieces"))
              .toList();
      for (CompletableFuture<HttpResponse<byte[]>> response : many) {
        assertArrayEquals(LARGE, response.join().body());
      }
    }
  }

  @Test
  void whoSpeaksHttp11AloneIsAnsweredToo() {
    try (HttpClient client = client(HttpClient.Version.HTTP_1_1)) {
      HttpResponse<byte[]> pieces = get(client, "/pieces").join();
      assertEquals(HttpClient.Version.HTTP_1_1, pieces.version());
      assertTrue(pieces.headers().firstValue("Content-Length").isEmpty());
      assertArrayEquals(LARGE, pieces.body());
    }
  }
}
