package io.vedette.testing.onvif;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vedette.camera.Credentials;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * A camera with two streams and an audio profile that speaks ONVIF on a free port of loopback. A
 * test changes what it says; everything else stays as a good camera has it.
 */
public final class ScriptedOnvifDevice implements AutoCloseable {

  /** What one operation is answered with instead. */
  @FunctionalInterface
  public interface Answer {
    OnvifReply to(OnvifRequest request) throws Exception;
  }

  /** What the device lets in. */
  public static final Credentials GOOD = new Credentials(DeviceLogin.USER, DeviceLogin.PASSWORD);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final DeviceLogin login;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final GoodAnswers good;
  private volatile Duration ahead = Duration.ZERO;
  private volatile boolean timeIsSecret;
  private volatile boolean closed;

  public ScriptedOnvifDevice(DeviceLogin.Kind kind) throws IOException {
    this(kind, 0);
  }

  /**
   * One at the port of another that has been closed; waits for it to be free, as the kernel may
   * have lent it to somebody's connection.
   */
  public ScriptedOnvifDevice(DeviceLogin.Kind kind, int port) throws IOException {
    server = listen(port);
    login = new DeviceLogin(kind);
    good = new GoodAnswers(this);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private static HttpServer listen(int port) throws IOException {
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (true) {
      try {
        return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      } catch (BindException e) {
        if (System.nanoTime() - deadline > 0) {
          throw e;
        }
        LockSupport.parkNanos(50_000_000);
      }
    }
  }

  /** Its clock goes so much before ours, but for the one in the fields of HTTP. */
  public ScriptedOnvifDevice ahead(Duration time) {
    ahead = time;
    return this;
  }

  /** It tells the time only to whom it knows. */
  public ScriptedOnvifDevice withSecretTime() {
    timeIsSecret = true;
    return this;
  }

  /** Answers an operation so from here on. */
  public ScriptedOnvifDevice on(String operation, Answer answer) {
    answers.put(operation, answer);
    return this;
  }

  /** The same with a text of its own for the SOAP body. */
  public ScriptedOnvifDevice on(String operation, String content) {
    return on(operation, _ -> OnvifReply.soap(content));
  }

  /** It does not know an operation. */
  public ScriptedOnvifDevice without(String operation) {
    return on(
        operation,
        _ -> OnvifReply.fault("ter:ActionNotSupported", "Optional Action Not Implemented"));
  }

  /** What a good camera says. */
  public GoodAnswers good() {
    return good;
  }

  /** Where it is. */
  public int port() {
    return server.getAddress().getPort();
  }

  public String url() {
    return "http://127.0.0.1:" + port() + "/onvif/device_service";
  }

  public DeviceLogin login() {
    return login;
  }

  /** What it was asked, in order, refused or not. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  /** What went wrong in the device itself. */
  public List<String> failures() {
    return List.copyOf(failures);
  }

  Instant time() {
    return Instant.now().plus(ahead);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      OnvifRequest request = OnvifRequest.read(exchange);
      asked.add(request.operation());
      OnvifReply reply = reply(request);
      exchange.getResponseHeaders().set("Content-Type", "application/soap+xml; charset=utf-8");
      reply
          .headers()
          .forEach(
              (name, values) -> values.forEach(v -> exchange.getResponseHeaders().add(name, v)));
      exchange.sendResponseHeaders(
          reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(reply.body());
      }
    } catch (IOException _) {
      // The client has hung up: some tests want that, and no client that does has got what it
      // asked.
    } catch (Exception e) {
      // Who still waits to answer when it is closed is interrupted.
      if (!closed) {
        failures.add(e.toString());
        exchange.sendResponseHeaders(500, -1);
      }
    }
  }

  private OnvifReply reply(OnvifRequest request) throws Exception {
    boolean open = request.operation().equals("GetSystemDateAndTime") && !timeIsSecret;
    if (!open) {
      var refusal = login.refusal(request, time());
      if (refusal.isPresent()) {
        return refusal.get();
      }
    }
    Answer answer = answers.get(request.operation());
    return answer == null ? good.to(request) : answer.to(request);
  }

  @Override
  public void close() {
    closed = true;
    server.stop(0);
    threads.shutdownNow();
  }
}
