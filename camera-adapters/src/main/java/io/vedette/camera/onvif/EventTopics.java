package io.vedette.camera.onvif;

import io.vedette.camera.onvif.CameraEvent.Kind;
import io.vedette.camera.onvif.soap.XmlElement;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Puts what makers say into our words. Topics are compared without their prefixes, which a device
 * may choose, and by their beginnings, since some put a rule's name behind.
 */
final class EventTopics {

  /**
   * Topics of one kind.
   *
   * @param kind what they mean
   * @param topics without prefixes
   */
  private record Meaning(Kind kind, List<String> topics) {}

  private static final List<Meaning> MEANINGS =
      List.of(
          // Before the motion of the same detector.
          new Meaning(
              Kind.TAMPER,
              List.of(
                  "RuleEngine/TamperDetector",
                  // TP-Link.
                  "RuleEngine/CellMotionDetector/Tamper",
                  "VideoSource/GlobalSceneChange",
                  "VideoSource/ImageTooBlurry",
                  "VideoSource/ImageTooDark",
                  "VideoSource/ImageTooBright",
                  // Axis.
                  "VideoSource/Tampering",
                  // Hikvision.
                  "VideoAnalytics/MaskAlarm")),
          new Meaning(
              Kind.MOTION,
              List.of(
                  "VideoSource/MotionAlarm",
                  "RuleEngine/CellMotionDetector",
                  "RuleEngine/MotionRegionDetector",
                  "RuleEngine/FieldDetector",
                  "RuleEngine/LineDetector",
                  // Reolink: people, vehicles, animals, visitors.
                  "RuleEngine/MyRuleDetector",
                  // TP-Link.
                  "RuleEngine/PeopleDetector",
                  "RuleEngine/TPSmartEventDetector",
                  // Bosch and others.
                  "VideoAnalytics/MotionAlarm",
                  // Axis, Hanwha.
                  "VideoAnalytics/MotionDetection",
                  // Axis: VMD 3 and 4, the sensor for warmth.
                  "RuleEngine/VMD3",
                  "CameraApplicationPlatform/VMD",
                  "Device/Sensor/PIR")),
          new Meaning(
              Kind.DIGITAL_INPUT,
              List.of(
                  "Device/Trigger/DigitalInput",
                  // Hikvision.
                  "Device/Trigger/AlarmIn",
                  // Axis.
                  "Device/IO/Port")));

  private static final List<String> ON = List.of("true", "1", "active", "on");
  private static final List<String> OFF = List.of("false", "0", "inactive", "off");

  /** Items that name a video source (ONVIF Imaging, events; Core, event handling). */
  private static final List<String> SOURCES = List.of("VideoSourceToken", "VideoSource", "Source");

  /** Items that name a video source's configuration (ONVIF Analytics, rule events). */
  private static final List<String> CONFIGURATIONS =
      List.of("VideoSourceConfigurationToken", "VideoSourceConfiguration");

  private EventTopics() {}

  /**
   * Reads a notification (Web Services Base Notification 1.3; ONVIF Core, event handling). Empty if
   * it is of no kind that we know, or about something that is no more.
   *
   * @param ahead by how much the device's clock is ahead of this box's
   * @param now this box's time, for a message that tells none
   */
  static Optional<CameraEvent> read(XmlElement notification, Duration ahead, Instant now) {
    String topic = notification.textAt("Topic").orElse("");
    Optional<Kind> kind = kind(topic);
    Optional<XmlElement> message = notification.at("Message", "Message");
    String operation = message.flatMap(m -> m.attribute("PropertyOperation")).orElse("");
    if (kind.isEmpty() || message.isEmpty() || operation.equals("Deleted")) {
      return Optional.empty();
    }
    Optional<XmlElement> source = source(message.get());
    return Optional.of(
        new CameraEvent(
            kind.get(),
            state(message.get()),
            source.flatMap(item -> item.attribute("Value")).orElse(""),
            source.filter(item -> isNamed(item, CONFIGURATIONS)).isPresent(),
            message.get().attribute("UtcTime").flatMap(t -> time(t, ahead)).orElse(now),
            operation.equals("Initialized"),
            topic));
  }

  /** What a topic means, if it is one that we know. */
  static Optional<Kind> kind(String topic) {
    String plain =
        Arrays.stream(topic.strip().split("/"))
            .map(step -> step.substring(step.indexOf(':') + 1))
            .collect(Collectors.joining("/"));
    return MEANINGS.stream()
        .filter(
            meaning ->
                meaning.topics().stream()
                    .anyMatch(known -> plain.equals(known) || plain.startsWith(known + "/")))
        .map(Meaning::kind)
        .findFirst();
  }

  /**
   * The first item that can be a yes or a no: makers agree upon that it is there, not on its name.
   * The number of an object, which may be 1, goes by a name of its own.
   */
  private static Optional<Boolean> state(XmlElement message) {
    for (XmlElement item : items(message, "Data")) {
      if (item.attribute("Name").orElse("").toLowerCase(Locale.ROOT).endsWith("id")) {
        continue;
      }
      String value = item.attribute("Value").orElse("").toLowerCase(Locale.ROOT);
      if (ON.contains(value)) {
        return Optional.of(true);
      }
      if (OFF.contains(value)) {
        return Optional.of(false);
      }
    }
    return Optional.empty();
  }

  /**
   * The item that says what noticed it: a rule's event has beside the video source those of the
   * analytics and the rule, in any order. Else the first, such as an input.
   */
  private static Optional<XmlElement> source(XmlElement message) {
    List<XmlElement> told =
        items(message, "Source").stream()
            .filter(item -> item.attribute("Value").isPresent())
            .toList();
    return told.stream()
        .filter(item -> isNamed(item, SOURCES))
        .findFirst()
        .or(() -> told.stream().filter(item -> isNamed(item, CONFIGURATIONS)).findFirst())
        .or(() -> told.stream().findFirst());
  }

  private static boolean isNamed(XmlElement item, List<String> names) {
    return item.attribute("Name").filter(name -> names.contains(name.strip())).isPresent();
  }

  private static List<XmlElement> items(XmlElement message, String part) {
    return message.at(part).map(p -> p.all("SimpleItem")).orElseGet(List::of);
  }

  /** Some send {@code 0000-00-00T00:00:00Z}. */
  private static Optional<Instant> time(String told, Duration ahead) {
    try {
      return Optional.of(OffsetDateTime.parse(told).toInstant().minus(ahead));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
