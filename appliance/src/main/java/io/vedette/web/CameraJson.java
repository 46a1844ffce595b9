package io.vedette.web;

import io.vedette.camera.CameraAddress;
import io.vedette.camera.CameraAddress.Transport;
import io.vedette.camera.CameraIdentity;
import io.vedette.camera.Credentials;
import io.vedette.config.CameraConfig;
import io.vedette.health.CameraHealth;
import io.vedette.health.CameraState;
import io.vedette.health.DeviceFacts;
import io.vedette.health.PictureFacts;
import io.vedette.health.SoundFacts;
import io.vedette.health.StreamFacts;
import io.vedette.health.StreamHealth;
import io.vedette.health.TranscodeFacts;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A camera as the API and the feed show it: never with its password. */
final class CameraJson {

  private CameraJson() {}

  static JsonObject of(CameraConfig camera, Optional<CameraHealth> health) {
    CameraState state = health.map(CameraHealth::state).orElse(new CameraState.Idle(Instant.EPOCH));
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("id", camera.id())
            .add("name", camera.name())
            .add("enabled", camera.enabled())
            .add("mode", camera.mode().id())
            .add(
                "orientation",
                Json.createObjectBuilder()
                    .add("degrees", camera.orientation().degrees())
                    .add("mirrored", camera.orientation().mirrored()));
    switch (camera.address()) {
      case CameraAddress.Rtsp(URI url, Transport transport) ->
          json.add("address", rtspAddress(url, camera.subUrl()))
              .add("transport", transport.name().toLowerCase(Locale.ROOT));
      case CameraAddress.Simulated(int number, boolean _) ->
          json.add(
                  "address",
                  Json.createObjectBuilder().add("type", "simulated").add("number", number))
              .add("transport", "tcp");
      case CameraAddress.RtmpPush() ->
          json.add("address", Json.createObjectBuilder().add("type", "rtmp"))
              .add("transport", "tcp");
    }
    Optional<String> username =
        camera.address().connectsItself()
            ? Optional.empty()
            : camera.credentials().map(Credentials::username);
    if (username.isPresent()) {
      json.add("credentials", Json.createObjectBuilder().add("username", username.get()));
    } else {
      json.add("credentials", JsonValue.NULL);
    }
    Optional<String> certificate = camera.learned().certificate();
    if (certificate.isPresent()) {
      json.add("certificate", Json.createObjectBuilder().add("sha256", certificate.get()));
    } else {
      json.add("certificate", JsonValue.NULL);
    }
    camera
        .learned()
        .link()
        .ifPresentOrElse(
            link -> json.add("knownTransport", link.token()),
            () -> json.add("knownTransport", JsonValue.NULL));
    return json.add("identity", identity(camera.identity()))
        .add("state", state(state))
        .add("device", device(health.map(CameraHealth::device).orElse(DeviceFacts.NONE)))
        .add("streams", streams(health.map(CameraHealth::streams).orElse(List.of())))
        .build();
  }

  /** Null where nothing is known. */
  private static JsonValue identity(CameraIdentity identity) {
    JsonObjectBuilder json = Json.createObjectBuilder();
    identity.serial().ifPresent(serial -> json.add("serial", serial));
    identity.mac().ifPresent(mac -> json.add("mac", mac));
    identity.uuid().ifPresent(uuid -> json.add("uuid", uuid));
    identity.make().ifPresent(make -> json.add("make", make));
    identity.model().ifPresent(model -> json.add("model", model));
    JsonObject known = json.build();
    return known.isEmpty() ? JsonValue.NULL : known;
  }

  private static JsonObjectBuilder rtspAddress(URI url, Optional<URI> subUrl) {
    JsonObjectBuilder address =
        Json.createObjectBuilder().add("type", "rtsp").add("url", url.toString());
    subUrl.ifPresent(sub -> address.add("subUrl", sub.toString()));
    return address;
  }

  static JsonObject state(CameraState state) {
    return Json.createObjectBuilder()
        .add("name", state.name())
        .add("reason", state.reason())
        .add("since", state.since().toString())
        .build();
  }

  private static JsonObjectBuilder device(DeviceFacts facts) {
    JsonObjectBuilder json = Json.createObjectBuilder();
    facts
        .firmware()
        .ifPresentOrElse(version -> json.add("firmware", version), () -> json.addNull("firmware"));
    facts
        .clockAhead()
        .ifPresentOrElse(
            ahead -> json.add("clockAheadSeconds", ahead.toSeconds()),
            () -> json.addNull("clockAheadSeconds"));
    return json.add("notices", Json.createArrayBuilder(facts.notices()))
        .add("onvif", OnvifJson.of(facts.onvif()));
  }

  private static JsonArrayBuilder streams(List<StreamHealth> streams) {
    JsonArrayBuilder list = Json.createArrayBuilder();
    streams.forEach(stream -> list.add(stream(stream)));
    return list;
  }

  private static JsonObjectBuilder stream(StreamHealth stream) {
    StreamFacts facts = stream.facts();
    return Json.createObjectBuilder()
        .add("rendition", stream.rendition())
        .add("state", state(stream.state()))
        .add("lastFailure", facts.lastFailure())
        .add("video", orNull(facts.picture().map(CameraJson::video)))
        .add("audio", orNull(facts.sound().map(CameraJson::audio)))
        .add("transport", facts.transport())
        .add("fps", facts.fps())
        .add("bitsPerSecond", facts.bitsPerSecond())
        .add("keyFrameSeconds", facts.keyFrameSeconds())
        .add("reconnects", facts.reconnects())
        .add("viewers", facts.viewers())
        .add("lagged", facts.lagged())
        .add("transcode", orNull(facts.transcode().map(CameraJson::transcode)))
        .add("notices", Json.createArrayBuilder(facts.notices()));
  }

  private static JsonObject transcode(TranscodeFacts facts) {
    return Json.createObjectBuilder()
        .add("encoder", facts.encoder())
        .add("hardware", facts.hardware())
        .add("decoder", facts.decoder())
        .add("encoded", facts.encoded())
        .add("dropped", facts.dropped())
        .add("concealed", facts.concealed())
        .add("lateMillis", facts.lateMillis())
        .add("reduced", facts.reduced())
        .build();
  }

  private static JsonValue orNull(Optional<JsonObject> value) {
    return value.isPresent() ? value.get() : JsonValue.NULL;
  }

  private static JsonObject video(PictureFacts picture) {
    return Json.createObjectBuilder()
        .add("codec", picture.codec())
        .add("codecString", picture.codecString())
        .add("width", picture.width())
        .add("height", picture.height())
        .add("bitDepth", picture.bitDepth())
        .add("chroma", picture.chroma())
        .add("colour", orNull(picture.colour().map(CameraJson::colour)))
        .build();
  }

  private static JsonObject colour(PictureFacts.ColourFacts colour) {
    return Json.createObjectBuilder()
        .add("primaries", colour.primaries())
        .add("transfer", colour.transfer())
        .add("matrix", colour.matrix())
        .add("range", colour.fullRange() ? "full" : "limited")
        .build();
  }

  private static JsonObject audio(SoundFacts sound) {
    return Json.createObjectBuilder()
        .add("description", sound.description())
        .add("codecString", sound.codecString())
        .build();
  }
}
