package io.vedette.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.vedette.security.Role;
import io.vedette.security.Sessions;
import jakarta.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Every route of the box but the page's files, with who may take it. */
final class Routes {

  /** Path of the status feed's WebSocket. */
  static final String FEED = "/api/v1/feed";

  /** Path of a live stream's WebSocket. */
  static final String LIVE = "/streams/{id}/live";

  private Routes() {}

  static List<Route> all(Sessions sessions, StreamViews views, Stills stills) {
    SessionApi session = new SessionApi(sessions, views.access());
    CameraApi cameras = new CameraApi(views.cameras(), views.health());
    HlsHandlers hls = new HlsHandlers(views);
    LiveMp4 mp4 = new LiveMp4(views);
    StillHandlers pictures = new StillHandlers(views, stills);
    return List.of(
        Route.open(Method.POST, "/api/v1/session", session::open),
        Route.viewer(Method.GET, "/api/v1/session", session::show),
        Route.viewer(Method.DELETE, "/api/v1/session", session::close),
        Route.viewer(Method.GET, "/api/v1/cameras", cameras::list),
        Route.admin(Method.POST, "/api/v1/cameras", cameras::add),
        Route.viewer(Method.GET, "/api/v1/cameras/{id}", cameras::get),
        Route.admin(Method.PATCH, "/api/v1/cameras/{id}", cameras::change),
        Route.admin(Method.DELETE, "/api/v1/cameras/{id}", cameras::remove),
        Route.viewer(Method.GET, "/api/v1/openapi.json", Routes::openApi),
        Route.viewer(Method.GET, FEED, onlyAsSocket(views.access(), (_, _) -> {})),
        Route.viewer(
            Method.GET, LIVE, onlyAsSocket(views.access(), (request, _) -> cameras.find(request))),
        Route.viewer(Method.GET, "/streams/{id}/live.mp4", mp4::play),
        Route.viewer(Method.GET, "/streams/{id}/snapshot.jpg", pictures::snapshot),
        Route.viewer(Method.GET, "/streams/{id}/mjpeg", pictures::motion),
        Route.viewer(Method.GET, "/streams/{id}/index.m3u8", hls::multivariant),
        Route.viewer(Method.GET, "/streams/{id}/{rendition}/index.m3u8", hls::media),
        Route.viewer(Method.GET, "/streams/{id}/{rendition}/init-{epoch}.mp4", hls::init),
        Route.viewer(Method.GET, "/streams/{id}/{rendition}/{sequence}.{part}.m4s", hls::part),
        Route.viewer(Method.GET, "/streams/{id}/{rendition}/{sequence}.m4s", hls::segment),
        Route.open(Method.GET, "/observe/health", Routes::alive));
  }

  private static void alive(ServerRequest request, ServerResponse response) {
    Replies.json(response, Status.OK_200, Json.createObjectBuilder().add("status", "UP").build());
  }

  /**
   * A WebSocket that was not let in comes here as a plain request and learns why; one that asks for
   * none learns that.
   */
  private static Route.Handler onlyAsSocket(Access access, Route.Handler first) {
    return (request, response) -> {
      first.handle(request, response);
      if (request.headers().contains(HeaderNames.UPGRADE)) {
        access.admitSocket(request.headers(), Role.VIEWER);
      }
      throw new ProblemException(
          new Problem(
              426, "upgrade-required", "Only for WebSockets", "Open this address as a WebSocket."));
    };
  }

  private static void openApi(ServerRequest request, ServerResponse response) throws IOException {
    try (InputStream document = Routes.class.getResourceAsStream("openapi.json")) {
      response.header(HeaderNames.CONTENT_TYPE, "application/json");
      response.send(document.readAllBytes());
    }
  }
}
