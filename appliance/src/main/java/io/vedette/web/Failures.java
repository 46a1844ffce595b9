package io.vedette.web;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import io.helidon.common.socket.SocketWriterException;
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
import java.io.IOException;
import java.io.UncheckedIOException;

/** Turns every failure into a problem: the one place that knows which status a failure has. */
final class Failures {

  private static final System.Logger LOG = System.getLogger(Failures.class.getName());
  private static final int TOO_MANY_REQUESTS = 429;

  private Failures() {}

  /**
   * What is left to the server itself: failures of its own handlers, such as that of the page's
   * files.
   */
  static void register(HttpRouting.Builder routing) {
    routing.error(
        HttpException.class,
        (request, response, e) -> {
          SecurityHeaders.add(response.headers());
          send(response, problem(e.status(), e.getMessage()));
        });
  }

  /** Runs a handler and turns whatever it throws into an answer; headers that it has set stay. */
  static void guard(Route.Handler handler, ServerRequest request, ServerResponse response) {
    try {
      handler.handle(request, response);
    } catch (ProblemException e) {
      send(response, e.problem());
    } catch (ConfigException e) {
      LOG.log(WARNING, e.getMessage(), e);
      send(response, of(e));
    } catch (IOException | UncheckedIOException | InterruptedException | SocketWriterException e) {
      // Nobody is there any more to be told.
      LOG.log(DEBUG, "{0} {1}: {2}", request.prologue().method(), request.path().path(), e);
      throw new CloseConnectionException("the client is gone", e);
    } catch (CloseConnectionException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.log(WARNING, request.prologue().method() + " " + request.path().path() + " failed", e);
      if (response.isSent() || response.bytesWritten() > 0) {
        throw new CloseConnectionException("failed in the middle of a response", e);
      }
      send(response, Problem.internal());
    }
  }

  /** Failures that come before any route: requests that cannot be read, or that no route takes. */
  static DirectHandlers direct() {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
      handlers.addHandler(
          type,
          (request, event, status, headers, message) -> {
            SecurityHeaders.add(headers);
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
}
