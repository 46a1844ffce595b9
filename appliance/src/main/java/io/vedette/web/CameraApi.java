package io.vedette.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.vedette.config.CameraConfig;
import io.vedette.config.ConfigException;
import io.vedette.health.HealthBoard;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/** {@code /api/v1/cameras}. */
final class CameraApi {

  private final Cameras cameras;
  private final HealthBoard health;

  CameraApi(Cameras cameras, HealthBoard health) {
    this.cameras = cameras;
    this.health = health;
  }

  void list(ServerRequest request, ServerResponse response) {
    JsonArrayBuilder list = Json.createArrayBuilder();
    cameras.all().forEach(camera -> list.add(json(camera)));
    Replies.json(response, Status.OK_200, Json.createObjectBuilder().add("cameras", list).build());
  }

  void get(ServerRequest request, ServerResponse response) {
    Replies.json(response, Status.OK_200, json(find(request)));
  }

  void add(ServerRequest request, ServerResponse response) throws ConfigException {
    CameraConfig camera = CameraInput.create(cameras.newId(), JsonBody.read(request));
    cameras.add(camera);
    response.header(HeaderNames.LOCATION, "/api/v1/cameras/" + camera.id());
    Replies.json(response, Status.CREATED_201, withKey(request, camera));
  }

  void newStreamKey(ServerRequest request, ServerResponse response) throws ConfigException {
    String id = id(request);
    CameraConfig camera = cameras.newStreamKey(id).orElseThrow(() -> noSuchCamera(id));
    Replies.json(response, Status.OK_200, withKey(request, camera));
  }

  /** With its stream key, where it has one: it has just been made and is not shown again. */
  private JsonObject withKey(ServerRequest request, CameraConfig camera) {
    JsonObjectBuilder json = Json.createObjectBuilder(json(camera));
    camera
        .streamKey()
        .map(key -> PushTarget.of(request, cameras.rtmpPort(), key))
        .ifPresent(target -> json.add("push", target.json()));
    return json.build();
  }

  void change(ServerRequest request, ServerResponse response) throws ConfigException {
    String id = id(request);
    CameraConfig camera =
        cameras.change(id, JsonBody.read(request)).orElseThrow(() -> noSuchCamera(id));
    Replies.json(response, Status.OK_200, json(camera));
  }

  void remove(ServerRequest request, ServerResponse response) throws ConfigException {
    String id = id(request);
    if (!cameras.remove(id)) {
      throw noSuchCamera(id);
    }
    Replies.nothing(response);
  }

  /** The camera that the path names. */
  CameraConfig find(ServerRequest request) {
    String id = id(request);
    return cameras.find(id).orElseThrow(() -> noSuchCamera(id));
  }

  static ProblemException noSuchCamera(String id) {
    return new ProblemException(Problem.notFound("There is no camera " + id + "."));
  }

  private static String id(ServerRequest request) {
    return request.path().pathParameters().get("id");
  }

  private JsonObject json(CameraConfig camera) {
    return CameraJson.of(camera, health.camera(camera.id()));
  }
}
