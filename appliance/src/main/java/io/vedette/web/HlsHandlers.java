package io.vedette.web;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.vedette.config.CameraConfig;
import io.vedette.fragment.Fragment;
import io.vedette.fragment.InitSegment;
import io.vedette.health.CameraHealth;
import io.vedette.live.LiveStream;
import io.vedette.live.PlaylistWindow;
import io.vedette.live.Segment;
import io.vedette.web.hls.MediaPlaylist;
import io.vedette.web.hls.MultivariantPlaylist;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** {@code /streams/{id}/…}: playlists, init segments and media segments. */
final class HlsHandlers {

  private static final String PLAYLIST = "application/vnd.apple.mpegurl";
  private static final String RETRY_SECONDS = "2";

  private final StreamViews views;

  HlsHandlers(StreamViews views) {
    this.views = views;
  }

  void multivariant(ServerRequest request, ServerResponse response) {
    LiveStream stream = stream(request, StreamViews.MAIN);
    PlaylistWindow window = window(request, response, stream);
    InitSegment init = stream.currentInit().orElseThrow(() -> noSuch("stream"));
    playlist(response, MultivariantPlaylist.render(StreamViews.MAIN, init, window));
  }

  void media(ServerRequest request, ServerResponse response) {
    LiveStream stream = stream(request, parameter(request, "rendition"));
    playlist(response, MediaPlaylist.render(window(request, response, stream)));
  }

  void init(ServerRequest request, ServerResponse response) {
    LiveStream stream = stream(request, parameter(request, "rendition"));
    InitSegment init =
        stream.init(number(request, "epoch")).orElseThrow(() -> noSuch("init segment"));
    media(response, "video/mp4");
    response.send(init.bytes());
  }

  void segment(ServerRequest request, ServerResponse response) throws IOException {
    LiveStream stream = stream(request, parameter(request, "rendition"));
    Segment segment =
        stream.segment(number(request, "sequence")).orElseThrow(() -> noSuch("segment"));
    media(response, "video/iso.segment");
    response.contentLength(segment.byteLength());
    try (OutputStream out = response.outputStream()) {
      for (Fragment fragment : segment.fragments()) {
        views.stuck().watch("A segment's reader", () -> out.write(fragment.bytes()));
      }
    }
  }

  private LiveStream stream(ServerRequest request, String rendition) {
    CameraConfig camera = camera(request);
    return views
        .streams()
        .find(camera.id(), rendition)
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.notFound(
                        camera.enabled()
                            ? "Camera \"" + camera.name() + "\" has no rendition " + rendition + "."
                            : "Camera \"" + camera.name() + "\" is switched off.")));
  }

  private CameraConfig camera(ServerRequest request) {
    String id = parameter(request, "id");
    return views.cameras().find(id).orElseThrow(() -> CameraApi.noSuchCamera(id));
  }

  private PlaylistWindow window(ServerRequest request, ServerResponse response, LiveStream stream) {
    PlaylistWindow window = stream.window();
    if (window.segments().isEmpty()) {
      CameraConfig camera = camera(request);
      Optional<CameraHealth> health = views.health().camera(camera.id());
      response.header(HeaderNames.RETRY_AFTER, RETRY_SECONDS);
      throw new ProblemException(
          Problem.notReady(camera.name(), health.map(known -> known.state().reason()).orElse("")));
    }
    return window;
  }

  private static void playlist(ServerResponse response, String text) {
    response.header(HeaderNames.CONTENT_TYPE, PLAYLIST);
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    response.send(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A segment never changes under its name, but nobody without a session may be given it. */
  private static void media(ServerResponse response, String type) {
    response.header(HeaderNames.CONTENT_TYPE, type);
    response.header(HeaderNames.CACHE_CONTROL, "private, max-age=60");
  }

  private static String parameter(ServerRequest request, String name) {
    return request.path().pathParameters().get(name);
  }

  private static long number(ServerRequest request, String name) {
    String text = parameter(request, name);
    if (!text.matches("\\d{1,18}")) {
      throw noSuch("segment");
    }
    return Long.parseLong(text);
  }

  private static ProblemException noSuch(String what) {
    return new ProblemException(
        Problem.notFound("The " + what + " is not there, or not any more."));
  }
}
