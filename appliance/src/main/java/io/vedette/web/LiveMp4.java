package io.vedette.web;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.vedette.fragment.Fragment;
import io.vedette.fragment.InitSegment;
import io.vedette.live.CursorStep;
import io.vedette.live.FragmentCursor;
import io.vedette.web.http2.Http2;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code /streams/{id}/live.mp4}: endless fragmented MP4. It ends when the camera goes away or
 * changes its format: a player of a file cannot be told in its middle that time and picture size
 * begin anew.
 */
final class LiveMp4 {

  private static final Duration NEXT_WAIT = Duration.ofSeconds(30);

  /**
   * What the file begins with.
   *
   * @param init the format of the first fragment
   * @param first a key frame
   */
  private record Beginning(InitSegment init, Fragment first) {}

  private final StreamViews views;

  LiveMp4(StreamViews views) {
    this.views = views;
  }

  void play(ServerRequest request, ServerResponse response)
      throws IOException, InterruptedException {
    Http2.refuse(request);
    String id = request.path().pathParameters().get("id");
    Rendition rendition =
        views.rendition(id, request.query().first("rendition").orElse(StreamViews.MAIN));
    try (FragmentCursor cursor = rendition.stream().open()) {
      Beginning beginning =
          begin(cursor, views.patience(rendition))
              .orElseThrow(() -> views.notReady(rendition, response));
      response.header(
          HeaderNames.CONTENT_TYPE, beginning.init().video() ? "video/mp4" : "audio/mp4");
      response.header(HeaderNames.CACHE_CONTROL, "no-store");
      try (OutputStream out = response.outputStream()) {
        write(out, beginning.init().bytes());
        write(out, beginning.first().bytes());
        follow(cursor, out);
      }
    }
  }

  /**
   * Waits for the first fragment. A camera that has been away, or that nobody has watched, still
   * has the format of its last session, and gets another one when it comes.
   */
  private static Optional<Beginning> begin(FragmentCursor cursor, Duration atMost)
      throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    Optional<InitSegment> format = Optional.empty();
    while (true) {
      switch (cursor.next(Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
        case CursorStep.Format(InitSegment init, long _) -> format = Optional.of(init);
        case CursorStep.Next(Fragment first) -> {
          return format.map(init -> new Beginning(init, first));
        }
        case CursorStep.Lagged _ -> {
          // The next fragment is a key frame.
        }
        case CursorStep.Idle _, CursorStep.Ended _ -> {
          return Optional.empty();
        }
      }
    }
  }

  private void follow(FragmentCursor cursor, OutputStream out)
      throws IOException, InterruptedException {
    while (true) {
      switch (cursor.next(NEXT_WAIT)) {
        case CursorStep.Next(var fragment) -> write(out, fragment.bytes());
        case CursorStep.Lagged _ -> {
          // The next fragment is a key frame, and its time tells the gap.
        }
        case CursorStep.Format _, CursorStep.Idle _, CursorStep.Ended _ -> {
          return;
        }
      }
    }
  }

  private void write(OutputStream out, byte[] bytes) throws IOException {
    views
        .stuck()
        .watch(
            "A reader of live.mp4",
            () -> {
              out.write(bytes);
              out.flush();
            });
  }
}
