package io.vedette.camera.onvif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.CameraMemory;
import io.vedette.camera.Credentials;
import io.vedette.camera.onvif.soap.DeviceAddress;
import io.vedette.camera.onvif.soap.SoapLimits;
import io.vedette.testing.TlsFront;
import io.vedette.testing.TlsIdentity;
import io.vedette.testing.onvif.DeviceLogin.Kind;
import io.vedette.testing.onvif.GoodAnswers;
import io.vedette.testing.onvif.OnvifReply;
import io.vedette.testing.onvif.ScriptedOnvifDevice;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** How the client signs in, and when it stops trying. */
@Timeout(240)
class OnvifSignInTest {

  private static final Credentials WRONG = new Credentials("admin", "12345");

  private static DeviceAddress at(ScriptedOnvifDevice device) {
    return new DeviceAddress(URI.create(device.url()));
  }

  private static OnvifFinding find(ScriptedOnvifDevice device, Credentials credentials) {
    return OnvifFinding.of(at(device), Optional.ofNullable(credentials), new CameraMemory());
  }

  private static DeviceDescription described(OnvifFinding finding) {
    return assertInstanceOf(OnvifFinding.Described.class, finding, finding.toString())
        .description();
  }

  @ParameterizedTest
  @EnumSource(value = Kind.class, mode = Mode.EXCLUDE, names = "BASIC")
  void everyWayOfSigningInWorks(Kind kind) throws Exception {
    try (ScriptedOnvifDevice device = new ScriptedOnvifDevice(kind)) {
      DeviceDescription description = described(find(device, ScriptedOnvifDevice.GOOD));
      assertEquals("Ac&me", description.identity().make());
      assertEquals(3, description.profiles().size());
      assertEquals(0, device.login().mistakes());
      assertEquals(
          1,
          device.asked().stream().filter("GetServices"::equals).count()
              - (kind == Kind.NONE ? 0 : 1),
          "one refusal without credentials, no more");
    }
  }

  /** Whether it took a digest is known of every way without TLS; one that asks nobody took none. */
  @ParameterizedTest
  @EnumSource(value = Kind.class, mode = Mode.EXCLUDE, names = "BASIC")
  void aDigestThatWasTakenIsNoted(Kind kind) throws Exception {
    try (ScriptedOnvifDevice device = new ScriptedOnvifDevice(kind);
        OnvifDevice connected =
            OnvifDevice.connect(
                at(device), Optional.of(ScriptedOnvifDevice.GOOD), new CameraMemory())) {
      connected.describe();
      assertEquals(kind != Kind.NONE, connected.isSignedInByDigest());
    }
  }

  @ParameterizedTest
  @EnumSource(value = Kind.class, mode = Mode.EXCLUDE, names = "NONE")
  void aWrongPasswordIsTriedOnce(Kind kind) throws Exception {
    try (ScriptedOnvifDevice device = new ScriptedOnvifDevice(kind)) {
      OnvifFinding finding = find(device, WRONG);
      OnvifFinding.PasswordRefused refused =
          assertInstanceOf(OnvifFinding.PasswordRefused.class, finding);
      assertEquals(kind == Kind.BASIC ? 0 : 1, device.login().tries(), refused.seen());
      assertFalse(refused.seen().contains("12345"), refused.seen());
      assertTrue(refused.seen().contains("not asked again"), refused.seen());
    }
  }

  @Test
  void whoAsksOnDoesNotLockTheAccount() throws Exception {
    try (ScriptedOnvifDevice device = new ScriptedOnvifDevice(Kind.TOKEN)) {
      for (int i = 0; i < 2; i++) {
        assertInstanceOf(OnvifFinding.PasswordRefused.class, find(device, WRONG));
      }
      assertEquals(
          2, device.login().mistakes(), "one for each time that somebody presses a button");
      described(find(device, ScriptedOnvifDevice.GOOD));
    }
  }

  @ParameterizedTest
  @EnumSource(value = Kind.class, mode = Mode.EXCLUDE, names = "NONE")
  void aDeviceWithoutPasswordShowsAsThat(Kind kind) throws Exception {
    try (ScriptedOnvifDevice device = new ScriptedOnvifDevice(kind)) {
      assertInstanceOf(OnvifFinding.PasswordWanted.class, find(device, null));
      assertEquals(0, device.login().tries());
    }
  }

  @Test
  void basicAloneIsNotAnsweredInTheClear() throws Exception {
    try (ScriptedOnvifDevice device = new ScriptedOnvifDevice(Kind.BASIC)) {
      OnvifFinding.PasswordRefused refused =
          assertInstanceOf(
              OnvifFinding.PasswordRefused.class, find(device, ScriptedOnvifDevice.GOOD));
      assertEquals(0, device.login().tries(), "no Authorization was sent");
      assertTrue(refused.seen().contains("https://"), refused.seen());
    }
  }

  @Test
  void basicIsAnsweredWithinTls(@TempDir Path folder) throws Exception {
    TlsIdentity identity = TlsIdentity.make(folder, "camera");
    CameraMemory memory = new CameraMemory();
    try (ScriptedOnvifDevice device = new ScriptedOnvifDevice(Kind.BASIC);
        TlsFront front = new TlsFront(identity, 0, device.port())) {
      DeviceAddress secure =
          new DeviceAddress(
              URI.create("https://127.0.0.1:" + front.port() + "/onvif/device_service"));
      // The device knows nothing of its front and tells http:// addresses: they are not followed.
      DeviceDescription description =
          described(OnvifFinding.of(secure, Optional.of(ScriptedOnvifDevice.GOOD), memory));
      assertEquals("https", description.profiles().getFirst().snapshot().orElseThrow().getScheme());
      assertEquals(front.port(), description.profiles().getFirst().snapshot().get().getPort());
      try (OnvifDevice connected =
          OnvifDevice.connect(secure, Optional.of(ScriptedOnvifDevice.GOOD), memory)) {
        connected.describe();
        assertTrue(connected.isSignedIn());
        assertFalse(connected.isSignedInByDigest());
      }
    }
    assertEquals(Optional.of(identity.fingerprint()), memory.learned().certificate());
  }

  @Test
  void anotherCertificateIsToldNothing(@TempDir Path folder) throws Exception {
    TlsIdentity known = TlsIdentity.make(folder, "known");
    TlsIdentity other = TlsIdentity.make(folder, "other");
    String fingerprint = known.fingerprint();
    CameraMemory memory = new CameraMemory();
    memory.note(learned -> learned.withCertificate(fingerprint));
    try (ScriptedOnvifDevice device = new ScriptedOnvifDevice(Kind.NONE);
        TlsFront front = new TlsFront(other, 0, device.port())) {
      DeviceAddress secure =
          new DeviceAddress(URI.create("https://127.0.0.1:" + front.port() + "/"));
      CameraException changed =
          assertThrows(
              CameraException.class,
              () -> OnvifDevice.connect(secure, Optional.of(ScriptedOnvifDevice.GOOD), memory));
      assertEquals(Reason.CERTIFICATE_CHANGED, changed.reason());
      assertEquals(0, device.asked().size());
    }
    assertEquals(Optional.of(fingerprint), memory.learned().certificate());
  }

  @ParameterizedTest
  @ValueSource(longs = {-20_000, 20_000, 1})
  void aClockThatIsDaysOffIsTakenIntoAccount(long days) throws Exception {
    Duration off = Duration.ofDays(days);
    try (ScriptedOnvifDevice device = new ScriptedOnvifDevice(Kind.TOKEN).ahead(off)) {
      DeviceDescription description = described(find(device, ScriptedOnvifDevice.GOOD));
      assertEquals("GetSystemDateAndTime", device.asked().getFirst());
      assertEquals(DeviceClock.Source.ONVIF, description.clock().source());
      Duration told = description.clock().ahead().orElseThrow();
      assertTrue(told.minus(off).abs().toMinutes() < 10, told.toString());
      assertEquals(0, device.login().mistakes());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"TOKEN", "TOKEN_BY_BARE_401", "DIGEST_MD5"})
  void aTimeThatIsSecretIsTakenFromHttpAndThenAskedAgain(Kind kind) throws Exception {
    Duration off = Duration.ofDays(-9000);
    try (ScriptedOnvifDevice device = new ScriptedOnvifDevice(kind).withSecretTime();
        OnvifDevice connected = byClock(device, off)) {
      DeviceClock clock = connected.describe().clock();
      assertEquals(DeviceClock.Source.ONVIF, clock.source());
      assertTrue(clock.ahead().orElseThrow().minus(off).abs().toMinutes() < 10, clock.toString());
      assertEquals(0, device.login().mistakes());
    }
  }

  /** With a box whose clock is off: HTTP's own cannot be set in the device. */
  private static OnvifDevice byClock(ScriptedOnvifDevice device, Duration deviceAhead)
      throws CameraException {
    return OnvifDevice.connect(
        at(device),
        Optional.of(ScriptedOnvifDevice.GOOD),
        new CameraMemory(),
        SoapLimits.DEFAULT,
        Clock.offset(Clock.systemUTC(), deviceAhead.negated()));
  }

  @Test
  void aTimeThatMakesNoSenseIsNotBelieved() throws Exception {
    String nonsense =
        "<tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime><tt:UTCDateTime><tt:Date>"
            + "<tt:Year>2026</tt:Year><tt:Month>13</tt:Month><tt:Day>0</tt:Day></tt:Date>"
            + "</tt:UTCDateTime></tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse>";
    try (ScriptedOnvifDevice device =
            new ScriptedOnvifDevice(Kind.TOKEN).on("GetSystemDateAndTime", nonsense);
        OnvifDevice connected = byClock(device, Duration.ofDays(400))) {
      assertEquals(DeviceClock.Source.HTTP, connected.describe().clock().source());
    }
  }

  @Test
  void whatThisUserMayNotIsNotedAndTheRestIsTold() throws Exception {
    try (ScriptedOnvifDevice device =
        new ScriptedOnvifDevice(Kind.DIGEST_SHA_256)
            .on(
                "GetNetworkInterfaces",
                _ -> OnvifReply.fault("ter:NotAuthorized", "operators only"))) {
      DeviceDescription description = described(find(device, ScriptedOnvifDevice.GOOD));
      assertEquals(Optional.empty(), description.mac());
      assertEquals(Optional.of("gate"), description.hostname());
      assertTrue(
          description.notes().stream()
              .anyMatch(n -> n.contains("GetNetworkInterfaces") && n.contains("operators only")),
          description.notes().toString());
    }
  }

  @Test
  void noCredentialsGoToAForeignHost() throws Exception {
    try (ScriptedOnvifDevice bystander = new ScriptedOnvifDevice(Kind.TOKEN);
        ScriptedOnvifDevice device = new ScriptedOnvifDevice(Kind.TOKEN)) {
      // "localhost" is not what the user named, even if it is the same machine.
      device.on(
          "GetServices",
          GoodAnswers.services(
              "http://localhost:" + bystander.port(),
              "http://www.onvif.org/ver10/device/wsdl",
              "http://www.onvif.org/ver10/media/wsdl",
              "http://www.onvif.org/ver20/media/wsdl"));
      DeviceDescription description = described(find(device, ScriptedOnvifDevice.GOOD));
      assertEquals(3, description.profiles().size());
      assertEquals(0, bystander.asked().size());
    }
  }
}
