package io.vedette.camera.onvif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.CameraMemory;
import io.vedette.camera.onvif.EncoderOptions.Range;
import io.vedette.camera.onvif.VideoEncoding.Codec;
import io.vedette.camera.onvif.soap.DeviceAddress;
import io.vedette.camera.onvif.soap.XmlElement;
import io.vedette.testing.onvif.DeviceLogin.Kind;
import io.vedette.testing.onvif.GoodAnswers;
import io.vedette.testing.onvif.OnvifReply;
import io.vedette.testing.onvif.ScriptedOnvifDevice;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class EncoderPlanTest {

  private static final List<EncoderOptions> ANYTHING = List.of(options(Codec.H264));

  private static EncoderOptions options(Codec codec) {
    return new EncoderOptions(
        codec,
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private static EncoderConfiguration configuration(Codec codec, double rate, int gop) {
    return new EncoderConfiguration(
        OnvifService.MEDIA2,
        "e",
        "",
        new VideoEncoding(
            codec,
            new PictureSize(1920, 1080),
            rate == 0 ? OptionalDouble.empty() : OptionalDouble.of(rate),
            OptionalInt.of(4096),
            gop == 0 ? OptionalInt.empty() : OptionalInt.of(gop),
            Optional.of("Main")),
        XmlElement.of("", "x"));
  }

  @ParameterizedTest
  @CsvSource({
    // rate, gop -> rate, gop
    "25,25,25,25",
    "25,37,25,37",
    "25,50,25,50",
    "25,250,25,50",
    "25,5,25,25",
    "50,100,30,60",
    "12.5,400,12.5,25",
    "0.5,100,0.5,1",
    "0,0,25,50",
  })
  void rateAndKeyFramesAreThoseOfABrowser(double rate, int gop, double rateAfter, int gopAfter) {
    EncoderPlan plan = EncoderPlan.browserFriendly(configuration(Codec.H264, rate, gop), ANYTHING);
    assertEquals(rateAfter, plan.after().rate().orElseThrow());
    assertEquals(gopAfter, plan.after().gop().orElseThrow());
    assertEquals(rate != rateAfter || gop != gopAfter, plan.isNeeded(), plan.changes().toString());
    assertEquals(List.of(), plan.shortfalls());
  }

  @Test
  void whatTheCameraCannotIsSaid() {
    EncoderOptions h265 = options(Codec.H265);
    EncoderPlan other =
        EncoderPlan.browserFriendly(configuration(Codec.H265, 25, 50), List.of(h265));
    assertFalse(other.isNeeded(), other.changes().toString());
    assertEquals(
        List.of("the camera offers no H.264 here, and goes on with H.265"), other.shortfalls());

    EncoderOptions coarse =
        new EncoderOptions(
            Codec.H264,
            List.of(),
            List.of(50.0, 60.0),
            Optional.empty(),
            Optional.of(new Range(200, 400)),
            Optional.empty(),
            List.of());
    EncoderPlan shortOf =
        EncoderPlan.browserFriendly(configuration(Codec.H264, 60, 300), List.of(coarse));
    assertEquals(50, shortOf.after().rate().orElseThrow());
    assertEquals(200, shortOf.after().gop().orElseThrow());
    assertEquals(2, shortOf.shortfalls().size(), shortOf.shortfalls().toString());
  }

  private static OnvifDevice connect(ScriptedOnvifDevice device) throws CameraException {
    return OnvifDevice.connect(
        new DeviceAddress(URI.create(device.url())),
        Optional.of(ScriptedOnvifDevice.GOOD),
        new CameraMemory());
  }

  private static ScriptedOnvifDevice device(boolean second) throws Exception {
    ScriptedOnvifDevice device = new ScriptedOnvifDevice(Kind.DIGEST_SHA_256);
    return second
        ? device
        : device.on(
            "GetServices",
            GoodAnswers.services(
                "http://127.0.0.1:" + device.port(), OnvifService.MEDIA.namespace()));
  }

  @Test
  void aPlanIsShownAndThenCarriedOut() throws Exception {
    try (ScriptedOnvifDevice device = device(true);
        OnvifDevice connected = connect(device)) {
      VideoEncoders encoders = connected.encoders();
      EncoderPlan plan = encoders.browserFriendly(encoders.list().getFirst());
      assertEquals(
          List.of(
              "codec: H.265 → H.264",
              "size: 3840x2160 → 2560x1440",
              "pictures a second: 50 → 25",
              "kbit/s: 8192 → 10000",
              "pictures from key frame to key frame: 400 → 50",
              "profile: Main → High"),
          plan.changes());
      assertFalse(device.asked().contains("SetVideoEncoderConfiguration"));
      assertEquals(plan.after(), encoders.apply(plan).encoding());
      // What there is now needs nothing.
      assertFalse(encoders.browserFriendly(encoders.get("enc_1").orElseThrow()).isNeeded());
      assertEquals(List.of(), device.failures());
    }
  }

  @Test
  void media1TakesThePlanInItsOwnForm() throws Exception {
    try (ScriptedOnvifDevice device = device(false);
        OnvifDevice connected = connect(device)) {
      VideoEncoders encoders = connected.encoders();
      // Its Media 1 cannot name H.265, and the device lists it none the less.
      EncoderPlan plan = encoders.browserFriendly(encoders.list().getFirst());
      EncoderConfiguration now = encoders.apply(plan);
      assertEquals(plan.after(), now.encoding());
      assertEquals(new PictureSize(1920, 1080), now.encoding().size());
      assertEquals(6000, now.encoding().bitrate().orElseThrow());
      assertEquals(Optional.of("Main"), now.encoding().profile());
      assertEquals(List.of(), device.failures());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatTheUserWantsIsSetExactly(boolean second) throws Exception {
    try (ScriptedOnvifDevice device = device(second);
        OnvifDevice connected = connect(device)) {
      VideoEncoders encoders = connected.encoders();
      VideoEncoding wanted =
          new VideoEncoding(
              Codec.H264,
              new PictureSize(704, 576),
              OptionalDouble.of(12),
              OptionalInt.of(700),
              OptionalInt.of(18),
              Optional.of("Baseline"));
      EncoderPlan plan = EncoderPlan.to(encoders.get("enc_2").orElseThrow(), wanted);
      assertEquals(5, plan.changes().size(), plan.changes().toString());
      assertEquals(wanted, encoders.apply(plan).encoding());
    }
  }

  @Test
  void aPlanThatIsOutOfDateChangesNothing() throws Exception {
    try (ScriptedOnvifDevice device = device(true);
        OnvifDevice connected = connect(device)) {
      VideoEncoders encoders = connected.encoders();
      EncoderPlan old = encoders.browserFriendly(encoders.list().getFirst());
      encoders.apply(old);
      CameraException late = assertThrows(CameraException.class, () -> encoders.apply(old));
      assertEquals(Reason.REFUSED, late.reason());
      assertTrue(late.getMessage().contains("since the plan was made"), late.getMessage());
    }
  }

  @Test
  void aRefusalIsToldInTheCamerasWords() throws Exception {
    try (ScriptedOnvifDevice device =
            device(true)
                .on(
                    "SetVideoEncoderConfiguration",
                    _ -> OnvifReply.fault("ter:ConfigModify", "in use by recording"));
        OnvifDevice connected = connect(device)) {
      VideoEncoders encoders = connected.encoders();
      EncoderPlan plan = encoders.browserFriendly(encoders.list().getFirst());
      CameraException no = assertThrows(CameraException.class, () -> encoders.apply(plan));
      assertEquals(Reason.REFUSED, no.reason());
      assertTrue(no.getMessage().contains("in use by recording"), no.getMessage());
      assertEquals(
          1, device.asked().stream().filter("SetVideoEncoderConfiguration"::equals).count());
    }
  }
}
