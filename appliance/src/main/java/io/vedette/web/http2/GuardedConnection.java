package io.vedette.web.http2;

import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.spi.ServerConnection;
import java.time.Duration;

/**
 * A connection that leaves no stream behind. Helidon forgets the streams of a connection that has
 * ended: one that waits for the rest of its request would wait for ever, and anybody may begin as
 * many as they like, since signing in takes a body.
 */
final class GuardedConnection implements ServerConnection, InterruptableTask<Void> {

  /** Within this, a stream that waits for nothing ends by itself, and is not disturbed. */
  private static final Duration GRACE = Duration.ofSeconds(20);

  /** A stream forgets an interrupt when it reads once more, so one may not suffice. */
  private static final Duration AGAIN = Duration.ofMillis(100);

  private final ServerConnection connection;
  private final ConnectionStreams streams;

  GuardedConnection(ServerConnection connection, ConnectionStreams streams) {
    this.connection = connection;
    this.streams = streams;
  }

  @Override
  public void handle(Limit limit) throws InterruptedException {
    try {
      connection.handle(limit);
    } finally {
      Thread.ofVirtual().name("http2-streams-end").start(this::endStreams);
    }
  }

  private void endStreams() {
    try {
      Thread.sleep(GRACE);
      while (streams.interrupt()) {
        Thread.sleep(AGAIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean canInterrupt() {
    return connection instanceof InterruptableTask<?> task && task.canInterrupt();
  }

  @Override
  public Duration idleTime() {
    return connection.idleTime();
  }

  @Override
  public void close(boolean interrupt) {
    connection.close(interrupt);
  }
}
