package io.vedette.web;

import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.onvif.EncoderPlan;
import io.vedette.config.CameraConfig;
import io.vedette.control.CameraControl;
import io.vedette.control.CameraEncoders;
import io.vedette.control.TuningPlan;
import io.vedette.web.Problem.FieldError;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code /api/v1/cameras/{id}/browser-friendly}: what would make a camera's streams ones that every
 * browser plays, and doing it.
 */
final class TuningApi {

  private static final String PLAN = "plan";

  private final CameraApi cameras;
  private final CameraControl control;

  TuningApi(CameraApi cameras, CameraControl control) {
    this.cameras = cameras;
    this.control = control;
  }

  void show(ServerRequest request, ServerResponse response) {
    CameraConfig camera = cameras.find(request);
    try {
      Replies.json(response, Status.OK_200, json(encoders(camera).plan()));
    } catch (CameraException e) {
      throw failed(camera, e);
    }
  }

  void apply(ServerRequest request, ServerResponse response) {
    CameraConfig camera = cameras.find(request);
    String plan = plan(JsonBody.read(request));
    try {
      TuningPlan rest =
          encoders(camera)
              .apply(plan)
              .orElseThrow(() -> new ProblemException(Problem.planChanged()));
      Replies.json(response, Status.OK_200, json(rest));
    } catch (CameraException e) {
      throw failed(camera, e);
    }
  }

  private CameraEncoders encoders(CameraConfig camera) throws CameraException {
    return control
        .encoders(camera.id())
        .orElseThrow(
            () ->
                new CameraException(
                    Reason.REFUSED,
                    "connect",
                    "only an enabled camera that the box reads from a network has encoders that it"
                        + " could set"));
  }

  private static String plan(JsonObject body) {
    List<FieldError> errors = new ArrayList<>(FieldError.unknown("", body, Set.of(PLAN)));
    if (!(body.get(PLAN) instanceof JsonString)) {
      errors.add(new FieldError(PLAN, "The plan that was looked at, as a string."));
    }
    if (!errors.isEmpty()) {
      throw new ProblemException(Problem.invalidChoice(errors));
    }
    return body.getString(PLAN);
  }

  private static ProblemException failed(CameraConfig camera, CameraException e) {
    return new ProblemException(Problem.cameraFailed(camera.name(), e.getMessage()));
  }

  private static JsonObject json(TuningPlan plan) {
    JsonArrayBuilder encoders = Json.createArrayBuilder();
    for (EncoderPlan encoder : plan.encoders()) {
      encoders.add(
          Json.createObjectBuilder()
              .add("token", encoder.configuration().token())
              .add("name", encoder.configuration().name())
              .add("changes", Json.createArrayBuilder(encoder.changes()))
              .add("shortfalls", Json.createArrayBuilder(encoder.shortfalls())));
    }
    return Json.createObjectBuilder()
        .add(PLAN, plan.id())
        .add("needed", plan.isNeeded())
        .add("encoders", encoders)
        .build();
  }
}
