package io.vedette.web;

import io.vedette.camera.CameraIdentity;
import io.vedette.camera.discovery.DiscoveredCamera;
import io.vedette.camera.discovery.MacAddress;
import io.vedette.camera.discovery.Notice;
import io.vedette.camera.discovery.SightingSource;
import io.vedette.config.CameraConfig;
import io.vedette.discovery.DiscoveryState;
import io.vedette.discovery.KnownCamera;
import io.vedette.discovery.OfferedStream;
import io.vedette.discovery.TrialResult;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Cameras that were found, and what trying them came to, as the API and the feed show them. */
final class DiscoveryJson {

  private DiscoveryJson() {}

  /** All of it. */
  static JsonObject of(DiscoveryState state, List<CameraConfig> ours) {
    JsonArrayBuilder cameras = Json.createArrayBuilder();
    state.cameras().forEach(camera -> cameras.add(camera(camera, ours)));
    return progress(state).add("cameras", cameras).build();
  }

  /** How far the search is, without what it has found. */
  static JsonObjectBuilder progress(DiscoveryState state) {
    JsonArrayBuilder notices = Json.createArrayBuilder();
    state.notices().forEach(notice -> notices.add(notice(notice)));
    return Json.createObjectBuilder()
        .add("searching", state.searching())
        .add("began", text(state.began()))
        .add("ended", text(state.ended()))
        .add("notices", notices);
  }

  private static JsonObjectBuilder notice(Notice notice) {
    return Json.createObjectBuilder()
        .add("source", source(notice.source()))
        .add("about", notice.about())
        .add("seen", notice.seen());
  }

  private static String source(SightingSource source) {
    return source.name().toLowerCase(Locale.ROOT);
  }

  /** One that was found. */
  static JsonObject camera(DiscoveredCamera camera, List<CameraConfig> ours) {
    return Json.createObjectBuilder()
        .add("id", camera.id())
        .add("name", text(camera.name()))
        .add("make", text(camera.make()))
        .add("model", text(camera.model()))
        .add("serial", text(camera.serial()))
        .add("mac", text(camera.mac().map(MacAddress::text)))
        .add("uuid", text(camera.uuid()))
        .add("place", text(camera.place()))
        .add("address", camera.address().getHostAddress())
        .add(
            "addresses",
            texts(camera.addresses().stream().map(InetAddress::getHostAddress).toList()))
        .add("network", text(camera.network()))
        .add("services", texts(camera.services().stream().map(URI::toString).toList()))
        .add("streams", texts(camera.streams().stream().map(URI::toString).toList()))
        .add("ports", Json.createArrayBuilder(camera.rtspPorts()))
        .add(
            "sources",
            texts(camera.sources().stream().sorted().map(DiscoveryJson::source).toList()))
        .add("firstSeen", camera.firstSeen().toString())
        .add("lastSeen", camera.lastSeen().toString())
        .add("camera", text(KnownCamera.find(camera, ours).map(CameraConfig::id)))
        .build();
  }

  /** What trying a camera came to. */
  static JsonObject of(String id, TrialResult result) {
    TrialResult.Facts facts = result.facts();
    CameraIdentity identity = facts.identity();
    JsonArrayBuilder profiles = Json.createArrayBuilder();
    result.streams().forEach(stream -> profiles.add(stream(stream)));
    Optional<Long> seconds = facts.clockOffset().map(Duration::toSeconds);
    return Json.createObjectBuilder()
        .add("state", result.state().id())
        .add("why", result.why())
        .add(
            "identity",
            Json.createObjectBuilder()
                .add("serial", text(identity.serial()))
                .add("mac", text(identity.mac()))
                .add("uuid", text(identity.uuid())))
        .add("make", text(identity.make()))
        .add("model", text(identity.model()))
        .add("firmware", text(facts.firmware()))
        .add(
            "clockOffsetSeconds",
            seconds.isPresent() ? Json.createValue(seconds.get()) : JsonValue.NULL)
        .add("profiles", profiles)
        .add("main", text(result.main()))
        .add("sub", text(result.sub()))
        .add(
            "picture",
            result.pictured()
                ? Json.createValue("/api/v1/discovery/cameras/" + id + "/picture.jpg")
                : JsonValue.NULL)
        .add("notes", texts(result.notes()))
        .build();
  }

  private static JsonObjectBuilder stream(OfferedStream stream) {
    return Json.createObjectBuilder()
        .add("token", stream.token())
        .add("name", stream.name())
        .add("url", stream.url().toString())
        .add("codec", stream.codec())
        .add("width", stream.width())
        .add("height", stream.height())
        .add("frameRate", stream.frameRate())
        .add("kilobits", stream.kilobits())
        .add("playsEverywhere", stream.playsEverywhere());
  }

  private static JsonArrayBuilder texts(Collection<String> all) {
    return Json.createArrayBuilder(all);
  }

  private static JsonValue text(Optional<?> value) {
    return value.isPresent() ? Json.createValue(value.get().toString()) : JsonValue.NULL;
  }
}
