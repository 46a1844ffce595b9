package io.vedette.camera.simulated;

import java.awt.Graphics2D;

/**
 * A drawn place, 1280 units wide and 720 high, whatever the size of the picture. What it shows at a
 * time depends on the time alone; used by many threads at once.
 */
interface Scene {

  /** Width of every scene in its own units. */
  double WIDTH = 1280;

  /** Height of every scene in its own units. */
  double HEIGHT = 720;

  /** Seconds after which everything that moves is where it was. */
  double LOOP_SECONDS = 60;

  /** What the place is called, in capital letters. */
  String name();

  /** Paints what never moves. */
  void paintBackground(Backdrop backdrop);

  /**
   * Paints what moves over the background.
   *
   * @param seconds time in the loop, from 0 to below {@link #LOOP_SECONDS}
   */
  void paintMoving(Graphics2D g, double seconds);
}
