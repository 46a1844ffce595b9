package io.vedette.live;

import io.vedette.fragment.Fragment;
import io.vedette.fragment.InitSegment;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Fragments of a stream of 25 pictures a second. */
final class Fragments {

  static final InitSegment INIT =
      new InitSegment(
          new byte[] {1},
          "avc1.64001f",
          1280,
          720,
          OptionalDouble.empty(),
          false,
          Optional.empty(),
          List.of());
  static final long FRAME_NANOS = 40_000_000;

  private Fragments() {}

  /** Picture number {@code n}, which comes when its time has come; of some size. */
  static Fragment picture(long n, boolean key, int bytes) {
    return new Fragment(
        n, 1, true, key, n * FRAME_NANOS, FRAME_NANOS, new byte[bytes], n * FRAME_NANOS, 0);
  }

  /** Publishes pictures; every {@code gop}-th is a key frame. */
  static void publish(LiveStream stream, long from, long to, int gop, int bytes) {
    for (long n = from; n < to; n++) {
      stream.publish(picture(n, n % gop == 0, bytes));
    }
  }
}
