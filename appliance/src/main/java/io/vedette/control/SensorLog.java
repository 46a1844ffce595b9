package io.vedette.control;

import io.vedette.camera.onvif.CameraEvent;
import io.vedette.health.SensorEvent;
import io.vedette.health.SensorEvent.Change;
import io.vedette.health.SensorFacts;
import io.vedette.health.SensorKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a camera's sensors say, put together: many tell one motion by several topics, and most
 * repeat what they have said. Bounded, however much a camera says. Used by one thread.
 */
final class SensorLog {

  /** Events that are remembered. */
  static final int MOST_EVENTS = 40;

  private static final int MOST_SENSORS = 32;
  private static final int MOST_TOPICS = 64;
  private static final int MOST_CHARACTERS = 64;

  /** A change tells of now; a time that says otherwise is of a clock that has been set since. */
  private static final Duration LATEST = Duration.ofSeconds(60);

  /** A sensor for people: all that notices motion is one, and each input another. */
  private record Sensor(SensorKind kind, String source) {}

  private final Map<Sensor, SensorFacts> facts = new LinkedHashMap<>();
  private final Map<Sensor, Set<String>> active = new LinkedHashMap<>();
  private final Deque<SensorEvent> events = new ArrayDeque<>();
  private long number;

  /**
   * Goes on after these events.
   *
   * @param before the newest last
   */
  SensorLog(List<SensorEvent> before) {
    events.addAll(before);
    number = before.isEmpty() ? 0 : before.getLast().number();
  }

  /** Takes what a camera has told. */
  void take(CameraEvent event, Instant now) {
    SensorKind kind = kind(event);
    String source = kind == SensorKind.DIGITAL_INPUT ? shown(event.source()) : "";
    Sensor sensor = new Sensor(kind, source);
    if (!facts.containsKey(sensor) && facts.size() == MOST_SENSORS) {
      return;
    }
    Instant time = time(event, now);
    if (event.active().isEmpty()) {
      if (!event.initial()) {
        facts.putIfAbsent(sensor, new SensorFacts(kind, source, false, time));
        note(sensor, Change.HAPPENED, time);
      }
      return;
    }
    Set<String> telling = active.computeIfAbsent(sensor, _ -> new HashSet<>());
    boolean before = !telling.isEmpty();
    String teller = event.topic() + ' ' + event.source();
    if (!event.active().get()) {
      telling.remove(teller);
    } else if (telling.size() < MOST_TOPICS) {
      telling.add(teller);
    }
    boolean after = !telling.isEmpty();
    if (before != after || !facts.containsKey(sensor)) {
      facts.put(sensor, new SensorFacts(kind, source, after, time));
    }
    if (before != after) {
      note(sensor, after ? Change.BEGAN : Change.ENDED, time);
    }
  }

  /** Nothing is known any more of what goes on: the camera does not tell. */
  void forget() {
    facts.clear();
    active.clear();
  }

  /** How the sensors are, in the order in which they were heard of. */
  List<SensorFacts> sensors() {
    return List.copyOf(facts.values());
  }

  /** The last events, the newest last. */
  List<SensorEvent> events() {
    return List.copyOf(events);
  }

  private void note(Sensor sensor, Change change, Instant time) {
    number++;
    events.addLast(new SensorEvent(number, sensor.kind, sensor.source, change, time));
    if (events.size() > MOST_EVENTS) {
      events.removeFirst();
    }
  }

  private static Instant time(CameraEvent event, Instant now) {
    boolean stale = !event.initial() && event.time().isBefore(now.minus(LATEST));
    return stale || event.time().isAfter(now) || event.time().isBefore(Instant.EPOCH)
        ? now
        : event.time();
  }

  private static SensorKind kind(CameraEvent event) {
    return switch (event.kind()) {
      case MOTION -> SensorKind.MOTION;
      case TAMPER -> SensorKind.TAMPER;
      case DIGITAL_INPUT -> SensorKind.DIGITAL_INPUT;
    };
  }

  private static String shown(String source) {
    String clean = source.replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
    return Optional.of(clean)
        .filter(text -> text.length() <= MOST_CHARACTERS)
        .orElseGet(() -> clean.substring(0, MOST_CHARACTERS));
  }
}
