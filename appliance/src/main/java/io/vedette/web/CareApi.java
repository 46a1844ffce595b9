package io.vedette.web;

import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.onvif.Maintenance.Relay;
import io.vedette.camera.onvif.NtpSettings;
import io.vedette.control.CameraCare;
import io.vedette.control.CameraControl;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.List;

/** What is set in a camera, below {@code /api/v1/cameras/{id}}. Waits for the camera. */
final class CareApi {

  private final CameraApi cameras;
  private final CameraControl control;

  CareApi(CameraApi cameras, CameraControl control) {
    this.cameras = cameras;
    this.control = control;
  }

  void relays(ServerRequest request, ServerResponse response) throws CameraException {
    JsonArrayBuilder relays = Json.createArrayBuilder();
    for (Relay relay : care(request).relays()) {
      relays.add(
          Json.createObjectBuilder().add("token", relay.token()).add("bistable", relay.bistable()));
    }
    Replies.json(response, Status.OK_200, Json.createObjectBuilder().add("relays", relays).build());
  }

  void ntp(ServerRequest request, ServerResponse response) throws CameraException {
    Replies.json(response, Status.OK_200, json(care(request).ntp()));
  }

  void useNtp(ServerRequest request, ServerResponse response) throws CameraException {
    CameraCare care = care(request);
    List<String> servers = NtpInput.read(JsonBody.read(request));
    Replies.json(response, Status.OK_200, json(care.useNtp(servers)));
  }

  private static JsonObject json(NtpSettings ntp) {
    return Json.createObjectBuilder()
        .add("used", ntp.used())
        .add("fromDhcp", ntp.fromDhcp())
        .add("servers", Json.createArrayBuilder(ntp.servers()))
        .build();
  }

  void command(ServerRequest request, ServerResponse response) throws CameraException {
    CameraCare care = care(request);
    switch (new CommandInput(JsonBody.read(request)).maintenance()) {
      case MaintenanceCommand.SetClock() -> care.setClock();
      case MaintenanceCommand.Reboot() -> care.reboot();
      case MaintenanceCommand.SetRelay(String relay, boolean active) ->
          care.setRelay(relay, active);
    }
    Replies.nothing(response);
  }

  private CameraCare care(ServerRequest request) throws CameraException {
    return control
        .care(cameras.find(request).id())
        .orElseThrow(
            () ->
                new CameraException(
                    Reason.REFUSED, "connect", "the camera has nothing that could be set"));
  }
}
