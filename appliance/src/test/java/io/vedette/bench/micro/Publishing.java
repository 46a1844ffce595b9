package io.vedette.bench.micro;

import io.vedette.live.LiveStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Publishing pictures on a stream whose ring is full: the oldest leave, parts and segments are cut.
 */
@State(Scope.Thread)
public class Publishing {

  private static final int FULL = 1000;

  private final byte[] bytes = new byte[15_360];
  private LiveStream stream;
  private long next;

  /** Forty seconds of pictures, more than a ring keeps. */
  @Setup(Level.Iteration)
  public void fill() {
    stream = Pictures.stream();
    for (next = 0; next < FULL; next++) {
      stream.publish(Pictures.fragment(next, bytes));
    }
  }

  @Benchmark
  public void publish() {
    stream.publish(Pictures.fragment(next++, bytes));
  }
}
