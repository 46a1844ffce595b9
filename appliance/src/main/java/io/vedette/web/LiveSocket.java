package io.vedette.web;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.socket.SocketWriterException;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.websocket.WsCloseCodes;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import io.helidon.websocket.WsUpgradeException;
import io.vedette.config.ConfigException;
import io.vedette.fragment.InitSegment;
import io.vedette.health.CameraState;
import io.vedette.live.CursorStep;
import io.vedette.live.FragmentCursor;
import io.vedette.live.LiveStream;
import io.vedette.security.Role;
import jakarta.json.Json;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code /streams/{id}/live}: one viewer over a WebSocket, on a virtual thread of its own. Binary
 * messages are an init segment, then fragments; text messages say what changes. The connection
 * outlives the camera's outages.
 */
final class LiveSocket implements WsListener {

  private static final System.Logger LOG = System.getLogger(LiveSocket.class.getName());

  /** How soon a change of the camera's state is told while no fragments come. */
  private static final Duration LOOK_PERIOD = Duration.ofMillis(250);

  private static final long PING_NANOS = Duration.ofSeconds(20).toNanos();
  private static final int SIGNED_OUT = 4401;
  private static final int CAMERA_GONE = 4404;

  private final StreamViews views;
  private String cameraId = "";
  private Optional<Access.Caller> caller = Optional.empty();
  private Optional<SocketWriter> writer = Optional.empty();
  private Optional<Thread> thread = Optional.empty();
  private volatile boolean closed;

  LiveSocket(StreamViews views) {
    this.views = views;
  }

  @Override
  public Optional<Headers> onHttpUpgrade(HttpPrologue prologue, Headers headers)
      throws WsUpgradeException {
    // Refused here, the request goes on to the ordinary route at the same path, which tells why.
    try {
      caller = Optional.of(views.access().admitSocket(headers, Role.VIEWER));
      cameraId = prologue.uriPath().path().split("/")[2];
      if (views.cameras().find(cameraId).isEmpty()) {
        throw new WsUpgradeException("no such camera");
      }
      return Optional.empty();
    } catch (ProblemException | ConfigException e) {
      throw new WsUpgradeException(e.getMessage());
    }
  }

  @Override
  public void onOpen(WsSession session) {
    SocketWriter opened = new SocketWriter(session);
    writer = Optional.of(opened);
    thread = Optional.of(Thread.ofVirtual().name("viewer-" + cameraId).start(() -> run(opened)));
  }

  @Override
  public void onPing(WsSession session, BufferData buffer) {
    writer.ifPresent(open -> open.pong(buffer));
  }

  @Override
  public void onClose(WsSession session, int status, String reason) {
    end();
  }

  @Override
  public void onError(WsSession session, Throwable failure) {
    LOG.log(DEBUG, "A viewer of camera " + cameraId + " failed", failure);
    end();
  }

  private void end() {
    closed = true;
    thread.ifPresent(Thread::interrupt);
    writer.ifPresent(SocketWriter::clientClosed);
  }

  private void run(SocketWriter out) {
    try {
      new Watching(out).run();
    } catch (InterruptedException | UncheckedIOException | SocketWriterException e) {
      LOG.log(DEBUG, "A viewer of camera {0} is gone: {1}", cameraId, e.getMessage());
    } catch (ConfigException | RuntimeException e) {
      LOG.log(closed ? DEBUG : WARNING, "Serving a viewer of camera " + cameraId + " failed", e);
      out.close(WsCloseCodes.UNEXPECTED_CONDITION, "the box failed");
    }
  }

  /** What the viewer's thread does. */
  private final class Watching {

    private final SocketWriter out;
    private Optional<CameraState> told = Optional.empty();
    private long nextPingNanos = System.nanoTime() + PING_NANOS;

    Watching(SocketWriter out) {
      this.out = out;
    }

    void run() throws InterruptedException, ConfigException {
      while (!closed) {
        if (views.cameras().find(cameraId).isEmpty()) {
          write(() -> out.close(CAMERA_GONE, "the camera was removed"));
          return;
        }
        Optional<LiveStream> stream = views.streams().find(cameraId, StreamViews.MAIN);
        if (stream.isPresent()) {
          try (FragmentCursor cursor = stream.get().open()) {
            follow(cursor);
          }
        }
        // Disabled, or between two configurations.
        tend();
        Thread.sleep(LOOK_PERIOD);
      }
    }

    private void follow(FragmentCursor cursor) throws InterruptedException, ConfigException {
      while (!closed) {
        switch (cursor.next(LOOK_PERIOD)) {
          case CursorStep.Next(var fragment) -> write(() -> out.binary(fragment.bytes()));
          case CursorStep.Format(InitSegment init, long epoch) -> format(init);
          case CursorStep.Lagged(long from, long to) -> lagged(from, to);
          case CursorStep.Idle() -> {
            // Nothing came: look at the state.
          }
          case CursorStep.Ended() -> {
            return;
          }
        }
        tend();
      }
    }

    private void format(InitSegment init) {
      write(
          () -> {
            out.text(
                Json.createObjectBuilder()
                    .add("type", "format")
                    .add("mime", init.mimeType())
                    .add("width", init.width())
                    .add("height", init.height())
                    .build());
            out.binary(init.bytes());
          });
    }

    private void lagged(long from, long to) {
      write(
          () ->
              out.text(
                  Json.createObjectBuilder()
                      .add("type", "lagged")
                      .add("from", from)
                      .add("to", to)
                      .build()));
    }

    /**
     * Tells a new state; now and then, asks for a sign of life and looks whether the session still
     * stands.
     */
    private void tend() throws ConfigException {
      Optional<CameraState> state = views.health().camera(cameraId).map(known -> known.state());
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
      long now = System.nanoTime();
      if (now - nextPingNanos >= 0) {
        nextPingNanos = now + PING_NANOS;
        if (!views.access().stillValid(caller.orElseThrow())) {
          write(() -> out.close(SIGNED_OUT, "signed out"));
          closed = true;
          return;
        }
        write(out::ping);
      }
    }

    private void write(StuckWriters.Writing<RuntimeException> writing) {
      views.stuck().watch("A viewer of camera " + cameraId, writing);
    }
  }
}
