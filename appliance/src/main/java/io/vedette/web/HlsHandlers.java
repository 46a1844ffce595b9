package io.vedette.web;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.vedette.fragment.Fragment;
import io.vedette.fragment.InitSegment;
import io.vedette.live.LiveStream;
import io.vedette.live.Part;
import io.vedette.live.PlaylistWindow;
import io.vedette.live.Segment;
import io.vedette.web.hls.DeliveryDirectives;
import io.vedette.web.hls.MediaPlaylist;
import io.vedette.web.hls.MultivariantPlaylist;
import io.vedette.web.hls.RenditionReport;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code /streams/{id}/…}: playlists, init segments, media segments and their parts. */
final class HlsHandlers {

  private static final String PLAYLIST = "application/vnd.apple.mpegurl";

  /** How long another rendition may take to begin before the playlist goes out without it. */
  private static final Duration OTHER_WAIT = Duration.ofSeconds(4);

  /** A part that was hinted at comes within its own length, or never. */
  private static final Duration PART_WAIT = Duration.ofSeconds(3);

  /** Target durations after which a blocked reload is given up (RFC 8216bis 6.2.5.2). */
  private static final int RELOAD_TARGETS = 3;

  /** Target durations for which the answer to a blocked reload may be cached (6.2.5.2). */
  private static final int CACHED_TARGETS = 6;

  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  private static final int SEGMENT_BUFFER = 64 * 1024;

  private final StreamViews views;
  private final PlaylistCache playlists = new PlaylistCache();

  HlsHandlers(StreamViews views) {
    this.views = views;
  }

  void multivariant(ServerRequest request, ServerResponse response) throws InterruptedException {
    Rendition main = rendition(request, StreamViews.MAIN);
    first(main, response);
    List<MultivariantPlaylist.Variant> variants = new ArrayList<>();
    for (Rendition other : views.others(main)) {
      other(main, other).ifPresent(variants::add);
    }
    if (variants.isEmpty() || isPlayed(main.stream())) {
      variants.addFirst(variant(main.name(), main.stream()));
    }
    response.header(HeaderNames.CONTENT_TYPE, PLAYLIST);
    response.header(HeaderNames.CACHE_CONTROL, "private, no-cache");
    response.send(MultivariantPlaylist.render(variants).getBytes(StandardCharsets.UTF_8));
  }

  /** What no browser plays would only be tried in vain. */
  private static boolean isPlayed(LiveStream stream) {
    return stream
        .currentInit()
        .flatMap(InitSegment::decoding)
        .map(decoding -> decoding.codec().isPlayedByBrowsers())
        .orElse(true);
  }

  /** A camera's own stream has to run to be told of; one that is made must not, or it would be. */
  private static Optional<MultivariantPlaylist.Variant> other(Rendition main, Rendition other)
      throws InterruptedException {
    LiveStream stream = other.stream();
    if (stream.announcer().isPresent()) {
      return main.stream()
          .currentInit()
          .flatMap(stream.announcer().get()::announce)
          .map(announced -> MultivariantPlaylist.Variant.of(other.name(), announced));
    }
    stream.touch();
    return stream.currentInit().isPresent() || stream.awaitFirst(OTHER_WAIT).isPresent()
        ? Optional.of(variant(other.name(), stream))
        : Optional.empty();
  }

  void media(ServerRequest request, ServerResponse response) throws InterruptedException {
    DeliveryDirectives directives = directives(request);
    Rendition rendition = rendition(request, parameter(request, "rendition"));
    LiveStream stream = rendition.stream();
    PlaylistWindow window = first(rendition, response);
    try {
      directives.refuseTooFarAhead(window);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(Problem.invalidDirective(e.getMessage()));
    }
    int target = window.targetDurationSeconds();
    int maxAge = Math.max(1, target / 2);
    if (directives.mediaSequence().isPresent()) {
      maxAge = CACHED_TARGETS * target;
      window =
          stream
              .await(
                  directives.mediaSequence().getAsLong(),
                  directives.part(),
                  Duration.ofSeconds((long) RELOAD_TARGETS * target))
              .filter(now -> !now.segments().isEmpty())
              .orElseThrow(() -> views.notReady(rendition, response));
    }
    PlaylistWindow listed = window;
    PlaylistCache.Rendered rendered =
        playlists.get(
            stream,
            listed,
            directives.skip(),
            () ->
                directives.skip()
                    ? MediaPlaylist.renderDelta(listed, reports(rendition))
                    : MediaPlaylist.render(listed, reports(rendition)));
    send(request, response, rendered, maxAge);
  }

  private List<RenditionReport> reports(Rendition rendition) {
    return views.others(rendition).stream()
        .flatMap(other -> RenditionReport.of(other.name(), other.stream().window()).stream())
        .toList();
  }

  void init(ServerRequest request, ServerResponse response) {
    LiveStream stream = rendition(request, parameter(request, "rendition")).stream();
    InitSegment init =
        stream.init(number(request, "epoch")).orElseThrow(() -> noSuch("init segment"));
    media(response, "video/mp4");
    response.send(init.bytes());
  }

  void segment(ServerRequest request, ServerResponse response) throws IOException {
    LiveStream stream = rendition(request, parameter(request, "rendition")).stream();
    stream.touch();
    Segment segment =
        stream
            .segment(number(request, "sequence"))
            .filter(found -> !found.gap())
            .orElseThrow(() -> noSuch("segment"));
    media(response, "video/iso.segment");
    response.contentLength(segment.byteLength());
    try (OutputStream out = new BufferedOutputStream(response.outputStream(), SEGMENT_BUFFER)) {
      for (Fragment fragment : segment.fragments()) {
        views.stuck().watch("A segment's reader", () -> out.write(fragment.bytes()));
      }
      views.stuck().watch("A segment's reader", out::flush);
    }
  }

  void part(ServerRequest request, ServerResponse response) throws InterruptedException {
    LiveStream stream = rendition(request, parameter(request, "rendition")).stream();
    stream.touch();
    Part part =
        stream
            .part(number(request, "sequence"), (int) number(request, "part"), PART_WAIT)
            .filter(found -> !found.gap())
            .orElseThrow(() -> noSuch("part"));
    media(response, "video/iso.segment");
    views.stuck().watch("A part's reader", () -> response.send(part.bytes()));
  }

  private Rendition rendition(ServerRequest request, String name) {
    return views.rendition(parameter(request, "id"), name);
  }

  /** What is listed, once there is something. */
  private PlaylistWindow first(Rendition rendition, ServerResponse response)
      throws InterruptedException {
    rendition.stream().touch();
    return rendition.stream()
        .awaitFirst(views.patience(rendition))
        .orElseThrow(() -> views.notReady(rendition, response));
  }

  private static MultivariantPlaylist.Variant variant(String name, LiveStream stream) {
    InitSegment init = stream.currentInit().orElseThrow(() -> noSuch("stream"));
    return MultivariantPlaylist.Variant.of(name, init, stream.rate());
  }

  private static DeliveryDirectives directives(ServerRequest request) {
    try {
      return DeliveryDirectives.parse(
          query(request, "_HLS_msn"), query(request, "_HLS_part"), query(request, "_HLS_skip"));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(Problem.invalidDirective(e.getMessage()));
    }
  }

  private void send(
      ServerRequest request,
      ServerResponse response,
      PlaylistCache.Rendered rendered,
      int maxAgeSeconds) {
    response.header(HeaderNames.CONTENT_TYPE, PLAYLIST);
    response.header(HeaderNames.CACHE_CONTROL, "private, max-age=" + maxAgeSeconds);
    response.header(HeaderNames.VARY, "Accept-Encoding");
    boolean compressed =
        request.headers().contains(HeaderNames.ACCEPT_ENCODING)
            && request.headers().get(HeaderNames.ACCEPT_ENCODING).values().contains("gzip");
    if (compressed) {
      response.header(HeaderNames.CONTENT_ENCODING, "gzip");
    }
    byte[] bytes = compressed ? rendered.gzip() : rendered.plain();
    views.stuck().watch("A playlist's reader", () -> response.send(bytes));
  }

  /** A segment never changes under its name, but nobody without a session may be given it. */
  private static void media(ServerResponse response, String type) {
    response.header(HeaderNames.CONTENT_TYPE, type);
    response.header(HeaderNames.CACHE_CONTROL, "private, max-age=60");
  }

  private static String query(ServerRequest request, String name) {
    return request.query().first(name).orElse("");
  }

  private static String parameter(ServerRequest request, String name) {
    return request.path().pathParameters().get(name);
  }

  private static long number(ServerRequest request, String name) {
    String text = parameter(request, name);
    if (!NUMBER.matcher(text).matches()) {
      throw noSuch("segment");
    }
    return Long.parseLong(text);
  }

  private static ProblemException noSuch(String what) {
    return new ProblemException(
        Problem.notFound("The " + what + " is not there, or not any more."));
  }
}
