package io.vedette.camera.onvif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.CameraMemory;
import io.vedette.camera.onvif.ImagingSettings.Level;
import io.vedette.camera.onvif.ImagingSettings.Mode;
import io.vedette.camera.onvif.ImagingSettings.Range;
import io.vedette.camera.onvif.PanTiltZoom.Preset;
import io.vedette.camera.onvif.PanTiltZoom.Vector;
import io.vedette.camera.onvif.soap.DeviceAddress;
import io.vedette.camera.onvif.soap.SoapLimits;
import io.vedette.testing.onvif.DeviceLogin.Kind;
import io.vedette.testing.onvif.OnvifReply;
import io.vedette.testing.onvif.OnvifRequest;
import io.vedette.testing.onvif.ScriptedOnvifDevice;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.w3c.dom.Element;

/** What is done to a device, and heard from it. */
@Timeout(240)
class OnvifControlTest {

  private final List<String> done = new CopyOnWriteArrayList<>();
  private ScriptedOnvifDevice device;

  @BeforeEach
  void start() throws Exception {
    device = new ScriptedOnvifDevice(Kind.TOKEN);
  }

  @AfterEach
  void end() {
    device.close();
    assertEquals(List.of(), device.failures());
  }

  private OnvifDevice connect(Clock clock) throws CameraException {
    return OnvifDevice.connect(
        new DeviceAddress(URI.create(device.url())),
        Optional.of(ScriptedOnvifDevice.GOOD),
        new CameraMemory(),
        SoapLimits.DEFAULT.withAnswer(Duration.ofSeconds(40)),
        clock);
  }

  private OnvifDevice connect() throws CameraException {
    return connect(Clock.systemUTC());
  }

  /** The request's element without its namespaces, as one line. */
  private static String line(Element element) {
    StringBuilder line = new StringBuilder(element.getLocalName());
    for (String name : new String[] {"x", "y"}) {
      line.append(element.hasAttribute(name) ? " " + name + "=" + element.getAttribute(name) : "");
    }
    List<Element> children = OnvifRequest.children(element);
    if (children.isEmpty()) {
      return line + (element.getTextContent().isEmpty() ? "" : "=" + element.getTextContent());
    }
    List<String> inner = children.stream().map(OnvifControlTest::line).toList();
    return line + "(" + String.join(", ", inner) + ")";
  }

  private void taking(String operation) {
    taking(operation, "<tptz:" + operation + "Response/>");
  }

  private void taking(String operation, String content) {
    device.on(
        operation,
        request -> {
          done.add(line(request.body()));
          return OnvifReply.soap(content);
        });
  }

  @Test
  void aCameraIsMoved() throws Exception {
    for (String operation :
        new String[] {
          "ContinuousMove", "Stop", "RelativeMove", "GotoPreset", "RemovePreset", "GotoHomePosition"
        }) {
      taking(operation);
    }
    taking(
        "SetPreset",
        "<tptz:SetPresetResponse><tptz:PresetToken>7</tptz:PresetToken></tptz:SetPresetResponse>");
    taking(
        "GetPresets",
        "<tptz:GetPresetsResponse><tptz:Preset token=\"1\"><tt:Name>gate</tt:Name></tptz:Preset>"
            + "<tptz:Preset token=\"2\"/><tptz:Preset/></tptz:GetPresetsResponse>");
    try (OnvifDevice connected = connect()) {
      PanTiltZoom motors = connected.panTiltZoom();
      motors.move("p", new Vector(0.5, -3, 0), Duration.ofSeconds(5));
      motors.move("p", new Vector(0, 0, 1), Duration.ofMillis(1));
      motors.move("p", new Vector(0, Double.NaN, 0), Duration.ofSeconds(5));
      motors.step("p", new Vector(0.1, 0, 0));
      motors.step("p", new Vector(0, 0, 0));
      assertEquals(List.of(new Preset("1", "gate"), new Preset("2", "2")), motors.presets("p"));
      motors.goTo("p", "1");
      assertEquals("7", motors.remember("p", "<door>"));
      motors.forget("p", "7");
      motors.home("p");
    }
    assertEquals(
        List.of(
            "ContinuousMove(ProfileToken=p, Velocity(PanTilt x=0.5 y=-1.0), Timeout=PT5S)",
            "ContinuousMove(ProfileToken=p, Velocity(Zoom x=1.0), Timeout=PT1S)",
            "Stop(ProfileToken=p, PanTilt=true, Zoom=true)",
            "RelativeMove(ProfileToken=p, Translation(PanTilt x=0.1 y=0.0))",
            "GetPresets(ProfileToken=p)",
            "GotoPreset(ProfileToken=p, PresetToken=1)",
            "SetPreset(ProfileToken=p, PresetName=<door>)",
            "RemovePreset(ProfileToken=p, PresetToken=7)",
            "GotoHomePosition(ProfileToken=p)"),
        done);
  }

  @Test
  void whatACameraCannotIsSaid() throws Exception {
    try (OnvifDevice connected = connect()) {
      CameraException no =
          assertThrows(CameraException.class, () -> connected.panTiltZoom().setHome("p"));
      assertEquals(Reason.REFUSED, no.reason());
      assertTrue(no.getMessage().contains("Optional Action Not Implemented"), no.getMessage());
    }
  }

  @Test
  void picturesAreSetWithinTheirRange() throws Exception {
    try (OnvifDevice connected = connect()) {
      Imaging imaging = connected.imaging();
      ImagingSettings now = imaging.read("source_1");
      assertEquals(50, now.level(Level.BRIGHTNESS).orElseThrow());
      assertEquals(Optional.of(new Range(0, 100)), now.range(Level.BRIGHTNESS));
      assertEquals(20, now.level(Level.BACKLIGHT_COMPENSATION).orElseThrow());
      assertTrue(now.level(Level.WIDE_DYNAMIC_RANGE).isEmpty(), "it has none while it is off");
      assertEquals(Optional.of("AUTO"), now.mode(Mode.INFRARED_FILTER));
      assertEquals(List.of("ON", "OFF", "AUTO"), now.choices(Mode.INFRARED_FILTER));
      assertEquals(List.of("OFF", "ON"), now.choices(Mode.WIDE_DYNAMIC_RANGE));
      assertThrows(CameraException.class, () -> now.with(Level.BRIGHTNESS, 101));
      assertThrows(CameraException.class, () -> now.with(Level.WIDE_DYNAMIC_RANGE, 1));
      assertThrows(CameraException.class, () -> now.with(Mode.INFRARED_FILTER, "AUTOMATIC"));
      imaging.write(
          now.with(Level.BRIGHTNESS, 60.4)
              .with(Mode.INFRARED_FILTER, "OFF")
              .with(Mode.WIDE_DYNAMIC_RANGE, "ON"));
      ImagingSettings after = imaging.read("source_1");
      assertEquals(60, after.level(Level.BRIGHTNESS).orElseThrow(), "the camera rounds");
      assertEquals(Optional.of("OFF"), after.mode(Mode.INFRARED_FILTER));
      assertEquals(50, after.level(Level.WIDE_DYNAMIC_RANGE).orElseThrow());
      assertEquals(60, after.level(Level.CONTRAST).orElseThrow(), "as it was");
      assertEquals(Optional.of("AUTO"), after.raw().textAt("Exposure", "Mode"), "given back");
    }
  }

  @Test
  void aPictureThatCannotBeIsRefusedInPlainWords() throws Exception {
    try (OnvifDevice connected = connect()) {
      Imaging imaging = connected.imaging();
      ImagingSettings both =
          imaging
              .read("source_1")
              .with(Mode.WIDE_DYNAMIC_RANGE, "ON")
              .with(Mode.BACKLIGHT_COMPENSATION, "ON");
      CameraException no = assertThrows(CameraException.class, () -> imaging.write(both));
      assertEquals(Reason.REFUSED, no.reason());
      assertEquals(
          "picture: the camera does not take this as its other settings are: WDR and BLC exclude"
              + " each other",
          no.getMessage());
    }
  }

  /** As of cameras without motors for a filter, and of one whose firmware tells nonsense. */
  @Test
  void whatACameraDoesNotTellCannotBeSet() throws Exception {
    device.on(
        "GetImagingSettings",
        "<timg:GetImagingSettingsResponse><timg:ImagingSettings><tt:Brightness>NaN</tt:Brightness>"
            + "<tt:Contrast>40</tt:Contrast></timg:ImagingSettings>"
            + "</timg:GetImagingSettingsResponse>");
    device.without("GetOptions");
    try (OnvifDevice connected = connect()) {
      ImagingSettings now = connected.imaging().read("source_1");
      assertTrue(now.level(Level.BRIGHTNESS).isEmpty());
      assertEquals(40, now.level(Level.CONTRAST).orElseThrow());
      assertEquals(Optional.empty(), now.range(Level.CONTRAST));
      assertEquals(Optional.empty(), now.mode(Mode.INFRARED_FILTER));
      assertEquals(List.of(), now.choices(Mode.INFRARED_FILTER));
    }
  }

  @Test
  void theTimeComesFromTheServersThatAreNamedOrFromDhcp() throws Exception {
    try (OnvifDevice connected = connect()) {
      Maintenance maintenance = connected.maintenance();
      assertEquals(new NtpSettings(false, false, List.of()), maintenance.ntp());
      List<String> servers = List.of("192.168.1.1", "fd00::1", "ntp.example");
      maintenance.useNtp(servers);
      assertEquals(new NtpSettings(true, false, servers), maintenance.ntp());
      maintenance.useNtpOfDhcp();
      assertEquals(new NtpSettings(true, true, List.of("192.0.2.123")), maintenance.ntp());
      device.without("GetNTP");
      assertEquals(new NtpSettings(true, false, List.of()), maintenance.ntp());
      maintenance.setTime(Instant.now());
      assertEquals(new NtpSettings(false, false, List.of()), maintenance.ntp());
    }
  }

  @Test
  void aDeviceIsKeptInOrder() throws Exception {
    taking("SystemReboot");
    taking("SetNTP");
    taking("SetRelayOutputState");
    taking("SetSystemDateAndTime");
    taking(
        "GetRelayOutputs",
        "<tds:GetRelayOutputsResponse><tds:RelayOutputs token=\"r1\"><tt:Properties>"
            + "<tt:Mode>Monostable</tt:Mode></tt:Properties></tds:RelayOutputs>"
            + "<tds:RelayOutputs token=\"r2\"/></tds:GetRelayOutputsResponse>");
    try (OnvifDevice connected = connect()) {
      Maintenance maintenance = connected.maintenance();
      assertEquals(
          List.of(new Maintenance.Relay("r1", false), new Maintenance.Relay("r2", true)),
          maintenance.relays());
      maintenance.setRelay("r2", true);
      maintenance.useNtp(List.of("192.168.1.1", "fd00::1", "ntp.example"));
      maintenance.reboot();
    }
    assertEquals(
        List.of(
            "GetRelayOutputs",
            "SetRelayOutputState(RelayOutputToken=r2, LogicalState=active)",
            "SetNTP(FromDHCP=false, NTPManual(Type=IPv4, IPv4Address=192.168.1.1),"
                + " NTPManual(Type=IPv6, IPv6Address=fd00::1),"
                + " NTPManual(Type=DNS, DNSname=ntp.example))",
            "SetSystemDateAndTime(DateTimeType=NTP, DaylightSavings=false, TimeZone(TZ=CST-8))",
            "SystemReboot"),
        done);
  }

  @Test
  void whoSetsTheClockSignsInByTheNewTime() throws Exception {
    device.ahead(Duration.ofDays(-7000));
    device.on(
        "SetSystemDateAndTime",
        request -> {
          done.add(line(request.body()));
          device.ahead(Duration.ZERO);
          return OnvifReply.soap("<tds:SetSystemDateAndTimeResponse/>");
        });
    try (OnvifDevice connected = connect()) {
      DeviceClock clock = connected.maintenance().setTime(Instant.now());
      assertTrue(clock.ahead().orElseThrow().abs().toMinutes() < 10, clock.toString());
      assertEquals("DS-9", connected.describe().identity().model());
      assertTrue(done.getFirst().matches(".*UTCDateTime\\(Time\\(.*\\), Date\\(Year=.*"));
      assertEquals(0, device.login().mistakes());
    }
  }

  @Test
  void aClockThatJumpsIsReadAgain() throws Exception {
    try (OnvifDevice connected = connect()) {
      connected.describe();
      device.ahead(Duration.ofDays(300));
      assertEquals(2, connected.encoders().list().size());
      assertEquals(1, device.login().mistakes());
    }
  }

  private static final String SUBSCRIBED =
      "<tev:CreatePullPointSubscriptionResponse><tev:SubscriptionReference><wsa:Address>"
          + "http://192.168.1.64/onvif/pull?%d</wsa:Address><wsa:ReferenceParameters>"
          + "<x:Id xmlns:x=\"urn:maker\">id%d</x:Id></wsa:ReferenceParameters>"
          + "</tev:SubscriptionReference></tev:CreatePullPointSubscriptionResponse>";

  private static String motion(boolean state) {
    return "<tev:PullMessagesResponse><wsnt:NotificationMessage><wsnt:Topic>"
        + "tns1:VideoSource/MotionAlarm</wsnt:Topic><wsnt:Message><tt:Message UtcTime=\""
        + "2026-01-01T00:00:00Z\" PropertyOperation=\"Changed\"><tt:Data><tt:SimpleItem"
        + " Name=\"State\" Value=\""
        + state
        + "\"/></tt:Data></tt:Message></wsnt:Message></wsnt:NotificationMessage>"
        + "<wsnt:NotificationMessage><wsnt:Topic>tns1:Other</wsnt:Topic></wsnt:NotificationMessage>"
        + "</tev:PullMessagesResponse>";
  }

  @Test
  void eventsArePulledAndTheSubscriptionIsKeptAlive() throws Exception {
    AtomicInteger subscriptions = new AtomicInteger();
    AtomicInteger pulls = new AtomicInteger();
    device.on(
        "CreatePullPointSubscription",
        _ -> {
          int number = subscriptions.incrementAndGet();
          return OnvifReply.soap(SUBSCRIBED.formatted(number, number));
        });
    device.on(
        "PullMessages",
        request -> {
          done.add(
              request.exchange().getRequestURI()
                  + " "
                  + request.text("Id").orElse("?")
                  + " "
                  + request.text("To").orElse("?"));
          // The third time it has forgotten us, as after a restart.
          return pulls.incrementAndGet() == 3
              ? OnvifReply.fault("ter:InvalidArgVal", "no such subscription")
              : OnvifReply.soap(motion(pulls.get() % 2 == 1));
        });
    taking("Renew", "<wsnt:RenewResponse/>");
    taking("Unsubscribe", "<wsnt:UnsubscribeResponse/>");
    AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    InstantSource source = now::get;
    try (OnvifDevice connected = connect(source.withZone(ZoneOffset.UTC));
        EventSubscription events = connected.events()) {
      List<Optional<Boolean>> states = new ArrayList<>();
      events.pull(Duration.ofSeconds(1)).forEach(event -> states.add(event.active()));
      now.updateAndGet(time -> time.plusSeconds(40));
      events.pull(Duration.ofSeconds(1)).forEach(event -> states.add(event.active()));
      events.pull(Duration.ofSeconds(1)).forEach(event -> states.add(event.active()));
      assertEquals(List.of(Optional.of(true), Optional.of(false), Optional.of(false)), states);
    }
    assertEquals(
        List.of(
            "/onvif/pull?1 id1 http://192.168.1.64/onvif/pull?1",
            "Renew(TerminationTime=PT60S)",
            "/onvif/pull?1 id1 http://192.168.1.64/onvif/pull?1",
            "/onvif/pull?1 id1 http://192.168.1.64/onvif/pull?1",
            "/onvif/pull?2 id2 http://192.168.1.64/onvif/pull?2",
            "Unsubscribe"),
        done);
  }

  @Test
  void aDeviceThatGivesLessTimeIsAskedForMoreInTime() throws Exception {
    device.on(
        "CreatePullPointSubscription",
        SUBSCRIBED
            .formatted(1, 1)
            .replace(
                "</tev:CreatePull",
                "<wsnt:CurrentTime>2000-01-03T03:58:33Z</wsnt:CurrentTime><wsnt:TerminationTime>"
                    + "2000-01-03T03:58:43+00:00</wsnt:TerminationTime></tev:CreatePull"));
    device.on(
        "PullMessages",
        request -> {
          done.add("PullMessages for " + request.text("Timeout").orElse("?"));
          return OnvifReply.soap(motion(true));
        });
    taking("Renew", "<wsnt:RenewResponse/>");
    taking("Unsubscribe", "<wsnt:UnsubscribeResponse/>");
    AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    InstantSource source = now::get;
    try (OnvifDevice connected = connect(source.withZone(ZoneOffset.UTC));
        EventSubscription events = connected.events()) {
      events.pull(Duration.ofMinutes(1));
      now.updateAndGet(time -> time.plusSeconds(6));
      events.pull(Duration.ofMinutes(1));
    }
    assertEquals(
        List.of(
            "PullMessages for PT5S",
            "Renew(TerminationTime=PT60S)",
            "PullMessages for PT20S",
            "Unsubscribe"),
        done);
  }

  @Test
  void whoPullsIsInterruptedAndGivesTheSubscriptionBack() throws Exception {
    CountDownLatch pulling = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    device.on("CreatePullPointSubscription", SUBSCRIBED.formatted(1, 1));
    device.on(
        "PullMessages",
        _ -> {
          pulling.countDown();
          end.await();
          over.countDown();
          return OnvifReply.raw(500, "");
        });
    taking("Unsubscribe", "<wsnt:UnsubscribeResponse/>");
    AtomicReference<CameraException> failure = new AtomicReference<>();
    Thread thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try (OnvifDevice connected = connect();
                      EventSubscription events = connected.events()) {
                    events.pull(Duration.ofSeconds(20));
                  } catch (CameraException e) {
                    failure.set(e);
                  }
                });
    pulling.await();
    thread.interrupt();
    thread.join();
    assertEquals(Reason.STOPPED, failure.get().reason());
    assertEquals(List.of("Unsubscribe"), done);
    end.countDown();
    over.await();
  }
}
