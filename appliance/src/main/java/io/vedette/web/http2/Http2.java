package io.vedette.web.http2;

import io.helidon.common.buffers.BufferData;
import io.helidon.http.http2.Http2ErrorCode;
import io.helidon.http.http2.Http2Exception;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http2.Http2Config;
import io.helidon.webserver.http2.Http2ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Set;

/**
 * Speaks HTTP/2 to clients that begin with its preface (RFC 9113 3.3) or, over TLS, choose it by
 * ALPN. The upgrade from HTTP/1.1 is not offered: RFC 9113 has given it up, and clients that post a
 * body with it would wait for ever. Safe for use by any thread.
 */
public final class Http2 implements ServerConnectionSelector {

  /**
   * What browsers use at most, and more than any player does. A client that opens more is let go.
   */
  private static final int MAX_STREAMS = 1024;

  /** As HTTP/1.1 has it. */
  private static final int MAX_HEADER_BYTES = 16 * 1024;

  /** What a client may send before it is read: all that is ever posted is a little JSON. */
  private static final int REQUEST_WINDOW = 65_535;

  /** Requests that a client may take back unanswered, in ten seconds (CVE-2023-44487). */
  private static final int MAX_RESETS = 50;

  private static final Duration RESETS_PERIOD = Duration.ofSeconds(10);

  private static final Http2Config BOUNDS =
      Http2Config.builder()
          .maxConcurrentStreams(MAX_STREAMS)
          .maxHeaderListSize(MAX_HEADER_BYTES)
          .initialWindowSize(REQUEST_WINDOW)
          .flowControlTimeout(StreamWindow.UNREAD_LIMIT)
          .maxRapidResets(MAX_RESETS)
          .rapidResetCheckPeriod(RESETS_PERIOD)
          .build();

  private final ServerConnectionSelector preface =
      Http2ConnectionSelector.builder().http2Config(BOUNDS).build();
  private final ThreadLocal<StreamWindow> window = new ThreadLocal<>();

  @Override
  public int bytesToIdentifyConnection() {
    return preface.bytesToIdentifyConnection();
  }

  @Override
  public Support supports(BufferData data) {
    return preface.supports(data);
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return preface.supportedApplicationProtocols();
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    ConnectionStreams streams = new ConnectionStreams(window);
    ServerConnection connection =
        Http2ConnectionSelector.builder()
            .http2Config(BOUNDS)
            .addSubProtocolSelector(streams)
            .build()
            .connection(context);
    return new GuardedConnection(connection, streams);
  }

  /** A filter that has the answers of one connection written in turn; others it leaves alone. */
  public void writeInTurn(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    StreamWindow own = window.get();
    if (own != null) {
      response.streamFilter(out -> new WindowedOutput(out, own, response.headers()));
    }
    chain.proceed();
  }

  /**
   * Refuses an answer without end over HTTP/2, for Helidon goes on writing it when the client has
   * taken its request back, and a viewer that pauses would fill the window that it shares with
   * others. Clients that speak both ask again with HTTP/1.1 (RFC 9113 7).
   *
   * @throws CloseConnectionException if the request came over HTTP/2; it ends the stream alone
   */
  public static void refuse(ServerRequest request) {
    if (request.prologue().protocolVersion().startsWith("2")) {
      throw new CloseConnectionException(
          "an answer without end",
          new Http2Exception(Http2ErrorCode.HTTP_1_1_REQUIRED, "only over HTTP/1.1"));
    }
  }
}
