package io.vedette.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.vedette.control.CameraControl;
import io.vedette.discovery.CameraFinding;
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

  private static final String CAMERA = "/api/v1/cameras/{id}";
  private static final String FOUND = "/api/v1/discovery/cameras/{id}";

  private static final String TUNING = "/api/v1/cameras/{id}/browser-friendly";

  private static final String PROFILE = "/api/v1/transcoding/profiles/{name}";

  private Routes() {}

  static List<Route> all(
      Sessions sessions,
      StreamViews views,
      Stills stills,
      Profiles profiles,
      Encoders encoders,
      CameraFinding search,
      CameraControl control) {
    SessionApi session = new SessionApi(sessions, views.access());
    CameraApi cameras = new CameraApi(views.cameras(), views.health());
    DiscoveryApi discovery = new DiscoveryApi(search, views.cameras());
    TuningApi tuning = new TuningApi(cameras, control);
    PtzApi ptz = new PtzApi(cameras, control);
    CareApi care = new CareApi(cameras, control);
    PictureApi picture = new PictureApi(cameras, control);
    EncoderApi encoding = new EncoderApi(encoders, views.health());
    HlsHandlers hls = new HlsHandlers(views);
    LiveMp4 mp4 = new LiveMp4(views);
    StillHandlers pictures = new StillHandlers(views, stills);
    TranscodingApi transcoding = new TranscodingApi(profiles, views.health());
    return List.of(
        Route.open(Method.POST, "/api/v1/session", session::open),
        Route.viewer(Method.GET, "/api/v1/session", session::show),
        Route.viewer(Method.DELETE, "/api/v1/session", session::close),
        Route.viewer(Method.GET, "/api/v1/cameras", cameras::list),
        Route.admin(Method.POST, "/api/v1/cameras", cameras::add),
        Route.viewer(Method.GET, "/api/v1/cameras/{id}", cameras::get),
        Route.admin(Method.PATCH, "/api/v1/cameras/{id}", cameras::change),
        Route.admin(Method.DELETE, "/api/v1/cameras/{id}", cameras::remove),
        Route.viewer(Method.GET, CAMERA + "/ptz", ptz::show),
        Route.steering(Method.POST, CAMERA + "/ptz", ptz::command),
        Route.viewer(Method.GET, CAMERA + "/relays", care::relays),
        Route.admin(Method.GET, CAMERA + "/imaging", picture::show),
        Route.admin(Method.PATCH, CAMERA + "/imaging", picture::change),
        Route.viewer(Method.GET, CAMERA + "/ntp", care::ntp),
        Route.admin(Method.PUT, CAMERA + "/ntp", care::useNtp),
        Route.admin(Method.POST, CAMERA + "/maintenance", care::command),
        Route.admin(Method.POST, "/api/v1/cameras/{id}/key", cameras::newStreamKey),
        Route.admin(Method.GET, "/api/v1/discovery", discovery::show),
        Route.admin(Method.POST, "/api/v1/discovery", discovery::begin),
        Route.admin(Method.POST, FOUND + "/trial", discovery::attempt),
        Route.admin(Method.GET, FOUND + "/picture.jpg", discovery::picture),
        Route.admin(Method.GET, TUNING, tuning::show),
        Route.admin(Method.POST, TUNING, tuning::apply),
        Route.viewer(Method.GET, "/api/v1/encoders", encoding::show),
        Route.admin(Method.PATCH, "/api/v1/encoders", encoding::choose),
        Route.admin(Method.POST, "/api/v1/encoders/probe", encoding::probe),
        Route.viewer(Method.GET, "/api/v1/transcoding", transcoding::show),
        Route.admin(Method.PATCH, "/api/v1/transcoding", transcoding::change),
        Route.admin(Method.PUT, PROFILE, transcoding::keepProfile),
        Route.admin(Method.DELETE, PROFILE, transcoding::removeProfile),
        Route.viewer(Method.GET, "/api/v1/openapi.json", Routes::openApi),
        Route.viewer(Method.GET, FEED, onlyAsSocket((_, _) -> {})),
        Route.viewer(Method.GET, LIVE, onlyAsSocket((request, _) -> cameras.find(request))),
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

  /** Only a request that asks for no WebSocket comes here, and learns that. */
  private static Route.Handler onlyAsSocket(Route.Handler first) {
    return (request, response) -> {
      first.handle(request, response);
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
