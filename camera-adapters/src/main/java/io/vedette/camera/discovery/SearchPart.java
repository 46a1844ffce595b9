package io.vedette.camera.discovery;

import java.net.InetAddress;
import java.util.List;

/** One of the means by which a round of searching looks for cameras. */
interface SearchPart extends AutoCloseable {

  /** By which means. */
  SightingSource source();

  /**
   * Begins to search, and returns at once; {@link Reports#over} says when it is done.
   *
   * @param networks where
   * @param hosts where else, one by one
   */
  void search(List<LocalNetwork> networks, List<InetAddress> hosts);

  /** Ends what is under way. Idempotent, never throws. */
  @Override
  default void close() {}
}
