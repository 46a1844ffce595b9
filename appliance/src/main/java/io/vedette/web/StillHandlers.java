package io.vedette.web;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.vedette.live.KeyFrame;
import io.vedette.transcode.TranscodeException;
import io.vedette.web.http2.Http2;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** {@code /streams/{id}/snapshot.jpg} and {@code /streams/{id}/mjpeg}: single pictures. */
final class StillHandlers {

  private static final int MAX_WIDTH = 8192;

  /** Before the first position in a stream. */
  private static final long NONE = -1;

  private static final String BOUNDARY = "vedette-picture";

  /** Without a new key frame for so long, a panel is sent the last one again, to keep it open. */
  private static final Duration REPEAT = Duration.ofSeconds(10);

  private final StreamViews views;
  private final Stills stills;

  StillHandlers(StreamViews views, Stills stills) {
    this.views = views;
    this.stills = stills;
  }

  void snapshot(ServerRequest request, ServerResponse response) throws InterruptedException {
    int width = width(request);
    Rendition rendition = rendition(request);
    byte[] jpeg = jpeg(rendition, first(rendition, response), width);
    response.header(HeaderNames.CONTENT_TYPE, "image/jpeg");
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    views.stuck().watch("A snapshot's reader", () -> response.send(jpeg));
  }

  /** One picture for each key frame, until the client leaves. */
  void motion(ServerRequest request, ServerResponse response)
      throws InterruptedException, IOException {
    Http2.refuse(request);
    int width = width(request);
    Rendition rendition = rendition(request);
    KeyFrame keyFrame = first(rendition, response);
    response.header(HeaderNames.CONTENT_TYPE, "multipart/x-mixed-replace; boundary=" + BOUNDARY);
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    try (OutputStream out = response.outputStream()) {
      while (true) {
        write(out, jpeg(rendition, keyFrame, width));
        keyFrame = next(rendition, keyFrame.position(), REPEAT).orElse(keyFrame);
      }
    }
  }

  private KeyFrame first(Rendition rendition, ServerResponse response) throws InterruptedException {
    return next(rendition, NONE, views.patience(rendition))
        .orElseThrow(() -> views.notReady(rendition, response));
  }

  private static Optional<KeyFrame> next(Rendition rendition, long behind, Duration atMost)
      throws InterruptedException {
    rendition.stream().touch();
    return rendition.stream().awaitKeyFrame(behind, atMost);
  }

  private byte[] jpeg(Rendition rendition, KeyFrame keyFrame, int width)
      throws InterruptedException {
    try {
      return stills.jpeg(rendition.stream(), keyFrame, width);
    } catch (TranscodeException e) {
      throw new ProblemException(Problem.noPicture(rendition.camera().name(), e.getMessage()));
    }
  }

  private void write(OutputStream out, byte[] jpeg) throws IOException {
    String head =
        "--%s\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n"
            .formatted(BOUNDARY, jpeg.length);
    views
        .stuck()
        .watch(
            "A panel",
            () -> {
              out.write(head.getBytes(StandardCharsets.US_ASCII));
              out.write(jpeg);
              out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
              out.flush();
            });
  }

  private Rendition rendition(ServerRequest request) {
    return views.rendition(
        request.path().pathParameters().get("id"),
        request.query().first("rendition").orElse(StreamViews.MAIN));
  }

  private static int width(ServerRequest request) {
    String text = request.query().first("width").orElse(String.valueOf(MAX_WIDTH));
    if (!text.matches("[1-9]\\d{0,4}")) {
      throw new ProblemException(
          Problem.invalidDirective("width has to be a number of pixels, not \"" + text + "\"."));
    }
    return Math.min(MAX_WIDTH, Integer.parseInt(text));
  }
}
