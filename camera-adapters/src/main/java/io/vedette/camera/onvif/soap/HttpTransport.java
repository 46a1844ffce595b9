package io.vedette.camera.onvif.soap;

import static java.lang.System.Logger.Level.WARNING;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.CameraMemory;
import io.vedette.camera.PinnedKey;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;

/**
 * HTTP/1.1 with one device: no proxy, no redirections, no cookies, and a bound on bytes and time.
 * It blocks its callers, of whom there may be several at once. Owns the JDK client's thread.
 */
final class HttpTransport implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(HttpTransport.class.getName());

  private static final Duration END = Duration.ofSeconds(2);

  private final SoapLimits limits;
  private final CameraMemory memory;
  private final PeerLook peer;
  private final PinnedKey pin;
  private final HttpClient client;
  private volatile boolean closed;

  HttpTransport(SoapLimits limits, CameraMemory memory) {
    this.limits = limits;
    this.memory = memory;
    this.peer = new PeerLook(memory, limits.connect());
    this.pin = new PinnedKey(memory.learned().certificate());
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(limits.connect())
            .proxy(HttpClient.Builder.NO_PROXY)
            .sslContext(tls(pin))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  private static SSLContext tls(PinnedKey pin) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {pin}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has TLS", e);
    }
  }

  /**
   * Posts and waits for the whole answer. Nothing is sent to another device than the one that is
   * known, if it can be told from others.
   *
   * @param authorization the {@code Authorization} field
   * @param patience how much longer than usual the answer may take
   * @throws CameraException if there is none in time, or it is too long
   */
  HttpExchange post(
      URI to,
      SoapRequest request,
      byte[] envelope,
      Optional<String> authorization,
      Duration patience)
      throws CameraException {
    peer.at(to, request.operation());
    Duration time = limits.answer().plus(patience);
    HttpRequest.Builder post =
        HttpRequest.newBuilder(to)
            .timeout(time)
            .header(
                "Content-Type",
                "application/soap+xml; charset=utf-8; action=\"" + request.action() + "\"")
            .header("User-Agent", "Vedette")
            .POST(BodyPublishers.ofByteArray(envelope));
    authorization.ifPresent(value -> post.header("Authorization", value));
    try {
      HttpResponse<byte[]> response = send(post.build(), time, request);
      if (to.getScheme().equalsIgnoreCase("https")) {
        memory.note(learned -> learned.withCertificate(pin.shown()));
      }
      return new HttpExchange(response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw explained(to, request.operation(), e, time);
    }
  }

  private HttpResponse<byte[]> send(HttpRequest request, Duration time, SoapRequest soap)
      throws IOException, CameraException {
    try {
      return once(request, time, soap);
    } catch (ConnectException | HttpTimeoutException | SSLException | SoapFormatException e) {
      throw e;
    } catch (IOException e) {
      if (closed || !soap.isRepeatable()) {
        throw e;
      }
      // Most likely the device closed the connection just when it was used again.
      return once(request, time, soap);
    }
  }

  private HttpResponse<byte[]> once(HttpRequest request, Duration time, SoapRequest soap)
      throws IOException, CameraException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, _ -> new BoundedBody(limits.bytes()));
    try {
      return answer.get(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new HttpTimeoutException("the answer goes on and on");
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new CameraException(Reason.STOPPED, soap.operation(), "the box stopped asking", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IOException(String.valueOf(e.getCause()), e.getCause());
    }
  }

  private CameraException explained(URI to, String step, IOException e, Duration time) {
    if (closed) {
      return new CameraException(Reason.STOPPED, step, "the conversation was ended", e);
    }
    if (pin.isRefused()) {
      return pin.changed(step, e);
    }
    String place = to.getHost() + " port " + port(to);
    return switch (e) {
      case SoapFormatException _ ->
          new CameraException(Reason.PROTOCOL, step, place + ": " + e.getMessage(), e);
      case HttpTimeoutException _ ->
          new CameraException(
              Reason.UNREACHABLE,
              step,
              "no whole answer from " + place + " in " + time.toSeconds() + " s",
              e);
      case SSLException _ ->
          new CameraException(
              Reason.PROTOCOL, step, "no secure connection to " + place + ": " + said(e), e);
      case ConnectException _ ->
          new CameraException(
              Reason.UNREACHABLE, step, "no connection to " + place + ": " + said(e), e);
      default ->
          new CameraException(
              Reason.PROTOCOL, step, place + " does not answer in HTTP: " + said(e), e);
    };
  }

  private static String said(IOException e) {
    Throwable deepest = e;
    while (deepest.getCause() != null && deepest.getMessage() == null) {
      deepest = deepest.getCause();
    }
    return deepest instanceof UnresolvedAddressException
        ? "the host name is not known"
        : deepest.getMessage() == null ? "refused" : deepest.getMessage();
  }

  static int port(URI to) {
    return to.getPort() > 0 ? to.getPort() : to.getScheme().equalsIgnoreCase("https") ? 443 : 80;
  }

  /** Ends what is under way, and the client's thread, for which it waits a moment. Idempotent. */
  @Override
  public void close() {
    closed = true;
    client.shutdownNow();
    try {
      if (!client.awaitTermination(END)) {
        LOG.log(WARNING, "The HTTP client of a camera has not ended in {0} s", END.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
