package io.vedette.web;

import io.vedette.camera.CameraAddress;
import io.vedette.camera.CameraAddress.Transport;
import io.vedette.camera.Credentials;
import io.vedette.config.CameraConfig;
import io.vedette.health.CameraHealth;
import io.vedette.health.CameraState;
import io.vedette.health.StreamFacts;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Instant;
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
            .add("mode", camera.mode().id());
    switch (camera.address()) {
      case CameraAddress.Rtsp(URI url, Transport transport) ->
          json.add("address", rtspAddress(url, camera.subUrl()))
              .add("transport", transport.name().toLowerCase(Locale.ROOT));
      case CameraAddress.Simulated(int number, boolean _) ->
          json.add(
                  "address",
                  Json.createObjectBuilder().add("type", "simulated").add("number", number))
              .add("transport", "tcp");
    }
    Optional<String> username = camera.credentials().map(Credentials::username);
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
    return json.add("state", state(state))
        .add("facts", facts(health.map(CameraHealth::facts).orElse(StreamFacts.NONE)))
        .build();
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

  private static JsonObject facts(StreamFacts facts) {
    return Json.createObjectBuilder()
        .add("codec", facts.codec())
        .add("codecs", facts.codecs())
        .add("width", facts.width())
        .add("height", facts.height())
        .add("transport", facts.transport())
        .add("fps", facts.fps())
        .add("bitsPerSecond", facts.bitsPerSecond())
        .add("audio", facts.audio())
        .add("keyFrameSeconds", facts.keyFrameSeconds())
        .add("reconnects", facts.reconnects())
        .add("viewers", facts.viewers())
        .add("lagged", facts.lagged())
        .add("notices", Json.createArrayBuilder(facts.notices()))
        .build();
  }
}
