package io.vedette.live;

import io.vedette.fragment.InitSegment;
import java.util.Optional;

/**
 * Tells what a rendition will be that is made of another, and only while somebody watches it. Asked
 * by any thread.
 */
@FunctionalInterface
public interface Announcer {

  /**
   * What it will be.
   *
   * @param source init segment of the stream that it is made of
   * @return empty if it is not to be offered beside such a stream; it can be had all the same
   */
  Optional<Announcement> announce(InitSegment source);
}
