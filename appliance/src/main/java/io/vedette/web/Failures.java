package io.vedette.web;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.vedette.config.ConfigException;
import java.io.UncheckedIOException;

/** Turns every failure into a problem: the one place that knows which status a failure has. */
final class Failures {

  private static final System.Logger LOG = System.getLogger(Failures.class.getName());
  private static final int TOO_MANY_REQUESTS = 429;

  private Failures() {}

  static void register(HttpRouting.Builder routing) {
    routing
        .error(ProblemException.class, (request, response, e) -> send(response, e.problem()))
        .error(
            HttpException.class,
            (request, response, e) -> send(response, problem(e.status(), e.getMessage())))
        .error(UncheckedIOException.class, Failures::broken)
        .error(Exception.class, Failures::unforeseen);
  }

  /** Failures that come before any route: requests that cannot be read, or that no route takes. */
  static DirectHandlers direct() {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
      handlers.addHandler(
          type,
          (request, event, status, headers, message) -> {
            headers.set(HeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE);
            return DirectHandler.TransportResponse.builder()
                .status(status)
                .headers(headers)
                .entity(problem(status, message).json())
                .keepAlive(event.keepAlive())
                .build();
          });
    }
    return handlers.build();
  }

  static void send(ServerResponse response, Problem problem) {
    response.status(Status.create(problem.status()));
    response.header(HeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE);
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    if (problem.status() == 401) {
      response.header(HeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"Vedette\"");
    }
    response.send(problem.json());
  }

  private static Problem of(ConfigException e) {
    return switch (e.reason()) {
      case DISK_FULL -> new Problem(507, "storage-full", "The box's disk is full", e.getMessage());
      case UNUSABLE ->
          new Problem(500, "storage-failed", "The box's database failed", e.getMessage());
    };
  }

  private static Problem problem(Status status, String message) {
    return switch (status.code()) {
      case 404 -> Problem.notFound("There is nothing at this address.");
      case 413 -> Problem.tooLarge(JsonBody.MAX_BYTES);
      case 500 -> Problem.internal();
      default ->
          new Problem(
              status.code(),
              status.code() == TOO_MANY_REQUESTS ? "too-many-attempts" : "bad-request",
              status.reasonPhrase(),
              message == null ? status.reasonPhrase() : message);
    };
  }

  /** The client went away while it was written to: nobody is there to be told. */
  private static void broken(
      ServerRequest request, ServerResponse response, UncheckedIOException e) {
    LOG.log(
        DEBUG, "{0} {1}: {2}", request.prologue().method(), request.path().path(), e.getMessage());
    throw new CloseConnectionException("the client is gone", e);
  }

  private static void unforeseen(ServerRequest request, ServerResponse response, Exception e) {
    if (e instanceof CloseConnectionException closed) {
      throw closed;
    }
    if (e instanceof ConfigException failed) {
      LOG.log(WARNING, failed.getMessage(), failed);
      send(response, of(failed));
      return;
    }
    LOG.log(WARNING, request.prologue().method() + " " + request.path().path() + " failed", e);
    if (response.isSent()) {
      throw new CloseConnectionException("failed in the middle of a response", e);
    }
    send(response, Problem.internal());
  }
}
