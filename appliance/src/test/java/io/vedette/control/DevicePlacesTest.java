package io.vedette.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vedette.camera.CameraAddress;
import io.vedette.camera.CameraAddress.Transport;
import io.vedette.camera.discovery.DiscoveredCamera;
import io.vedette.config.CameraConfig;
import io.vedette.config.SourceMode;
import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DevicePlacesTest {

  private static CameraConfig camera(CameraAddress address, boolean enabled) {
    return new CameraConfig(
        "c-1", "Gate", address, Optional.empty(), Optional.empty(), SourceMode.ALWAYS, enabled);
  }

  private static CameraConfig camera(String url) {
    return camera(new CameraAddress.Rtsp(URI.create(url), Transport.AUTO), true);
  }

  private static DiscoveredCamera found(String address, String... services) throws Exception {
    InetAddress at = InetAddress.getByName(address);
    return new DiscoveredCamera(
        "d-" + address + services.length,
        at,
        List.of(at),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        java.util.Arrays.stream(services).map(URI::create).toList(),
        List.of(),
        List.of(),
        Optional.empty(),
        Set.of(),
        Instant.EPOCH,
        Instant.EPOCH);
  }

  private static List<String> of(CameraConfig camera, DiscoveredCamera... found) {
    return new DevicePlaces(() -> List.of(found), List.of(80, 8000))
        .of(camera).stream().map(place -> place.told() + " " + place.service()).toList();
  }

  @Test
  void whatTheCameraHasToldComesFirstAndThenItsUsualPorts() throws Exception {
    assertEquals(
        List.of(
            "true http://192.0.2.7:2020/onvif/service",
            "false http://192.0.2.7:80/onvif/device_service",
            "false http://192.0.2.7:8000/onvif/device_service"),
        of(
            camera("rtsp://192.0.2.7:554/stream"),
            found("192.0.2.7", "http://192.0.2.7:2020/onvif/service"),
            found("192.0.2.8", "http://192.0.2.8/onvif/device_service")));
  }

  @Test
  void noOtherHostIsEverAsked() throws Exception {
    assertEquals(
        List.of(
            "false http://192.0.2.7:80/onvif/device_service",
            "false http://192.0.2.7:8000/onvif/device_service"),
        of(
            camera("rtsp://192.0.2.7/stream"),
            found("192.0.2.7", "http://192.0.2.66/onvif/device_service")));
    // Two cameras behind one address.
    assertEquals(
        2,
        of(
                camera("rtsp://192.0.2.7/stream"),
                found("192.0.2.7", "http://192.0.2.7/a"),
                found("192.0.2.7", "http://192.0.2.7/b", "http://192.0.2.7/c"))
            .size());
  }

  @Test
  void aCameraThatIsReachedOverTlsIsNotAskedWithout() throws Exception {
    assertEquals(
        List.of(
            "true https://192.0.2.7/onvif/device_service",
            "false https://192.0.2.7:443/onvif/device_service"),
        of(
            camera("rtsps://192.0.2.7/stream"),
            found(
                "192.0.2.7",
                "http://192.0.2.7/onvif/device_service",
                "https://192.0.2.7/onvif/device_service")));
  }

  @Test
  void simulatedAndDisabledCamerasAreNotAsked() {
    CameraAddress gate = new CameraAddress.Rtsp(URI.create("rtsp://192.0.2.7/"), Transport.TCP);
    assertFalse(DevicePlaces.isAsked(camera(gate, false)));
    assertFalse(DevicePlaces.isAsked(camera(new CameraAddress.Simulated(1), true)));
    assertEquals(List.of(), of(camera(new CameraAddress.Simulated(1), true)));
  }
}
