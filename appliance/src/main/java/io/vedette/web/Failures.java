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
import io.vedette.camera.CameraException;
import io.vedette.config.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Turns every failure into a problem: the one place that knows which status a failure has. */
final class Failures {

  private static final System.Logger LOG = System.getLogger(Failures.class.getName());
  private static final int UNAUTHORIZED = 401;
  private static final int TOO_MANY_REQUESTS = 429;

  private static final String BEARER = "Bearer realm=\"Vedette\"";
  private static final String BASIC = "Basic realm=\"Vedette\", charset=\"UTF-8\"";

  private Failures() {}

  /**
   * What is left to the server itself: failures of its own handlers, such as that of the page's
   * files, and WebSockets that are not let in.
   */
  static void register(HttpRouting.Builder routing) {
    routing.error(
        ProblemException.class, (request, response, e) -> refuse(request, response, e.problem()));
    routing.error(
        HttpException.class,
        (request, response, e) -> {
          if (e.status().code() == Status.NOT_MODIFIED_304.code()) {
            // How the page's files say that the browser has them: no failure, and no content.
            SecurityHeaders.add(response.headers());
            WebSide.addCaching(request.path().path(), response.headers());
            e.headers().forEach(response.headers()::set);
            response.status(e.status());
            response.send();
          } else {
            send(response, problem(e.status(), e.getMessage()));
          }
        });
  }

  /** Runs a handler and turns whatever it throws into an answer; headers that it has set stay. */
  static void guard(Route.Handler handler, ServerRequest request, ServerResponse response) {
    try {
      handler.handle(request, response);
    } catch (ProblemException e) {
      refuse(request, response, e.problem());
    } catch (ConfigException e) {
      send(response, problem(e));
    } catch (CameraException e) {
      send(response, problem(e));
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

  private static void refuse(ServerRequest request, ServerResponse response, Problem problem) {
    if (problem.status() == UNAUTHORIZED) {
      challenge(request, response);
    }
    send(response, problem);
  }

  /**
   * Says how to sign in. Players keep what stands before the host in an address to themselves until
   * they are asked for it (RFC 7617); a browser would ask its user, for any picture in our page
   * whose session has ended, and all browsers call themselves Mozilla.
   */
  private static void challenge(ServerRequest request, ServerResponse response) {
    boolean player =
        request.path().path().startsWith("/streams/")
            && !request
                .headers()
                .value(HeaderNames.USER_AGENT)
                .map(agent -> agent.startsWith("Mozilla/"))
                .orElse(false);
    if (player) {
      response.header(HeaderNames.WWW_AUTHENTICATE, BASIC, BEARER);
    } else {
      response.header(HeaderNames.WWW_AUTHENTICATE, BEARER);
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
    SecurityHeaders.add(response.headers());
    response.status(Status.create(problem.status()));
    response.header(HeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE);
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    response.send(problem.json());
  }

  /** What is told of a failure of the database, which is logged. */
  static Problem problem(ConfigException e) {
    LOG.log(WARNING, e.getMessage(), e);
    return switch (e.reason()) {
      case DISK_FULL -> new Problem(507, "storage-full", "The box's disk is full", e.getMessage());
      case UNUSABLE ->
          new Problem(500, "storage-failed", "The box's database failed", e.getMessage());
    };
  }

  /** What is told of a camera that does not do what it was asked to. */
  static Problem problem(CameraException e) {
    return switch (e.reason()) {
      case REFUSED, UNSUPPORTED_MEDIA ->
          new Problem(409, "camera-refuses", "The camera says no", e.getMessage());
      case UNAUTHORIZED, CLEAR_TEXT ->
          new Problem(409, "camera-denies", "The camera does not let the box", e.getMessage());
      case BUSY, STARTING, STOPPED ->
          new Problem(503, "camera-busy", "The camera is busy", e.getMessage());
      case UNREACHABLE, STALLED, CLOSED, AWAITED ->
          new Problem(504, "camera-unreachable", "The camera does not answer", e.getMessage());
      case NOT_FOUND, PROTOCOL, TRANSPORT, CERTIFICATE_CHANGED, OTHER_DEVICE ->
          new Problem(
              502, "camera-failed", "The camera does not answer as it should", e.getMessage());
    };
  }

  private static Problem problem(Status status, String message) {
    return switch (status.code()) {
      // Helidon itself looks at the origin of a WebSocket, and forbids nothing else.
      case 403 -> Problem.foreignOrigin("it is not that of this address");
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
