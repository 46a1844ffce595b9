package io.vedette.web;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.vedette.config.ConfigException;
import io.vedette.config.RenditionProfile;
import io.vedette.health.HealthBoard;
import io.vedette.health.TranscodeLoad;
import io.vedette.health.TranscodeRefusals;
import io.vedette.web.Problem.FieldError;
import io.vedette.web.Profiles.Expected;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/** {@code /api/v1/transcoding}: which renditions the box makes, and what when it cannot. */
final class TranscodingApi {

  private final Profiles profiles;
  private final HealthBoard health;

  TranscodingApi(Profiles profiles, HealthBoard health) {
    this.profiles = profiles;
    this.health = health;
  }

  void show(ServerRequest request, ServerResponse response) {
    JsonArrayBuilder list = Json.createArrayBuilder();
    profiles.all().forEach(profile -> list.add(json(profile)));
    JsonObjectBuilder body =
        Json.createObjectBuilder()
            .add("overBudget", profiles.overBudget().id())
            .add("profiles", list)
            .add("load", json(health.load()));
    Replies.json(response, Status.OK_200, body.build());
  }

  void change(ServerRequest request, ServerResponse response) throws ConfigException {
    profiles.keep(ProfileInput.overBudget(profiles.overBudget(), JsonBody.read(request)));
    show(request, response);
  }

  void keepProfile(ServerRequest request, ServerResponse response) throws ConfigException {
    String name = name(request);
    JsonObject body = JsonBody.read(request);
    RenditionProfile kept =
        profiles.keep(name, expected(request), before -> ProfileInput.read(name, before, body));
    Replies.json(response, Status.OK_200, json(kept));
  }

  /** RFC 9110 13.1: "*" means whatever there is of that name. */
  private static Expected expected(ServerRequest request) {
    if (isAny(request, HeaderNames.IF_NONE_MATCH)) {
      return Expected.NONE;
    }
    return isAny(request, HeaderNames.IF_MATCH) ? Expected.ONE : Expected.ANY;
  }

  private static boolean isAny(ServerRequest request, HeaderName header) {
    return request.headers().first(header).map("*"::equals).orElse(false);
  }

  void removeProfile(ServerRequest request, ServerResponse response) throws ConfigException {
    String name = name(request);
    if (name.equals(RenditionProfile.DEFAULT)) {
      throw new ProblemException(
          new Problem(
              409,
              "profile-needed",
              "The profile is needed",
              "Cameras that browsers cannot play are converted by profile " + name + "."));
    }
    if (!profiles.remove(name)) {
      throw new ProblemException(
          Problem.notFound("There is no profile " + FieldError.excerpt(name) + "."));
    }
    Replies.nothing(response);
  }

  private static String name(ServerRequest request) {
    return request.path().pathParameters().get("name");
  }

  /** How much is converted now. */
  static JsonObject json(TranscodeLoad load) {
    return Json.createObjectBuilder()
        .add("running", load.running())
        .add("room", load.room())
        .add("used", Math.round(load.used() * 100) / 100.0)
        .add("refusals", json(load.refusals()))
        .build();
  }

  private static JsonObjectBuilder json(TranscodeRefusals refusals) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("count", refusals.count())
            .add("since", refusals.since().toString());
    return refusals.last().isPresent()
        ? json.add("last", json(refusals.last().get()))
        : json.addNull("last");
  }

  private static JsonObjectBuilder json(TranscodeRefusals.Refusal refusal) {
    return Json.createObjectBuilder()
        .add("camera", refusal.cameraId())
        .add("profile", refusal.profile())
        .add("reason", refusal.reason())
        .add("time", refusal.time().toString());
  }

  private static JsonObject json(RenditionProfile profile) {
    return Json.createObjectBuilder()
        .add("name", profile.name())
        .add("width", profile.width())
        .add("height", profile.height())
        .add("frameRate", profile.frameRate())
        .add("bitRate", profile.bitRate())
        .add("offer", profile.offer().id())
        .build();
  }
}
