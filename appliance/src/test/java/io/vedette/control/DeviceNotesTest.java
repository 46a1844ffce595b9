package io.vedette.control;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.CameraIdentity;
import io.vedette.camera.onvif.DeviceClock;
import io.vedette.camera.onvif.DeviceDescription;
import io.vedette.camera.onvif.DeviceIdentity;
import io.vedette.config.CameraConfig;
import io.vedette.testing.onvif.ScriptedOnvifDevice;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeviceNotesTest {

  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(300);
  private static final CameraConfig GATE = Devices.camera("/a");
  private static final CameraIdentity KNOWN =
      new CameraIdentity(
          Optional.of("SN 1"),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private final DeviceNotes notes = new DeviceNotes(GATE);

  private static DeviceDescription something() {
    return new DeviceDescription(
        new DeviceIdentity("Acme", "DS-9", "V1", "SN 1", ""),
        Optional.empty(),
        List.of(),
        new DeviceClock(Optional.empty(), DeviceClock.Source.NOTHING),
        Set.of(),
        List.of(),
        List.of());
  }

  @Test
  void aCameraIsAskedOnceAnHour() {
    assertFalse(notes.due(Optional.empty()).isAfter(NOW), "it has never been asked");
    notes.noteDescription(something(), NOW, false);
    assertEquals(NOW.plusSeconds(3600), notes.due(Optional.empty()));
    notes.noteDescription(something(), NOW, true);
    assertEquals(NOW.plusSeconds(3600), notes.due(Optional.empty()));
    assertEquals(NOW.plusSeconds(3600), notes.due(Optional.of(NOW.minusSeconds(9))));
  }

  /** It may have restarted again and again. */
  @Test
  void whenPicturesBeginItIsAskedAtMostEveryTenMinutes() {
    notes.noteDescription(something(), NOW, true);
    assertEquals(NOW.plusSeconds(600), notes.due(Optional.of(LATER)));
  }

  @Test
  void whoWasAskedWithoutPicturesIsAskedWithTheFirst() {
    notes.noteDescription(something(), NOW, false);
    assertFalse(notes.due(Optional.of(LATER)).isAfter(LATER));
  }

  @Test
  void credentialsThatWereRefusedAreLeftInPeaceForAnHour() throws Exception {
    notes.noteLetIn();
    notes.throwIfRefused(NOW);
    notes.noteRefusal(new CameraException(Reason.UNAUTHORIZED, "GetServices", "no"), NOW);
    assertFalse(notes.isLetIn());
    CameraException refused =
        assertThrows(CameraException.class, () -> notes.throwIfRefused(NOW.plusSeconds(3599)));
    assertEquals("GetServices: no", refused.getMessage());
    assertEquals(Reason.UNAUTHORIZED, refused.reason());
    assertDoesNotThrow(() -> notes.throwIfRefused(NOW.plusSeconds(3600)));
  }

  @Test
  void theyFollowACameraThatIsLearnedAndThatMoves() throws Exception {
    assertTrue(notes.follow(Devices.camera("/other?path")));
    assertTrue(notes.follow(GATE.with(KNOWN)));
    Inet4Address there = (Inet4Address) InetAddress.getByName("127.0.0.9");
    assertTrue(notes.follow(GATE.with(KNOWN).at(there)));
  }

  @Test
  void theyDoNotFollowAnotherDeviceOrOtherCredentials() throws Exception {
    Inet4Address there = (Inet4Address) InetAddress.getByName("127.0.0.9");
    assertFalse(notes.follow(GATE.at(there)), "nobody knows it");
    assertFalse(notes.follow(Devices.withWrongPassword("/a")));
    assertTrue(notes.follow(GATE.with(KNOWN)));
    assertFalse(notes.follow(GATE.at(there)), "the user has given another address");
    assertFalse(notes.follow(GATE), "the user has said that another device is the camera now");
    assertEquals(ScriptedOnvifDevice.GOOD, GATE.credentials().orElseThrow());
  }
}
