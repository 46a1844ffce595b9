package io.vedette.web;

import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.vedette.config.ConfigException;
import io.vedette.health.HardwareAside;
import io.vedette.health.HealthBoard;
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
  private final HealthBoard health;

  EncoderApi(Encoders encoders, HealthBoard health) {
    this.encoders = encoders;
    this.health = health;
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

  JsonObject json() {
    ProbeStatus status = encoders.status();
    ProbeResult result = status.result();
    String wanted = encoders.wanted();
    List<HardwareAside> aside = health.setAside();
    List<String> order = order(aside);
    JsonArrayBuilder names = Json.createArrayBuilder(order);
    JsonArrayBuilder absent = Json.createArrayBuilder();
    aside.forEach(one -> absent.add(json(one)));
    JsonArrayBuilder trials = Json.createArrayBuilder();
    status.trials().forEach(trial -> trials.add(json(trial)));
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add(ENCODER, wanted)
            .add("inUse", order.getFirst())
            .add("order", names)
            .add("setAside", absent)
            .add("warning", warning(objection(result, wanted, aside), order.getFirst()))
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

  /** What a new transcode tries: software is always among it. */
  private List<String> order(List<HardwareAside> aside) {
    return encoders.order().stream()
        .map(VideoEncoder::codecName)
        .filter(name -> aside.stream().noneMatch(one -> isEncoder(one, name)))
        .toList();
  }

  private static boolean isEncoder(HardwareAside one, String name) {
    return one.kind().equals(ENCODER) && one.name().equals(name);
  }

  /** What was chosen may have worked then and not any more. */
  private static String objection(ProbeResult result, String wanted, List<HardwareAside> aside) {
    String objection = EncoderChoice.objection(result, wanted);
    boolean isAside = aside.stream().anyMatch(one -> isEncoder(one, wanted));
    return objection.isEmpty() && isAside
        ? wanted + " failed while it was in use, and is set aside."
        : objection;
  }

  private static String warning(String objection, String first) {
    return objection.isEmpty() ? "" : objection + " The box uses " + first + ".";
  }

  private static JsonObjectBuilder json(HardwareAside one) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("kind", one.kind())
            .add("name", one.name())
            .add("reason", one.reason());
    return one.until().isPresent()
        ? json.add("until", one.until().get().toString())
        : json.addNull("until");
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
