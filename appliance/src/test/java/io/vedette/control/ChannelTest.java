package io.vedette.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraAddress;
import io.vedette.camera.CameraAddress.Transport;
import io.vedette.camera.onvif.CameraEvent;
import io.vedette.camera.onvif.CameraEvent.Kind;
import io.vedette.camera.onvif.DeviceClock;
import io.vedette.camera.onvif.DeviceDescription;
import io.vedette.camera.onvif.DeviceIdentity;
import io.vedette.camera.onvif.MediaProfile;
import io.vedette.config.CameraConfig;
import io.vedette.config.SourceMode;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChannelTest {

  private static final MediaProfile ONE = profile("p1", "s1", "c1", "/ch/1?a=b", false);
  private static final MediaProfile ONE_SMALL = profile("p1s", "s1", "c1s", "/ch/1/sub", true);
  private static final MediaProfile TWO = profile("p2", "s2", "c2", "/ch/2", true);

  private static MediaProfile profile(
      String token, String source, String configuration, String path, boolean ptz) {
    return new MediaProfile(
        token,
        token,
        Optional.of(source),
        Optional.of(configuration),
        Optional.of("e-" + token),
        Optional.empty(),
        Optional.of(URI.create("rtsp://192.0.2.7:8554" + path)),
        Optional.empty(),
        ptz);
  }

  private static CameraConfig camera(String path) {
    return new CameraConfig(
        "c-1",
        "Gate",
        new CameraAddress.Rtsp(URI.create("rtsp://192.0.2.7" + path), Transport.AUTO),
        Optional.empty(),
        Optional.empty(),
        SourceMode.ALWAYS,
        true);
  }

  private static Channel channel(String path, MediaProfile... profiles) {
    return Channel.of(
        camera(path),
        new DeviceDescription(
            new DeviceIdentity("", "", "", "", ""),
            Optional.empty(),
            List.of(),
            new DeviceClock(Optional.empty(), DeviceClock.Source.NOTHING),
            Set.of(),
            List.of(profiles),
            List.of()));
  }

  private static CameraEvent event(Kind kind, String source) {
    return event(kind, source, false);
  }

  private static CameraEvent event(Kind kind, String source, boolean ofConfiguration) {
    return new CameraEvent(
        kind, Optional.of(true), source, ofConfiguration, Instant.EPOCH, false, "topic");
  }

  @Test
  void aDeviceWithOneSourceIsTheCameraWhateverItsStreamsAreCalled() {
    Channel channel = channel("/another", ONE, ONE_SMALL);
    assertEquals(Optional.of("p1s"), channel.movedBy());
    assertTrue(channel.concerns(event(Kind.MOTION, "whatever")));
  }

  @Test
  void ofARecorderOnlyTheOwnChannelIsTurnedAndHeard() {
    Channel channel = channel("/ch/1?a=b", TWO, ONE, ONE_SMALL);
    assertEquals(Optional.of("p1s"), channel.movedBy());
    assertTrue(channel.concerns(event(Kind.MOTION, "s1")));
    assertFalse(channel.concerns(event(Kind.MOTION, "s2")));
    assertTrue(channel.concerns(event(Kind.DIGITAL_INPUT, "1")));
  }

  @Test
  void anEventMayNameTheConfigurationOfAnyOfTheChannelsProfiles() {
    Channel channel = channel("/ch/1?a=b", TWO, ONE, ONE_SMALL);
    assertTrue(channel.concerns(event(Kind.MOTION, "c1", true)));
    assertTrue(channel.concerns(event(Kind.TAMPER, "c1s", true)));
    assertFalse(channel.concerns(event(Kind.MOTION, "c2", true)));
    assertFalse(channel.concerns(event(Kind.MOTION, "c3", true)));
  }

  @Test
  void tokensThatSourcesAndConfigurationsShareAreTakenForWhatTheEventSays() {
    MediaProfile first = profile("p1", "0", "1", "/ch/1", false);
    MediaProfile second = profile("p2", "1", "2", "/ch/2", false);
    Channel channel = channel("/ch/2", first, second);
    assertTrue(channel.concerns(event(Kind.MOTION, "1", false)));
    assertFalse(channel.concerns(event(Kind.MOTION, "1", true)));
    assertTrue(channel.concerns(event(Kind.MOTION, "2", true)));
    assertFalse(channel.concerns(event(Kind.MOTION, "0", true)), "only the source is called 0");
  }

  @Test
  void whoeverSaysOneAndGivesTheOtherIsUnderstood() {
    Channel channel = channel("/ch/1?a=b", TWO, ONE, ONE_SMALL);
    assertTrue(channel.concerns(event(Kind.MOTION, "s1", true)));
    assertFalse(channel.concerns(event(Kind.MOTION, "s2", true)));
    assertTrue(channel.concerns(event(Kind.MOTION, "c1", false)));
    assertFalse(channel.concerns(event(Kind.MOTION, "c2", false)));
  }

  @Test
  void whereNothingTellsWhichItIsNothingIsTurned() {
    Channel channel = channel("/ch/1", ONE, TWO);
    assertEquals(Optional.empty(), channel.movedBy());
    assertFalse(channel.concerns(event(Kind.MOTION, "s1")));
  }
}
