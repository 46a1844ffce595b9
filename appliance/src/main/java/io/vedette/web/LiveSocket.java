package io.vedette.web;

import io.helidon.http.HttpPrologue;
import io.vedette.config.ConfigException;
import io.vedette.fragment.InitSegment;
import io.vedette.health.CameraState;
import io.vedette.live.CursorStep;
import io.vedette.live.FragmentCursor;
import io.vedette.live.LiveStream;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code /streams/{id}/live}: one viewer over a WebSocket, on a virtual thread of its own. Binary
 * messages are an init segment, then fragments; text messages say what changes. The connection
 * outlives the camera's outages.
 */
final class LiveSocket extends MemberSocket {

  /** How soon a change of the camera's state is told while no fragments come. */
  private static final Duration LOOK_PERIOD = Duration.ofMillis(250);

  private static final int GONE = 4404;

  private final StreamViews views;
  private String cameraId = "";
  private String rendition = StreamViews.MAIN;
  private Optional<CameraState> told = Optional.empty();

  LiveSocket(StreamViews views) {
    super(views);
    this.views = views;
  }

  @Override
  String what() {
    return "A viewer of camera " + cameraId;
  }

  @Override
  void admit(HttpPrologue prologue) {
    cameraId = prologue.uriPath().path().split("/")[2];
    rendition = prologue.query().first("rendition").orElse(StreamViews.MAIN);
    if (views.cameras().find(cameraId).isEmpty() || isRenditionMissing()) {
      throw new ProblemException(Problem.notFound("There is no such camera or rendition."));
    }
  }

  @Override
  void serve(SocketWriter out) throws InterruptedException, ConfigException {
    while (!isClosed()) {
      if (views.cameras().find(cameraId).isEmpty()) {
        bye(out, GONE, "the camera was removed");
      } else if (isRenditionMissing()) {
        bye(out, GONE, "the camera has no such rendition any more");
      } else {
        Optional<LiveStream> stream = views.streams().find(cameraId, rendition);
        if (stream.isPresent()) {
          try (FragmentCursor cursor = stream.get().open()) {
            follow(cursor, out);
          }
        }
        // Disabled, or between two configurations.
        look(out);
        Thread.sleep(LOOK_PERIOD);
      }
    }
  }

  /** Whether the camera plays, and not by this rendition. */
  private boolean isRenditionMissing() {
    var renditions = views.streams().of(cameraId);
    return !renditions.isEmpty() && !renditions.containsKey(rendition);
  }

  private void follow(FragmentCursor cursor, SocketWriter out)
      throws InterruptedException, ConfigException {
    while (!isClosed()) {
      switch (cursor.next(LOOK_PERIOD)) {
        case CursorStep.Next(var fragment) -> write(() -> out.binary(fragment.bytes()));
        case CursorStep.Format(InitSegment init, long _) -> {
          write(() -> out.text(format(init)));
          write(() -> out.binary(init.bytes()));
        }
        case CursorStep.Lagged(long from, long to) -> write(() -> out.text(lagged(from, to)));
        case CursorStep.Idle() -> {
          // Nothing came: look at the state.
        }
        case CursorStep.Ended() -> {
          return;
        }
      }
      look(out);
    }
  }

  private static JsonObject format(InitSegment init) {
    return Json.createObjectBuilder()
        .add("type", "format")
        .add("mime", init.mimeType())
        .add("width", init.width())
        .add("height", init.height())
        .build();
  }

  private static JsonObject lagged(long from, long to) {
    return Json.createObjectBuilder().add("type", "lagged").add("from", from).add("to", to).build();
  }

  /** Tells a new state of the rendition. */
  private void look(SocketWriter out) throws ConfigException {
    Optional<CameraState> state = views.state(cameraId, rendition);
    if (state.isPresent() && !state.equals(told)) {
      told = state;
      write(
          () ->
              out.text(
                  Json.createObjectBuilder()
                      .add("type", "state")
                      .add("state", CameraJson.state(state.get()))
                      .build()));
    }
    tend(out);
  }
}
