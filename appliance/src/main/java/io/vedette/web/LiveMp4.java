package io.vedette.web;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.vedette.fragment.InitSegment;
import io.vedette.live.CursorStep;
import io.vedette.live.FragmentCursor;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/**
 * {@code /streams/{id}/live.mp4}: endless fragmented MP4. It ends when the camera goes away or
 * changes its format: a player of a file cannot be told in its middle that time and picture size
 * begin anew.
 */
final class LiveMp4 {

  private static final Duration FIRST_WAIT = Duration.ofSeconds(10);
  private static final Duration NEXT_WAIT = Duration.ofSeconds(30);

  private final StreamViews views;

  LiveMp4(StreamViews views) {
    this.views = views;
  }

  void play(ServerRequest request, ServerResponse response)
      throws IOException, InterruptedException {
    String id = request.path().pathParameters().get("id");
    Rendition rendition =
        views.rendition(id, request.query().first("rendition").orElse(StreamViews.MAIN));
    try (FragmentCursor cursor = rendition.stream().open()) {
      if (!(cursor.next(FIRST_WAIT) instanceof CursorStep.Format(InitSegment init, long _))) {
        throw views.notReady(rendition, response);
      }
      response.header(HeaderNames.CONTENT_TYPE, init.video() ? "video/mp4" : "audio/mp4");
      response.header(HeaderNames.CACHE_CONTROL, "no-store");
      try (OutputStream out = response.outputStream()) {
        write(out, init.bytes());
        follow(cursor, out);
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
