package io.vedette.discovery;

import static java.lang.System.Logger.Level.ERROR;

import io.vedette.camera.discovery.Discovery;
import io.vedette.camera.discovery.DiscoveryEvent;
import io.vedette.camera.discovery.DiscoverySettings;
import io.vedette.camera.discovery.Notice;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The one search for cameras of the box, for all who want to know of it. All methods are safe for
 * use by any thread.
 */
public final class DiscoveryBoard implements AutoCloseable {

  /** How many notices are kept. */
  static final int MOST_NOTICES = 32;

  private static final System.Logger LOG = System.getLogger(DiscoveryBoard.class.getName());

  private final InstantSource clock;
  private final List<Consumer<DiscoveryEvent>> followers = new CopyOnWriteArrayList<>();
  private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
  private final Deque<Notice> notices = new ArrayDeque<>();
  private final Discovery discovery;
  private boolean searching;
  private Optional<Instant> began = Optional.empty();
  private Optional<Instant> ended = Optional.empty();

  /**
   * Begins to listen for cameras that announce themselves.
   *
   * @throws IOException if the machine has no file descriptors left for it
   */
  public DiscoveryBoard(
      DiscoverySettings settings, Discovery.Networks networks, InstantSource clock)
      throws IOException {
    this.clock = clock;
    this.discovery = new Discovery(settings, networks, clock, this::take);
  }

  /**
   * Has every event told from now on, after {@link #state} shows it; on discovery's thread, so the
   * follower should return soon.
   */
  public void follow(Consumer<DiscoveryEvent> follower) {
    followers.add(follower);
  }

  /** Is run whenever {@link #state} may be another one, on the thread that makes it so. */
  public void watch(Runnable watcher) {
    watchers.add(watcher);
  }

  /** Is run no more. */
  public void unwatch(Runnable watcher) {
    watchers.remove(watcher);
  }

  /**
   * Begins a round, see {@link Discovery#search}.
   *
   * @return false if one is under way; then nothing is begun
   */
  public boolean search(Collection<? extends InetAddress> hosts) {
    boolean begun = begin(hosts);
    if (begun) {
      watchers.forEach(Runnable::run);
    }
    return begun;
  }

  private synchronized boolean begin(Collection<? extends InetAddress> hosts) {
    if (!discovery.search(hosts)) {
      return false;
    }
    searching = true;
    began = Optional.of(clock.instant());
    notices.clear();
    return true;
  }

  /** How the search stands at this moment. */
  public synchronized DiscoveryState state() {
    return new DiscoveryState(searching, began, ended, discovery.cameras(), List.copyOf(notices));
  }

  private void take(DiscoveryEvent event) {
    note(event);
    for (Consumer<DiscoveryEvent> follower : followers) {
      try {
        follower.accept(event);
      } catch (RuntimeException e) {
        LOG.log(ERROR, "A follower of discovery failed", e);
      }
    }
    watchers.forEach(Runnable::run);
  }

  private synchronized void note(DiscoveryEvent event) {
    switch (event) {
      case DiscoveryEvent.Noticed(Notice notice) -> {
        if (notices.size() == MOST_NOTICES) {
          notices.removeFirst();
        }
        notices.addLast(notice);
      }
      case DiscoveryEvent.SearchEnded _ -> {
        // The next round may have begun before the end of the last one was told.
        searching = discovery.isSearching();
        ended = Optional.of(clock.instant());
      }
      case DiscoveryEvent.Found _, DiscoveryEvent.Changed _, DiscoveryEvent.Lost _ -> {
        // Discovery has them.
      }
    }
  }

  /** Ends the search and the listening; nothing is told any more once this has returned. */
  @Override
  public void close() {
    discovery.close();
  }
}
