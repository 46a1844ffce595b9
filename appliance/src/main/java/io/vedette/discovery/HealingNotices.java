package io.vedette.discovery;

import io.vedette.config.CameraConfig;
import io.vedette.health.HealthBoard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What people are told of cameras that have moved: the last move for as long as the camera is there
 * and the box runs, and a doubt for as long as it is missed. Used by one thread.
 */
final class HealingNotices {

  /**
   * A move.
   *
   * @param to the address that the camera has by it
   * @param what it, in words
   */
  private record Move(String to, String what) {}

  private final HealthBoard health;
  private final Map<String, Move> moves = new HashMap<>();
  private final Map<String, String> doubts = new HashMap<>();

  HealingNotices(HealthBoard health) {
    this.health = health;
  }

  /** A camera has moved. */
  void moved(String id, String to, String what) {
    moves.put(id, new Move(to, what));
    doubts.remove(id);
    show(id);
  }

  /** Something keeps a camera from being found, or moved. */
  void doubt(String id, String what) {
    if (!what.equals(doubts.put(id, what))) {
      show(id);
    }
  }

  /**
   * Forgets what is over.
   *
   * @param cameras the configuration
   * @param missing whoever does not answer
   */
  void update(List<CameraConfig> cameras, Set<String> missing) {
    Map<String, String> hosts = new HashMap<>();
    cameras.forEach(
        camera -> CameraHost.of(camera).ifPresent(host -> hosts.put(camera.id(), host.name())));
    Set<String> over = new HashSet<>();
    moves.forEach(
        (id, move) -> {
          if (!move.to.equals(hosts.get(id))) {
            over.add(id);
          }
        });
    moves.keySet().removeAll(over);
    doubts.keySet().stream().filter(id -> !missing.contains(id)).forEach(over::add);
    doubts.keySet().retainAll(missing);
    over.forEach(this::show);
  }

  private void show(String id) {
    List<String> notices = new ArrayList<>();
    if (moves.containsKey(id)) {
      notices.add(moves.get(id).what);
    }
    if (doubts.containsKey(id)) {
      notices.add(doubts.get(id));
    }
    health.device(id, facts -> facts.withNotices(notices));
  }
}
