package io.vedette.rendition;

import io.vedette.fragment.Fragment;
import java.util.OptionalLong;

/**
 * How far a rendition has come. Whatever makes it begins with a key frame of the source's, which
 * may lie before what viewers have seen already; nothing is to go back. Used by one run after the
 * other.
 */
final class Progress {

  private OptionalLong pictureNanos = OptionalLong.empty();
  private long soundNanos = Long.MIN_VALUE;

  /** The time of the last picture; empty if there was none. */
  OptionalLong pictureNanos() {
    return pictureNanos;
  }

  /**
   * Takes the next fragment. Pictures have to follow each other; sound that does not is refused.
   *
   * @return whether it is to be published
   */
  boolean takes(Fragment fragment) {
    if (fragment.video()) {
      pictureNanos = OptionalLong.of(fragment.timeNanos());
      return true;
    }
    if (fragment.timeNanos() <= soundNanos) {
      return false;
    }
    soundNanos = fragment.timeNanos();
    return true;
  }
}
