package io.vedette.rtsp.server;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The sessions of a server, bounded in number. Its methods may be called from any thread. */
final class SessionTable {

  private static final int MAX_SESSIONS = 256;

  private final Map<String, RtspSession> sessions = new ConcurrentHashMap<>();
  private final Duration timeout;

  /** Sessions over UDP end when nobody has kept them alive for so long. */
  SessionTable(Duration timeout) {
    this.timeout = timeout;
  }

  Duration timeout() {
    return timeout;
  }

  boolean isFull() {
    return sessions.size() >= MAX_SESSIONS;
  }

  void add(RtspSession session) {
    sessions.put(session.id(), session);
  }

  /** The session that a {@code Session} value names, kept alive by being asked for. */
  Optional<RtspSession> find(String header) {
    Optional<RtspSession> session =
        Optional.ofNullable(sessions.get(header.split(";", 2)[0].strip()));
    session.ifPresent(RtspSession::keepAlive);
    return session;
  }

  boolean hasAnyOf(ServerConnection connection) {
    return sessions.values().stream().anyMatch(session -> session.isInterleavedIn(connection));
  }

  void end(RtspSession session) {
    sessions.remove(session.id());
    session.close();
  }

  /** Ends the sessions that live by this connection. */
  void endAllIn(ServerConnection connection) {
    endThose(session -> session.isInterleavedIn(connection));
  }

  void endExpired() {
    endThose(session -> session.isExpired(timeout));
  }

  void endAll() {
    endThose(session -> true);
  }

  private void endThose(Predicate<RtspSession> which) {
    sessions.values().stream().filter(which).forEach(this::end);
  }
}
