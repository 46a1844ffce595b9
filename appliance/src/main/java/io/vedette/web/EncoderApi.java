package io.vedette.web;

import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.vedette.config.ConfigException;
import io.vedette.transcode.probe.EncoderChoice;
import io.vedette.transcode.probe.ProbeResult;
import io.vedette.transcode.probe.ProbeStatus;
import io.vedette.transcode.probe.TrialResult;
import io.vedette.transcode.video.VideoEncoder;
import io.vedette.web.Problem.FieldError;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code /api/v1/encoders}. */
final class EncoderApi {

  private static final String ENCODER = "encoder";

  private final Encoders encoders;

  EncoderApi(Encoders encoders) {
    this.encoders = encoders;
  }

  void show(ServerRequest request, ServerResponse response) {
    Replies.json(response, Status.OK_200, json());
  }

  void probe(ServerRequest request, ServerResponse response) {
    if (!encoders.probe()) {
      throw new ProblemException(Problem.probeRunning());
    }
    Replies.json(response, Status.ACCEPTED_202, json());
  }

  void choose(ServerRequest request, ServerResponse response) throws ConfigException {
    JsonObject body = JsonBody.read(request);
    List<FieldError> errors = new ArrayList<>(FieldError.unknown("", body, Set.of(ENCODER)));
    JsonValue encoder = body.get(ENCODER);
    if (encoder != null && !(encoder instanceof JsonString)) {
      errors.add(new FieldError(ENCODER, "\"auto\" or the name of an encoder, as a string."));
    }
    if (!errors.isEmpty()) {
      throw new ProblemException(Problem.invalidChoice(errors));
    }
    if (encoder instanceof JsonString name) {
      encoders.choose(name.getString());
    }
    Replies.json(response, Status.OK_200, json());
  }

  private JsonObject json() {
    ProbeStatus status = encoders.status();
    ProbeResult result = status.result();
    String wanted = encoders.wanted();
    List<VideoEncoder> order = encoders.order();
    JsonArrayBuilder names = Json.createArrayBuilder();
    order.forEach(encoder -> names.add(encoder.codecName()));
    JsonArrayBuilder trials = Json.createArrayBuilder();
    status.trials().forEach(trial -> trials.add(json(trial)));
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add(ENCODER, wanted)
            .add("inUse", order.getFirst().codecName())
            .add("order", names)
            .add("warning", warning(result, wanted, order.getFirst()))
            .add("running", status.running())
            .add("current", status.current())
            .add("done", status.done())
            .add("total", status.total())
            .add("fingerprint", result.fingerprint());
    if (result.isDone()) {
      json.add("testedAt", result.finishedAt().toString());
    } else {
      json.add("testedAt", JsonValue.NULL);
    }
    return json.add("candidates", trials).build();
  }

  /** What was chosen may have worked then and not any more. */
  private static String warning(ProbeResult result, String wanted, VideoEncoder first) {
    String objection = EncoderChoice.objection(result, wanted);
    return objection.isEmpty() ? "" : objection + " The box uses " + first.codecName() + ".";
  }

  private static JsonObjectBuilder json(TrialResult trial) {
    return Json.createObjectBuilder()
        .add("kind", Encoders.kind(trial.candidate()))
        .add("name", trial.candidate().name())
        .add("hardware", trial.candidate().isHardware())
        .add("works", trial.works())
        .add("fps720", rounded(trial.fps720()))
        .add("fps1080", rounded(trial.fps1080()))
        .add("reason", trial.reason());
  }

  private static double rounded(double fps) {
    return Math.round(fps * 10) / 10.0;
  }
}
