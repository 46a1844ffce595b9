package io.vedette.camera.discovery;

import static java.lang.System.Logger.Level.DEBUG;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/**
 * Closes a socket once its time is over, whatever it does then: a peer that sends a byte now and
 * then holds nobody for longer. Closing this in time calls it off.
 */
final class Deadline implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Deadline.class.getName());

  private final Thread timer;

  private Deadline(Thread timer) {
    this.timer = timer;
  }

  /** Gives a socket this long. */
  static Deadline of(Socket socket, Duration limit) {
    return new Deadline(
        Thread.ofVirtual()
            .name("discovery-deadline")
            .start(
                () -> {
                  try {
                    Thread.sleep(limit);
                    socket.close();
                  } catch (InterruptedException e) {
                    // In time.
                  } catch (IOException e) {
                    LOG.log(DEBUG, "The connection was broken before it was closed", e);
                  }
                }));
  }

  @Override
  public void close() {
    timer.interrupt();
  }
}
