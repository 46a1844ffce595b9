package io.vedette.hls;

import io.vedette.testing.Box;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Follows a camera's main rendition on a thread of its own and checks all that comes. */
public final class PlaylistWatch implements AutoCloseable {

  private final LowLatencyClient client;
  private final PlaylistRules rules = new PlaylistRules();
  private final Thread thread;
  private volatile boolean closed;
  private volatile String failure = "";

  /** Begins at once. */
  public PlaylistWatch(Box box, String cameraId) {
    client = new LowLatencyClient(box, cameraId, "main");
    thread = Thread.ofPlatform().daemon().name("playlists-" + cameraId).start(this::watch);
  }

  private void watch() {
    try {
      while (!closed) {
        client.step();
        synchronized (rules) {
          client.takePlaylists().forEach(rules::check);
        }
      }
    } catch (IOException | InterruptedException e) {
      failure = closed ? "" : "following the playlists failed: " + e;
    }
  }

  /** How many playlists were checked so far. */
  public int playlists() {
    synchronized (rules) {
      return rules.playlists();
    }
  }

  /** Rules that were broken so far, and what did not agree. */
  public List<String> broken() {
    synchronized (rules) {
      List<String> all = new ArrayList<>(rules.broken());
      all.addAll(client.wrong());
      if (!failure.isEmpty()) {
        all.add(failure);
      }
      return all;
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    client.close();
  }
}
