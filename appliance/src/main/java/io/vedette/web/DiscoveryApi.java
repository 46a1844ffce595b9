package io.vedette.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.vedette.camera.CameraAddress;
import io.vedette.discovery.CameraFinding;
import io.vedette.discovery.KnownCamera;
import io.vedette.discovery.TrialOutcome;
import io.vedette.web.Problem.FieldError;
import jakarta.json.JsonObject;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** {@code /api/v1/discovery}: finding cameras, and trying them before they are added. */
final class DiscoveryApi {

  private final CameraFinding search;
  private final Cameras cameras;

  DiscoveryApi(CameraFinding search, Cameras cameras) {
    this.search = search;
    this.cameras = cameras;
  }

  void show(ServerRequest request, ServerResponse response) {
    Replies.json(response, Status.OK_200, json());
  }

  /** One that is under way is as good as a new one. */
  void begin(ServerRequest request, ServerResponse response) {
    search.board().search(known());
    Replies.json(response, Status.ACCEPTED_202, json());
  }

  /** Where the box's cameras are, as far as that is told by numbers. */
  private List<InetAddress> known() {
    return cameras.all().stream()
        .flatMap(
            camera ->
                camera.address() instanceof CameraAddress.Rtsp(URI url, _)
                    ? KnownCamera.literal(url.getHost()).stream()
                    : Optional.<InetAddress>empty().stream())
        .toList();
  }

  void attempt(ServerRequest request, ServerResponse response) throws InterruptedException {
    String id = id(request);
    JsonObject body =
        request.content().hasEntity() ? JsonBody.read(request) : JsonObject.EMPTY_JSON_OBJECT;
    TrialInput input = TrialInput.read(body);
    switch (search.trials().attempt(id, input.credentials(), input.foreign())) {
      case TrialOutcome.Tried(var result) ->
          Replies.json(response, Status.OK_200, DiscoveryJson.of(id, result));
      case TrialOutcome.Unknown _ -> throw notFound(id);
      case TrialOutcome.Foreign(InetAddress address) ->
          throw new ProblemException(Problem.foreignCamera(address.getHostAddress()));
      case TrialOutcome.UnderWay _ -> throw new ProblemException(Problem.trialRunning());
      case TrialOutcome.Busy _ -> {
        response.header(HeaderNames.RETRY_AFTER, "5");
        throw new ProblemException(Problem.tooManyTrials());
      }
    }
  }

  void picture(ServerRequest request, ServerResponse response) {
    String id = id(request);
    byte[] jpeg =
        search
            .trials()
            .picture(id)
            .orElseThrow(
                () ->
                    new ProblemException(
                        Problem.notFound(
                            "There is no picture of a camera " + FieldError.excerpt(id) + ".")));
    response.header(HeaderNames.CONTENT_TYPE, "image/jpeg");
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    response.send(jpeg);
  }

  private static ProblemException notFound(String id) {
    return new ProblemException(
        Problem.notFound("No camera " + FieldError.excerpt(id) + " has been found."));
  }

  private static String id(ServerRequest request) {
    return request.path().pathParameters().get("id");
  }

  private JsonObject json() {
    return DiscoveryJson.of(search.board().state(), cameras.all());
  }
}
