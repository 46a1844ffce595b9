package io.vedette.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.staticcontent.ClasspathHandlerConfig;
import io.helidon.webserver.staticcontent.StaticContentFeature;
import io.helidon.webserver.websocket.WsConfig;
import io.helidon.webserver.websocket.WsRouting;
import io.vedette.control.CameraControl;
import io.vedette.discovery.CameraFinding;
import io.vedette.health.HealthBoard;
import io.vedette.live.LiveStreams;
import io.vedette.security.Sessions;
import io.vedette.web.http2.Http2;
import java.io.IOException;
import java.time.Duration;

/** The box's web server: one virtual thread per connection. */
public final class WebSide implements AutoCloseable {

  private static final String FOREVER = "public, max-age=31536000, immutable";

  private final StuckWriters stuck = new StuckWriters();
  private final Stills stills = new Stills();
  private final WebServer server;

  /**
   * Listens from here on.
   *
   * @param bind address to listen on
   * @param port port to listen on, 0 for any free one
   * @throws IOException if the port cannot be had
   */
  public WebSide(
      String bind,
      int port,
      Cameras cameras,
      Profiles profiles,
      LiveStreams streams,
      HealthBoard health,
      Encoders encoders,
      CameraFinding search,
      CameraControl control,
      Sessions sessions)
      throws IOException {
    Http2 http2 = new Http2();
    StreamViews views = new StreamViews(cameras, streams, health, new Access(sessions), stuck);
    try {
      server =
          WebServer.builder()
              .host(bind)
              .port(port)
              .shutdownHook(false)
              .shutdownGracePeriod(Duration.ZERO)
              // A fragment's last packet would wait for the client to confirm those before it.
              .connectionOptions(options -> options.tcpNoDelay(true))
              .directHandlers(Failures.direct())
              .protocolsDiscoverServices(false)
              .addProtocol(Http1Config.create())
              .addProtocol(WsConfig.create())
              .addConnectionSelector(http2)
              .addRouting(http(http2, sessions, views, stills, profiles, encoders, search, control))
              .addRouting(
                  WsRouting.builder()
                      .endpoint(Routes.FEED, () -> new FeedSocket(views, search.board()))
                      .endpoint(Routes.LIVE, () -> new LiveSocket(views)))
              .build()
              .start();
    } catch (RuntimeException e) {
      stuck.close();
      stills.close();
      throw new IOException(e.getCause() == null ? e.getMessage() : e.getCause().getMessage(), e);
    }
    if (server.port() <= 0) {
      close();
      throw new IOException("the port is taken or may not be used");
    }
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  private static HttpRouting.Builder http(
      Http2 http2,
      Sessions sessions,
      StreamViews views,
      Stills stills,
      Profiles profiles,
      Encoders encoders,
      CameraFinding search,
      CameraControl control) {
    HttpRouting.Builder routing = HttpRouting.builder();
    routing.addFilter(http2::writeInTurn);
    routing.addFilter(WebSide::addHeaders);
    for (Route route : Routes.all(sessions, views, stills, profiles, encoders, search, control)) {
      routing.route(route.method(), route.pattern(), guarded(route, views.access()));
    }
    ClasspathHandlerConfig page =
        ClasspathHandlerConfig.builder().location("web").welcome("index.html").build();
    routing.register("/", StaticContentFeature.createService(page));
    Failures.register(routing);
    return routing;
  }

  private static Handler guarded(Route route, Access access) {
    Route.Handler admitted =
        (request, response) -> {
          if (route.needed().isPresent()) {
            access.admit(request.headers(), route.needed().get());
          }
          route.handler().handle(request, response);
        };
    return (request, response) -> Failures.guard(admitted, request, response);
  }

  private static void addHeaders(
      FilterChain chain, RoutingRequest request, RoutingResponse response) {
    String path = request.path().path();
    if (path.startsWith("/streams/")) {
      SecurityHeaders.addToMedia(response.headers());
    } else {
      SecurityHeaders.add(response.headers());
      addCaching(path, response.headers());
    }
    chain.proceed();
  }

  /** How long a browser may keep one of the page's files. */
  static void addCaching(String path, ServerResponseHeaders headers) {
    if (path.startsWith("/assets/")) {
      // Their names change with their content.
      headers.set(HeaderNames.CACHE_CONTROL, FOREVER);
    } else if (path.equals("/") || path.endsWith(".html")) {
      headers.set(HeaderNames.CACHE_CONTROL, "no-cache");
    }
  }

  @Override
  public void close() {
    server.stop();
    stuck.close();
    stills.close();
  }
}
