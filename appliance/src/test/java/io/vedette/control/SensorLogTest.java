package io.vedette.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vedette.camera.onvif.CameraEvent;
import io.vedette.camera.onvif.CameraEvent.Kind;
import io.vedette.health.SensorEvent;
import io.vedette.health.SensorFacts;
import io.vedette.health.SensorKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SensorLogTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final SensorLog log = new SensorLog(List.of());

  private static CameraEvent event(
      Kind kind, String source, String topic, Boolean active, Instant time, boolean initial) {
    return new CameraEvent(kind, Optional.ofNullable(active), source, false, time, initial, topic);
  }

  private void motion(String topic, Boolean active, Instant time) {
    log.take(event(Kind.MOTION, "s", topic, active, time, false), NOW);
  }

  private List<String> events() {
    return log.events().stream()
        .map(e -> e.number() + " " + e.kind().id() + e.source() + " " + e.change().id())
        .toList();
  }

  @Test
  void oneMotionThatSeveralTopicsTellIsOne() {
    motion("cell", true, NOW.minusSeconds(9));
    motion("alarm", true, NOW.minusSeconds(8));
    motion("alarm", true, NOW.minusSeconds(7));
    motion("cell", false, NOW.minusSeconds(6));
    assertEquals(
        List.of(new SensorFacts(SensorKind.MOTION, "", true, NOW.minusSeconds(9))), log.sensors());
    motion("alarm", false, NOW.minusSeconds(5));
    motion("alarm", false, NOW.minusSeconds(4));
    assertEquals(
        List.of(new SensorFacts(SensorKind.MOTION, "", false, NOW.minusSeconds(5))), log.sensors());
    assertEquals(List.of("1 motion began", "2 motion ended"), events());
  }

  @Test
  void inputsAreToldApartAndWhatIsFoundQuietIsNoEvent() {
    log.take(event(Kind.DIGITAL_INPUT, "1", "t", false, NOW, true), NOW);
    log.take(event(Kind.DIGITAL_INPUT, "2", "t", true, NOW.minusSeconds(7200), true), NOW);
    assertEquals(
        List.of(
            new SensorFacts(SensorKind.DIGITAL_INPUT, "1", false, NOW),
            new SensorFacts(SensorKind.DIGITAL_INPUT, "2", true, NOW.minusSeconds(7200))),
        log.sensors());
    assertEquals(List.of("1 digital_input2 began"), events());
  }

  @Test
  void whatOnlyHappensLeavesNothingActive() {
    motion("line", null, NOW);
    assertEquals(List.of("1 motion happened"), events());
    assertEquals(false, log.sensors().getFirst().active());
  }

  @Test
  void timesThatCannotBeAreNow() {
    motion("a", true, NOW.plusSeconds(3));
    motion("a", false, NOW.minusSeconds(3600));
    assertEquals(List.of(NOW, NOW), log.events().stream().map(SensorEvent::time).toList());
  }

  @Test
  void theLastEventsAreKeptAndNumbersGoOn() {
    for (int i = 0; i < 100; i++) {
      motion("a", i % 2 == 0, NOW);
    }
    assertEquals(SensorLog.MOST_EVENTS, log.events().size());
    assertEquals(100, log.events().getLast().number());
    log.forget();
    assertEquals(List.of(), log.sensors());
    SensorLog next = new SensorLog(log.events());
    next.take(event(Kind.TAMPER, "s", "t", true, NOW, false), NOW);
    assertEquals(101, next.events().getLast().number());
    assertEquals(SensorLog.MOST_EVENTS, next.events().size());
  }

  @Test
  void aDeviceThatNamesEndlessSourcesFillsNothing() {
    for (int i = 0; i < 1000; i++) {
      log.take(event(Kind.DIGITAL_INPUT, "x".repeat(100) + i, "t", true, NOW, false), NOW);
      log.take(event(Kind.DIGITAL_INPUT, "in" + i, "t", true, NOW, false), NOW);
      motion("topic" + i, true, NOW);
    }
    assertEquals(32, log.sensors().size());
    assertEquals(64, log.sensors().getFirst().source().length());
    assertEquals(32, log.events().size(), "each began once");
  }
}
