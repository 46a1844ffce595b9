package io.vedette.camera.onvif;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vedette.camera.onvif.soap.SoapLimits;
import io.vedette.camera.onvif.soap.XmlReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTopicsTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "tns1:VideoSource/MotionAlarm,MOTION",
    "tns1:VideoSource/tns1:MotionAlarm,MOTION",
    "tns1:RuleEngine/CellMotionDetector/Motion,MOTION",
    "tns1:RuleEngine/CellMotionDetector/Tamper,TAMPER",
    "tns1:RuleEngine/TamperDetector/Tamper,TAMPER",
    "tns1:RuleEngine/MyRuleDetector/PeopleDetect,MOTION",
    "tns1:VideoAnalytics/tnsaxis:MotionDetection,MOTION",
    "tns1:VideoAnalytics/tnssamsung:MotionDetection,MOTION",
    "tnsaxis:CameraApplicationPlatform/VMD/Camera1Profile1,MOTION",
    "tns1:Device/tnsaxis:Sensor/PIR,MOTION",
    "tns1:VideoSource/GlobalSceneChange/ImagingService,TAMPER",
    "tns1:VideoSource/tnsaxis:Tampering,TAMPER",
    "tns1:VideoAnalytics/tnshik:MaskAlarm,TAMPER",
    "tns1:Device/Trigger/DigitalInput,DIGITAL_INPUT",
    "tns1:Device/tns1:Trigger/tnssamsung:DigitalInput,DIGITAL_INPUT",
    "tns1:Device/Trigger/tnshik:AlarmIn,DIGITAL_INPUT",
    "tns1:Device/tnsaxis:IO/Port,DIGITAL_INPUT",
  })
  void makersMeanTheSame(String topic, CameraEvent.Kind kind) {
    assertEquals(Optional.of(kind), EventTopics.kind(topic));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "tns1:Device/Trigger/Relay",
        "tns1:VideoSource/MotionAlarms",
        "tns1:Monitoring/ProcessorUsage",
        "tns1:Media/ProfileChanged"
      })
  void whatWeDoNotKnowIsNothing(String topic) {
    assertEquals(Optional.empty(), EventTopics.kind(topic));
  }

  private static Optional<CameraEvent> read(String topic, String message) throws Exception {
    String document =
        "<wsnt:NotificationMessage><wsnt:Topic> %s </wsnt:Topic><wsnt:Message>%s</wsnt:Message>"
                .formatted(topic, message)
            + "</wsnt:NotificationMessage>";
    return EventTopics.read(
        XmlReader.read(document.getBytes(StandardCharsets.UTF_8), SoapLimits.DEFAULT),
        Duration.ofHours(2),
        NOW);
  }

  @Test
  void timesAreOfThisBox() throws Exception {
    assertEquals(
        Optional.of(
            new CameraEvent(
                CameraEvent.Kind.MOTION,
                Optional.of(true),
                "source_1",
                false,
                Instant.parse("2026-01-01T10:00:00Z"),
                true,
                "tns1:VideoSource/MotionAlarm")),
        read(
            "tns1:VideoSource/MotionAlarm",
            "<tt:Message UtcTime='2026-01-01T12:00:00Z' PropertyOperation='Initialized'><tt:Source>"
                + "<tt:SimpleItem Name='Source' Value='source_1'/></tt:Source><tt:Data>"
                + "<tt:SimpleItem Name='State' Value='true'/></tt:Data></tt:Message>"));
  }

  /** In the order of the standard's own rules (ONVIF Analytics, rule interface), and in others. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "VideoSourceConfigurationToken=vsc_2 VideoAnalyticsConfigurationToken=va_2 Rule=r1"
            + "|vsc_2|true",
        "Rule=r1 VideoAnalyticsConfigurationToken=va_2 VideoSourceConfigurationToken=00001"
            + "|00001|true",
        "VideoSourceConfiguration=1 Rule=r1|1|true",
        "VideoSourceConfigurationToken=vsc_2 VideoSourceToken=source_2|source_2|false",
        "Source=source_2|source_2|false",
        "InputToken=in_1|in_1|false",
      })
  void whatNoticedItIsFoundAmongTheItems(String items, String source, boolean configuration)
      throws Exception {
    StringBuilder told = new StringBuilder();
    for (String item : items.split(" ")) {
      String[] pair = item.split("=");
      told.append("<tt:SimpleItem Name='%s' Value='%s'/>".formatted(pair[0], pair[1]));
    }
    CameraEvent event =
        read(
                "tns1:RuleEngine/CellMotionDetector/Motion",
                "<tt:Message UtcTime='2026-01-01T12:00:00Z' PropertyOperation='Changed'>"
                    + "<tt:Source>%s</tt:Source>".formatted(told)
                    + "<tt:Data><tt:SimpleItem Name='IsMotion' Value='true'/></tt:Data>"
                    + "</tt:Message>")
            .orElseThrow();
    assertEquals(source, event.source());
    assertEquals(configuration, event.ofConfiguration());
    assertEquals(Optional.of(true), event.active());
  }

  @ParameterizedTest
  @CsvSource({"1,true", "active,true", "FALSE,false", "off,false", "42,"})
  void statesAreReadInEveryForm(String value, Boolean state) throws Exception {
    CameraEvent event =
        read(
                "tns1:Device/Trigger/DigitalInput",
                "<tt:Message UtcTime='0000-00-00T00:00:00Z' PropertyOperation='Changed'><tt:Data>"
                    + "<tt:SimpleItem Name='ObjectId' Value='1'/>"
                    + "<tt:SimpleItem Name='Count' Value='7'/><tt:SimpleItem Name='LogicalState'"
                    + " Value='%s'/></tt:Data></tt:Message>".formatted(value))
            .orElseThrow();
    assertEquals(Optional.ofNullable(state), event.active());
    assertEquals(NOW, event.time(), "a time that cannot be");
    assertEquals("", event.source());
  }

  @Test
  void whatIsNoMoreIsNoEvent() throws Exception {
    String topic = "tns1:VideoSource/MotionAlarm";
    assertEquals(Optional.empty(), read(topic, "<tt:Message PropertyOperation='Deleted'/>"));
    assertEquals(Optional.empty(), read(topic, ""));
  }
}
