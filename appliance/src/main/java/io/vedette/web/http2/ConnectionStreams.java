package io.vedette.web.http2;

import io.helidon.http.HttpPrologue;
import io.helidon.http.http2.Http2Headers;
import io.helidon.http.http2.Http2Settings;
import io.helidon.http.http2.Http2StreamState;
import io.helidon.http.http2.Http2StreamWriter;
import io.helidon.http.http2.StreamFlowControl;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.Router;
import io.helidon.webserver.http2.spi.Http2SubProtocolSelector;
import io.helidon.webserver.http2.spi.SubProtocolResult;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The streams of one connection. Helidon asks on each stream's own thread, before anything else,
 * whether it is one of another protocol: so this learns of its thread and its window. Safe for use
 * by any thread.
 */
final class ConnectionStreams implements Http2SubProtocolSelector {

  private final ThreadLocal<StreamWindow> current;
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  /** Fair: the part of one viewer does not wait for the segment of another. */
  private final ReentrantLock turn = new ReentrantLock(true);

  /**
   * @param current where each stream's thread finds its window
   */
  ConnectionStreams(ThreadLocal<StreamWindow> current) {
    this.current = current;
  }

  @Override
  public SubProtocolResult subProtocol(
      ConnectionContext context,
      HttpPrologue prologue,
      Http2Headers headers,
      Http2StreamWriter writer,
      int streamId,
      Http2Settings serverSettings,
      Http2Settings clientSettings,
      StreamFlowControl flowControl,
      Http2StreamState state,
      Router router) {
    threads.removeIf(thread -> !thread.isAlive());
    threads.add(Thread.currentThread());
    current.set(new StreamWindow(turn, flowControl.outbound()));
    return NOT_SUPPORTED;
  }

  /** Interrupts those that still run. */
  boolean interrupt() {
    threads.removeIf(thread -> !thread.isAlive());
    threads.forEach(Thread::interrupt);
    return !threads.isEmpty();
  }
}
