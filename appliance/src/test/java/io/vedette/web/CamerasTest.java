package io.vedette.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraAddress;
import io.vedette.camera.CameraAddress.Transport;
import io.vedette.camera.CameraIdentity;
import io.vedette.camera.Learned;
import io.vedette.camera.Link;
import io.vedette.camera.SignInScheme;
import io.vedette.config.CameraConfig;
import io.vedette.config.ConfigStore;
import io.vedette.config.SourceMode;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CamerasTest {

  private static final CameraIdentity KNOWN =
      new CameraIdentity(
          Optional.of("SN 1"),
          Optional.of("00:00:5e:00:53:01"),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  @TempDir private Path folder;
  private ConfigStore store;
  private Cameras cameras;
  private Inet4Address there;

  @BeforeEach
  void open() throws Exception {
    store = ConfigStore.open(folder.resolve("data"));
    cameras = new Cameras(store);
    there = (Inet4Address) InetAddress.getByName("10.0.0.17");
  }

  @AfterEach
  void close() throws Exception {
    store.close();
  }

  private static CameraConfig camera(String url, String subUrl) {
    return new CameraConfig(
            "c-1",
            "Gate",
            new CameraAddress.Rtsp(URI.create(url), Transport.UDP),
            Optional.ofNullable(subUrl).map(URI::create),
            Optional.empty(),
            SourceMode.ALWAYS,
            true)
        .with(KNOWN)
        .with(Learned.NOTHING.withCertificate("ab".repeat(32)));
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "rtsp://10.0.0.5/a,              rtsp://10.0.0.17/a",
        "rtsps://10.0.0.5:322/a%20b?c=d, rtsps://10.0.0.17:322/a%20b?c=d",
        "RTSP://10.0.0.5:8554,           RTSP://10.0.0.17:8554"
      })
  void aMoveChangesTheHostAndNothingElse(String before, String after) {
    CameraConfig moved = camera(before, before).at(there);
    assertEquals(new CameraAddress.Rtsp(URI.create(after), Transport.UDP), moved.address());
    assertEquals(Optional.of(URI.create(after)), moved.subUrl());
    // So that it has to show the same certificate there.
    assertEquals(camera(before, before).learned(), moved.learned());
    assertEquals(KNOWN, moved.identity());
    Optional<URI> elsewhere = Optional.of(URI.create("rtsp://10.0.0.9/a"));
    assertEquals(elsewhere, camera(before, "rtsp://10.0.0.9/a").at(there).subUrl());
  }

  @Test
  void aMoveIsKeptUnlessTheCameraWasChangedMeanwhile() throws Exception {
    CameraConfig seen = camera("rtsp://10.0.0.5/a", null);
    cameras.add(seen);
    assertTrue(cameras.moved(seen, there));
    assertEquals(List.of(seen.at(there)), cameras.all());
    assertEquals(List.of(seen.at(there)), store.cameras());
    assertFalse(cameras.moved(seen, (Inet4Address) InetAddress.getByName("10.0.0.18")));
    assertEquals(List.of(seen.at(there)), store.cameras());
    cameras.remove("c-1");
    assertFalse(cameras.moved(seen.at(there), there));
  }

  @Test
  void eitherStreamOfACameraTeachesHowItIsSignedInTo() throws Exception {
    CameraConfig seen = camera("rtsp://10.0.0.5/a", "rtsp://10.0.0.5/b");
    cameras.add(seen);
    cameras.learned(
        seen.subStream().orElseThrow(),
        known -> known.withLink(Link.HTTP).withSignIn(SignInScheme.DIGEST));
    assertEquals(
        seen.learned().withSignIn(SignInScheme.DIGEST), cameras.all().getFirst().learned());
    assertEquals(cameras.all(), store.cameras());
    cameras.learned(seen, known -> known.withSignIn(SignInScheme.BASIC));
    assertTrue(cameras.all().getFirst().learned().takesDigest());
  }

  @Test
  void whoACameraIsIsKeptUnlessItWasChangedMeanwhile() throws Exception {
    CameraConfig seen = camera("rtsp://10.0.0.5/a", null).with(CameraIdentity.UNKNOWN);
    cameras.add(seen);
    cameras.identified(seen, KNOWN);
    assertEquals(List.of(seen.with(KNOWN)), store.cameras());
    // By who was seen before somebody said who it is.
    cameras.identified(
        seen,
        new CameraIdentity(
            Optional.of("SN 2"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
    assertEquals(List.of(seen.with(KNOWN)), cameras.all());
  }
}
