package io.vedette.web;

import io.vedette.health.OnvifFacts;
import io.vedette.health.SensorEvent;
import io.vedette.health.SensorFacts;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.List;

/** How the API writes what cameras tell by ONVIF. */
final class OnvifJson {

  private OnvifJson() {}

  /** What a camera tells and can; its events are told one by one. */
  static JsonObjectBuilder of(OnvifFacts facts) {
    JsonArrayBuilder sensors = Json.createArrayBuilder();
    facts.sensors().forEach(sensor -> sensors.add(sensor(sensor)));
    return Json.createObjectBuilder()
        .add("state", facts.state().id())
        .add("reason", facts.reason())
        .add("make", facts.make())
        .add("model", facts.model())
        .add("serial", facts.serial())
        .add("movable", facts.movable())
        .add("adjustable", facts.adjustable())
        .add("watched", facts.watched())
        .add("sensors", sensors);
  }

  private static JsonObjectBuilder sensor(SensorFacts sensor) {
    return Json.createObjectBuilder()
        .add("kind", sensor.kind().id())
        .add("source", sensor.source())
        .add("active", sensor.active())
        .add("since", sensor.since().toString());
  }

  /** What a camera noticed, in the order in which it did. */
  static JsonArrayBuilder events(List<SensorEvent> events) {
    JsonArrayBuilder list = Json.createArrayBuilder();
    for (SensorEvent event : events) {
      list.add(
          Json.createObjectBuilder()
              .add("number", event.number())
              .add("kind", event.kind().id())
              .add("source", event.source())
              .add("change", event.change().id())
              .add("time", event.time().toString()));
    }
    return list;
  }
}
