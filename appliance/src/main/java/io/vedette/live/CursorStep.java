package io.vedette.live;

import io.vedette.fragment.Fragment;
import io.vedette.fragment.InitSegment;

/** What a viewer does next. */
public sealed interface CursorStep {

  /**
   * Begin anew with this init segment; what follows needs it.
   *
   * @param init the init segment
   * @param epoch its number, unique within the stream and rising
   */
  record Format(InitSegment init, long epoch) implements CursorStep {}

  /** Show this. */
  record Next(Fragment fragment) implements CursorStep {}

  /**
   * The viewer was too slow: the fragments of these positions are gone. What follows begins with a
   * key frame.
   *
   * @param from the first position missed
   * @param to the position behind the last one missed
   */
  record Lagged(long from, long to) implements CursorStep {}

  /** Nothing came in the time given. */
  record Idle() implements CursorStep {}

  /** The stream has ended for good. */
  record Ended() implements CursorStep {}
}
