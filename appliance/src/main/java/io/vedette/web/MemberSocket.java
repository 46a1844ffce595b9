package io.vedette.web;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.socket.SocketWriterException;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.websocket.WsCloseCodes;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import io.vedette.config.ConfigException;
import io.vedette.security.Role;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/**
 * A WebSocket of somebody who is signed in: lets them in, runs a virtual thread of its own that
 * writes to them, and ends it with the connection.
 */
abstract class MemberSocket implements WsListener {

  private static final System.Logger LOG = System.getLogger(MemberSocket.class.getName());
  private static final long PING_NANOS = Duration.ofSeconds(20).toNanos();
  private static final int SIGNED_OUT = 4401;

  private final Access access;
  private final StuckWriters stuck;
  private Optional<Access.Caller> caller = Optional.empty();
  private Optional<SocketWriter> writer = Optional.empty();
  private Optional<Thread> thread = Optional.empty();
  private volatile boolean closed;
  private long nextPingNanos = System.nanoTime() + PING_NANOS;

  MemberSocket(StreamViews views) {
    this.access = views.access();
    this.stuck = views.stuck();
  }

  /** Who it is, for the log. */
  abstract String what();

  /**
   * Looks at what is asked for, before the connection is a WebSocket.
   *
   * @throws ProblemException if it is not there
   */
  abstract void admit(HttpPrologue prologue);

  /** Writes until it {@linkplain #isClosed is closed}. */
  abstract void serve(SocketWriter out) throws InterruptedException, ConfigException;

  /** Whether it is an administrator's. */
  boolean isAdministrators() {
    return caller.map(known -> known.session().role().includes(Role.ADMIN)).orElse(false);
  }

  boolean isClosed() {
    return closed;
  }

  /** Writes something; the connection is ended if that takes too long. */
  void write(StuckWriters.Writing<RuntimeException> writing) {
    stuck.watch(what(), writing);
  }

  /** Says goodbye and ends. */
  void bye(SocketWriter out, int code, String reason) {
    write(() -> out.close(code, reason));
    closed = true;
  }

  /**
   * Now and then asks for a sign of life and looks whether the session still stands; to be called
   * often.
   */
  void tend(SocketWriter out) throws ConfigException {
    if (System.nanoTime() - nextPingNanos >= 0) {
      nextPingNanos = System.nanoTime() + PING_NANOS;
      if (access.stillValid(caller.orElseThrow())) {
        write(out::ping);
      } else {
        bye(out, SIGNED_OUT, "signed out");
      }
    }
  }

  @Override
  public Optional<Headers> onHttpUpgrade(HttpPrologue prologue, Headers headers) {
    // What is thrown here is answered as it is for any request.
    try {
      caller = Optional.of(access.admitSocket(headers, Role.VIEWER));
    } catch (ConfigException e) {
      throw new ProblemException(Failures.problem(e));
    }
    admit(prologue);
    return Optional.empty();
  }

  @Override
  public void onOpen(WsSession session) {
    SocketWriter opened = new SocketWriter(session);
    writer = Optional.of(opened);
    thread = Optional.of(Thread.ofVirtual().name(what()).start(() -> run(opened)));
  }

  @Override
  public void onPing(WsSession session, BufferData buffer) {
    writer.ifPresent(open -> open.pong(buffer));
  }

  @Override
  public void onClose(WsSession session, int status, String reason) {
    end();
  }

  @Override
  public void onError(WsSession session, Throwable failure) {
    LOG.log(DEBUG, what() + " failed", failure);
    end();
  }

  private void end() {
    closed = true;
    thread.ifPresent(Thread::interrupt);
    writer.ifPresent(SocketWriter::clientClosed);
  }

  private void run(SocketWriter out) {
    try {
      serve(out);
    } catch (InterruptedException
        | UncheckedIOException
        | SocketWriterException
        | CloseConnectionException e) {
      LOG.log(DEBUG, "{0} is gone: {1}", what(), e.getMessage());
    } catch (ConfigException | RuntimeException e) {
      LOG.log(closed ? DEBUG : WARNING, "Serving " + what() + " failed", e);
      out.close(WsCloseCodes.UNEXPECTED_CONDITION, "the box failed");
    }
  }
}
