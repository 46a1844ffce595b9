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
import io.vedette.config.CameraConfig;
import io.vedette.config.ConfigException;
import io.vedette.health.HealthBoard;
import io.vedette.health.HealthChange;
import io.vedette.security.Role;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * {@code /api/v1/feed}: the status feed. One snapshot, then each camera that changed, as it is by
 * the time it is sent.
 */
final class FeedSocket implements WsListener {

  private static final System.Logger LOG = System.getLogger(FeedSocket.class.getName());
  private static final Duration TICK = Duration.ofSeconds(2);
  private static final long PING_NANOS = Duration.ofSeconds(20).toNanos();
  private static final int SIGNED_OUT = 4401;

  private final StreamViews views;
  private final ChangedIds changed = new ChangedIds();
  private Optional<Access.Caller> caller = Optional.empty();
  private Optional<SocketWriter> writer = Optional.empty();
  private Optional<Thread> thread = Optional.empty();
  private volatile boolean closed;

  FeedSocket(StreamViews views) {
    this.views = views;
  }

  @Override
  public Optional<Headers> onHttpUpgrade(HttpPrologue prologue, Headers headers)
      throws WsUpgradeException {
    // Refused here, the request goes on to the ordinary route at the same path, which tells why.
    try {
      caller = Optional.of(views.access().admitSocket(headers, Role.VIEWER));
      return Optional.empty();
    } catch (ProblemException | ConfigException e) {
      throw new WsUpgradeException(e.getMessage());
    }
  }

  @Override
  public void onOpen(WsSession session) {
    SocketWriter opened = new SocketWriter(session);
    writer = Optional.of(opened);
    thread = Optional.of(Thread.ofVirtual().name("feed").start(() -> run(opened)));
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
    LOG.log(DEBUG, "A reader of the feed failed", failure);
    end();
  }

  private void end() {
    closed = true;
    thread.ifPresent(Thread::interrupt);
    writer.ifPresent(SocketWriter::clientClosed);
  }

  private void run(SocketWriter out) {
    Consumer<List<CameraConfig>> configs = all -> all.forEach(camera -> changed.add(camera.id()));
    try (HealthBoard.Subscription _ = views.health().subscribe(this::healthChanged)) {
      views.cameras().follow(configs);
      feed(out);
    } catch (InterruptedException | UncheckedIOException | SocketWriterException e) {
      LOG.log(DEBUG, "A reader of the feed is gone: {0}", e.getMessage());
    } catch (ConfigException | RuntimeException e) {
      LOG.log(closed ? DEBUG : WARNING, "Serving a reader of the feed failed", e);
      out.close(WsCloseCodes.UNEXPECTED_CONDITION, "the box failed");
    } finally {
      views.cameras().unfollow(configs);
    }
  }

  private void healthChanged(HealthChange change) {
    switch (change) {
      case HealthChange.Changed(var camera) -> changed.add(camera.cameraId());
      case HealthChange.Removed(String id) -> changed.add(id);
    }
  }

  private void feed(SocketWriter out) throws InterruptedException, ConfigException {
    changed.take(Duration.ZERO);
    JsonArrayBuilder all = Json.createArrayBuilder();
    views.cameras().all().forEach(camera -> all.add(json(camera)));
    write(out, Json.createObjectBuilder().add("type", "snapshot").add("cameras", all).build());
    long nextPing = System.nanoTime() + PING_NANOS;
    while (!closed) {
      Set<String> ids = changed.take(TICK);
      for (String id : ids) {
        write(out, message(id));
      }
      if (ids.isEmpty()) {
        write(out, Json.createObjectBuilder().add("type", "tick").build());
      }
      if (System.nanoTime() - nextPing >= 0) {
        nextPing = System.nanoTime() + PING_NANOS;
        if (!views.access().stillValid(caller.orElseThrow())) {
          out.close(SIGNED_OUT, "signed out");
          return;
        }
        views.stuck().watch("A reader of the feed", out::ping);
      }
    }
  }

  private JsonObject message(String id) {
    Optional<CameraConfig> camera = views.cameras().find(id);
    return camera.isPresent()
        ? Json.createObjectBuilder().add("type", "camera").add("camera", json(camera.get())).build()
        : Json.createObjectBuilder().add("type", "removed").add("id", id).build();
  }

  private void write(SocketWriter out, JsonObject message) {
    views.stuck().watch("A reader of the feed", () -> out.text(message));
  }

  private JsonObject json(CameraConfig camera) {
    return CameraJson.of(camera, views.health().camera(camera.id()));
  }
}
