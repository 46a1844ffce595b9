package io.vedette.camera.rtmp;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts connections that have not shown a key, so that nobody takes the places of all. Safe for
 * use by any thread.
 */
final class Strangers {

  private final int most;
  private final int mostOfOne;
  private final Map<String, Integer> counts = new HashMap<>();
  private int all;

  /**
   * Nobody is there.
   *
   * @param most places in all
   * @param mostOfOne places for one address, as {@link GuessLimit#key} tells them apart
   */
  Strangers(int most, int mostOfOne) {
    this.most = most;
    this.mostOfOne = mostOfOne;
  }

  /** Takes a place; whether there was one. */
  synchronized boolean enter(InetAddress address) {
    String key = GuessLimit.key(address);
    int before = counts.getOrDefault(key, 0);
    if (all >= most || before >= mostOfOne) {
      return false;
    }
    all++;
    counts.put(key, before + 1);
    return true;
  }

  /** Gives the place back. */
  synchronized void leave(InetAddress address) {
    all--;
    counts.computeIfPresent(GuessLimit.key(address), (_, count) -> count == 1 ? null : count - 1);
  }
}
