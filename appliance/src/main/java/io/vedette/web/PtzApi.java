package io.vedette.web;

import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.onvif.PanTiltZoom.Preset;
import io.vedette.control.CameraControl;
import io.vedette.control.CameraMotors;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;

/** {@code /api/v1/cameras/{id}/ptz}. Waits for the camera. */
final class PtzApi {

  private final CameraApi cameras;
  private final CameraControl control;

  PtzApi(CameraApi cameras, CameraControl control) {
    this.cameras = cameras;
    this.control = control;
  }

  void show(ServerRequest request, ServerResponse response) throws CameraException {
    JsonArrayBuilder presets = Json.createArrayBuilder();
    for (Preset preset : motors(request).presets()) {
      presets.add(json(preset));
    }
    Replies.json(
        response, Status.OK_200, Json.createObjectBuilder().add("presets", presets).build());
  }

  void command(ServerRequest request, ServerResponse response) throws CameraException {
    CameraMotors motors = motors(request);
    switch (new CommandInput(JsonBody.read(request)).motors()) {
      case PtzCommand.Move(var speed, var most) -> motors.move(speed, most);
      case PtzCommand.Stop() -> motors.stop();
      case PtzCommand.Step(var way) -> motors.step(way);
      case PtzCommand.GoTo(String preset) -> motors.goTo(preset);
      case PtzCommand.Forget(String preset) -> motors.forget(preset);
      case PtzCommand.Home() -> motors.home();
      case PtzCommand.Remember(String name) -> {
        Replies.json(response, Status.CREATED_201, json(new Preset(motors.remember(name), name)));
        return;
      }
    }
    Replies.nothing(response);
  }

  private static JsonObject json(Preset preset) {
    return Json.createObjectBuilder()
        .add("token", preset.token())
        .add("name", preset.name())
        .build();
  }

  private CameraMotors motors(ServerRequest request) throws CameraException {
    return control
        .motors(cameras.find(request).id())
        .orElseThrow(
            () ->
                new CameraException(
                    Reason.REFUSED, "pan, tilt, zoom", "the camera cannot be turned"));
  }
}
