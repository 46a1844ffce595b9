package io.vedette.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vedette.camera.CameraAddress;
import io.vedette.camera.CameraAddress.Transport;
import io.vedette.camera.CameraIdentity;
import io.vedette.camera.discovery.MacAddress;
import io.vedette.config.CameraConfig;
import io.vedette.config.SourceMode;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KnownCameraTest {

  private static final String UUID = "4d454930-0000-1000-8000-bcad28f1a2b3";

  private static CameraConfig camera(String id, String url, CameraIdentity identity) {
    return new CameraConfig(
            id,
            id,
            new CameraAddress.Rtsp(URI.create(url), Transport.AUTO),
            Optional.empty(),
            Optional.empty(),
            SourceMode.ALWAYS,
            true)
        .with(identity);
  }

  private static CameraIdentity identity(String serial, String mac, String uuid) {
    return new CameraIdentity(
        Optional.of(serial).filter(text -> !text.isEmpty()),
        Optional.of(mac).filter(text -> !text.isEmpty()),
        Optional.of(uuid).filter(text -> !text.isEmpty()),
        Optional.empty(),
        Optional.empty());
  }

  private static String found(FoundCameras.Told told, CameraConfig... cameras) {
    return KnownCamera.find(told.at("192.0.2.7"), List.of(cameras))
        .map(CameraConfig::id)
        .orElse("none");
  }

  private static FoundCameras.Told told(String serial, String mac, String uuid) {
    return new FoundCameras.Told(
        Optional.of(serial).filter(text -> !text.isEmpty()),
        MacAddress.parse(mac),
        Optional.of(uuid).filter(text -> !text.isEmpty()));
  }

  @Test
  void anAddressIsEnoughWhereNothingElseIsKnown() {
    CameraConfig here = camera("here", "rtsp://192.0.2.7:8554/a", CameraIdentity.UNKNOWN);
    CameraConfig named = camera("named", "rtsp://camera.example/a", CameraIdentity.UNKNOWN);
    assertEquals("here", found(told("", "", ""), named, here));
    assertEquals("here", found(told("S-1", "00:00:5e:00:53:07", UUID), here));
    assertEquals("none", found(told("", "", ""), named));
  }

  @Test
  void whoItIsCountsMoreThanWhereItIs() {
    CameraConfig moved =
        camera("moved", "rtsp://192.0.2.99/a", identity("S-1", "00:00:5e:00:53:07", ""));
    CameraConfig replaced =
        camera("replaced", "rtsp://192.0.2.7/a", identity("S-9", "00:00:5e:00:53:99", ""));
    assertEquals("moved", found(told("", "00:00:5E:00:53:07", ""), replaced, moved));
    assertEquals("moved", found(told("s-1", "", ""), replaced, moved));
    assertEquals("none", found(told("S-2", "00:00:5e:00:53:02", ""), replaced, moved));
    // It has a second interface.
    assertEquals("moved", found(told("S-1", "00:00:5e:00:53:08", ""), replaced, moved));
  }

  @Test
  void aSharedUuidProvesNothingAgainstASerialNumber() {
    CameraConfig one = camera("one", "rtsp://192.0.2.1/a", identity("S-1", "", UUID));
    assertEquals("one", found(told("", "", UUID), one));
    assertEquals("none", found(told("S-2", "", UUID), one));
  }

  @Test
  void whatIsNoIdentityIsNotTaken() {
    CameraIdentity odd = KnownCamera.identity(told("  x\u0007y ", "", "no uuid").at("192.0.2.7"));
    assertEquals(CameraIdentity.UNKNOWN, odd);
    assertEquals(
        Optional.of("S-1"), KnownCamera.identity(told(" S-1 ", "", "").at("192.0.2.7")).serial());
  }
}
