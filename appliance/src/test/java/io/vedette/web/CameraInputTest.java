package io.vedette.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraAddress;
import io.vedette.camera.CameraAddress.Transport;
import io.vedette.camera.CameraIdentity;
import io.vedette.camera.Credentials;
import io.vedette.camera.Learned;
import io.vedette.camera.Link;
import io.vedette.camera.SignInScheme;
import io.vedette.config.CameraConfig;
import io.vedette.config.SourceMode;
import io.vedette.health.CameraState;
import io.vedette.health.HealthBoard;
import io.vedette.media.Orientation;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CameraInputTest {

  private static JsonObject json(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text.replace('\'', '"')))) {
      return reader.readObject();
    }
  }

  private static List<Problem.FieldError> errors(String body) {
    ProblemException refused =
        assertThrows(ProblemException.class, () -> CameraInput.create("c-1", json(body)));
    assertEquals(422, refused.problem().status());
    return refused.problem().errors();
  }

  @Test
  void readsAWholeCamera() {
    CameraConfig camera =
        CameraInput.create(
            "c-1",
            json(
                "{'name':' Gate ','address':{'type':'rtsp','url':'RTSP://cam:8554/a?b=c','subUrl':'rtsp://cam/sub'},'transport':'udp',"
                    + "'credentials':{'username':'joe','password':'a@b#c'},'mode':'on_demand','enabled':false}"));
    assertEquals(
        new CameraConfig(
            "c-1",
            "Gate",
            new CameraAddress.Rtsp(URI.create("RTSP://cam:8554/a?b=c"), Transport.UDP),
            Optional.of(URI.create("rtsp://cam/sub")),
            Optional.of(new Credentials("joe", "a@b#c")),
            SourceMode.ON_DEMAND,
            false),
        camera);
  }

  @Test
  void aCameraThatPushesGetsAKeyOfItsOwn() {
    String body = "{'name':'Drone','address':{'type':'rtmp'}}";
    CameraConfig camera = CameraInput.create("c-1", json(body));
    assertEquals(new CameraAddress.RtmpPush(), camera.address());
    String key = camera.streamKey().orElseThrow();
    assertTrue(key.matches("[A-Za-z0-9_-]{32}"), key);
    assertNotEquals(camera.streamKey(), CameraInput.create("c-2", json(body)).streamKey());
    CameraConfig renamed = CameraInput.change(camera, json("{'name':'Yard','enabled':false}"));
    assertEquals("Yard", renamed.name());
    assertEquals(camera.credentials(), renamed.credentials());
    assertFalse(renamed.toString().contains(key), renamed.toString());
  }

  @Test
  void whatOnlyTheBoxsOwnConnectionsHaveIsNoneOfACameraThatPushes() {
    assertEquals(
        List.of("address.url", "transport", "credentials", "mode"),
        errors(
                "{'name':'Drone','address':{'type':'rtmp','url':'rtsp://cam/'},'transport':'tcp',"
                    + "'credentials':{'username':'','password':'mine'},'mode':'on_demand'}")
            .stream()
            .map(Problem.FieldError::field)
            .toList());
    CameraConfig camera =
        CameraInput.create("c-1", json("{'name':'Drone','address':{'type':'rtmp'}}"));
    for (String change :
        List.of(
            "{'address':{'type':'rtsp','url':'rtsp://cam/'}}",
            "{'credentials':{'username':'','password':'mine'}}",
            "{'mode':'on_demand'}",
            "{'certificate':null}")) {
      assertThrows(ProblemException.class, () -> CameraInput.change(camera, json(change)), change);
    }
  }

  @Test
  void everyFaultIsToldAtOnceWithItsField() {
    List<Problem.FieldError> errors =
        errors(
            "{'name':'','address':{'type':'rtsp','url':'file:///etc/passwd'},'transport':'quic','colour':'red'}");
    assertEquals(
        List.of("colour", "name", "transport", "address.url"),
        errors.stream().map(Problem.FieldError::field).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "exec:rm -rf /",
        "exec:ls",
        "concat:rtsp://a|rtsp://b",
        "http://cam/stream",
        "rtsp:cam",
        "rtsp://",
        "rtsp:///path",
        "//cam/stream",
        "cam/stream",
        "rtsp://joe:secret@cam/stream",
        "rtsp://joe@cam/stream",
        "rtsp://jo#e:se/cret@cam/stream",
        "rtsp://cam:0/",
        "rtsp://cam:70000/",
        "rtsp://cam:port/",
        "rtsp://cam/a b",
        "rtsp://cam/#x",
        "rtsp://cam\\n/x"
      })
  void addressesThatAreNoneAreRefused(String url) {
    List<Problem.FieldError> errors =
        errors("{'name':'Gate','address':{'type':'rtsp','url':'" + url + "'}}");
    assertEquals(List.of("address.url"), errors.stream().map(Problem.FieldError::field).toList());
    assertTrue(!errors.getFirst().detail().contains("secret"), errors.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{'name':1,'address':{'type':'rtsp','url':'rtsp://a/'}}; name",
        "{'address':{'type':'rtsp','url':'rtsp://a/'}}; name",
        "{'name':'x\\u0007','address':{'type':'rtsp','url':'rtsp://a/'}}; name",
        "{'name':'Gate'}; address",
        "{'name':'Gate','address':'rtsp://a/'}; address",
        "{'name':'Gate','address':{'url':'rtsp://a/'}}; address.type",
        "{'name':'Gate','address':{'type':'simulated','number':1}}; address.type",
        "{'name':'Gate','address':{'type':'rtsp'}}; address.url",
        "{'name':'Gate','address':{'type':'rtsp','url':'rtsp://a/'},'enabled':'yes'}; enabled",
        "{'name':'Gate','address':{'type':'rtsp','url':'rtsp://a/'},'mode':'never'}; mode",
        "{'name':'Gate','address':{'type':'rtsp','url':'rtsp://a/','subUrl':7}}; address.subUrl",
        "{'name':'Gate','address':{'type':'rtsp','url':'rtsp://a/','subUrl':'file:///x'}}; address.subUrl",
        "{'name':'Gate','address':{'type':'rtsp','url':'rtsp://a/'},'credentials':'joe'}; credentials",
        "{'name':'Gate','address':{'type':'rtsp','url':'rtsp://a/'},'credentials':{'username':'joe'}}; credentials.password",
      })
  void eachFieldIsLookedAt(String body, String field) {
    assertEquals(List.of(field), errors(body).stream().map(Problem.FieldError::field).toList());
  }

  @Test
  void aLongNameIsMeasured() {
    String body =
        "{'name':'" + "x".repeat(60_000) + "','address':{'type':'rtsp','url':'rtsp://a/'}}";
    assertEquals("At most 100 characters; these are 60000.", errors(body).getFirst().detail());
  }

  @Test
  void aChangeKeepsWhatItDoesNotMention() {
    CameraConfig before =
        new CameraConfig(
            "c-1",
            "Gate",
            new CameraAddress.Rtsp(URI.create("rtsp://a/"), Transport.TCP),
            Optional.of(URI.create("rtsp://a/sub")),
            Optional.of(new Credentials("joe", "old")),
            SourceMode.ON_DEMAND,
            true);
    CameraConfig after =
        CameraInput.change(before, json("{'transport':'udp','credentials':{'username':'ann'}}"));
    assertEquals("Gate", after.name());
    assertEquals(new CameraAddress.Rtsp(URI.create("rtsp://a/"), Transport.UDP), after.address());
    assertEquals(Optional.of(new Credentials("ann", "old")), after.credentials());
    assertEquals(
        Optional.empty(), CameraInput.change(before, json("{'credentials':null}")).credentials());
    assertEquals(SourceMode.ON_DEMAND, after.mode());
    assertEquals(before.subUrl(), after.subUrl());
    assertEquals(
        Optional.empty(),
        CameraInput.change(before, json("{'address':{'type':'rtsp','url':'rtsp://b/'}}")).subUrl());
  }

  @Test
  void anOrientationIsReadAndChangedPieceByPiece() {
    String camera = "{'name':'Gate','address':{'type':'rtsp','url':'rtsp://a/'}%s}";
    assertEquals(
        Orientation.UPRIGHT, CameraInput.create("c-1", json(camera.formatted(""))).orientation());
    CameraConfig before =
        CameraInput.create(
            "c-1", json(camera.formatted(",'orientation':{'degrees':90,'mirrored':true}")));
    assertEquals(new Orientation(90, true), before.orientation());
    assertEquals(
        new Orientation(90, true),
        CameraInput.change(before, json("{'name':'Yard'}")).orientation());
    assertEquals(
        new Orientation(270, true),
        CameraInput.change(before, json("{'orientation':{'degrees':270}}")).orientation());
    assertEquals(
        new Orientation(90, false),
        CameraInput.change(before, json("{'orientation':{'mirrored':false}}")).orientation());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "90,                  orientation",
        "null,                orientation",
        "{'degrees':45},      orientation.degrees",
        "{'degrees':90.5},    orientation.degrees",
        "{'degrees':-90},     orientation.degrees",
        "{'degrees':360},     orientation.degrees",
        "{'degrees':1e99},    orientation.degrees",
        "{'degrees':true},    orientation.degrees",
        "{'degrees':null},    orientation.degrees",
        "{'mirrored':1},      orientation.mirrored",
        "{'mirrored':null},   orientation.mirrored",
        "{'flipped':true},    orientation.flipped"
      })
  void anOrientationThatCannotBeIsRefusedWithItsField(String orientation, String field) {
    assertEquals(
        List.of(field),
        errors(
                "{'name':'Gate','address':{'type':'rtsp','url':'rtsp://a/'},'orientation':"
                    + orientation
                    + "}")
            .stream()
            .map(Problem.FieldError::field)
            .toList());
  }

  @Test
  void theTransportIsAutomaticUnlessItIsFixed() {
    String address = "'address':{'type':'rtsp','url':'rtsp://a/'}";
    assertEquals(
        new CameraAddress.Rtsp(URI.create("rtsp://a/"), Transport.AUTO),
        CameraInput.create("c-1", json("{'name':'Gate'," + address + "}")).address());
    for (Transport transport : Transport.values()) {
      String name = transport.name().toLowerCase(Locale.ROOT);
      assertEquals(
          new CameraAddress.Rtsp(URI.create("rtsp://a/"), transport),
          CameraInput.create(
                  "c-1", json("{'name':'Gate','transport':'" + name + "'," + address + "}"))
              .address());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'name':'Yard','enabled':false}                                 | true",
        "{'credentials':{'username':'ann'}}                              | true",
        "{'certificate':null,'identity':null}                            | true",
        "{'address':{'type':'rtsp','url':'rtsp://a/other'}}              | true",
        "{'credentials':{'username':'joe','password':'old'}}             | false",
        "{'credentials':null}                                            | false",
        "{'address':{'type':'rtsp','url':'rtsp://b/'}}                   | false"
      })
  void howACameraIsSignedInToIsForgottenWithThePasswordAndTheAddress(String change, boolean kept) {
    Learned learned = Learned.NOTHING.withLink(Link.UDP).withSignIn(SignInScheme.DIGEST);
    CameraConfig before =
        new CameraConfig(
                "c-1",
                "Gate",
                new CameraAddress.Rtsp(URI.create("rtsp://a/"), Transport.AUTO),
                Optional.empty(),
                Optional.of(new Credentials("joe", "old")),
                SourceMode.ALWAYS,
                true)
            .with(learned);
    CameraConfig after = CameraInput.change(before, json(change));
    assertEquals(kept, after.learned().takesDigest());
  }

  @Test
  void aCertificateCanOnlyBeForgotten() {
    Learned learned = Learned.NOTHING.withLink(Link.UDP).withCertificate("ab".repeat(32));
    CameraConfig before =
        new CameraConfig(
            "c-1",
            "Gate",
            new CameraAddress.Rtsp(URI.create("rtsps://a/"), Transport.AUTO),
            Optional.empty(),
            Optional.empty(),
            SourceMode.ALWAYS,
            Orientation.UPRIGHT,
            true,
            learned,
            CameraIdentity.UNKNOWN);
    assertEquals(learned, CameraInput.change(before, json("{'name':'Yard'}")).learned());
    assertEquals(
        learned.withoutCertificate(),
        CameraInput.change(before, json("{'certificate':null}")).learned());
    ProblemException refused =
        assertThrows(
            ProblemException.class,
            () -> CameraInput.change(before, json("{'certificate':{'sha256':'00'}}")));
    assertEquals("certificate", refused.problem().errors().getFirst().field());
    assertEquals(
        List.of("certificate"),
        errors("{'name':'Gate','address':{'type':'rtsp','url':'rtsp://a/'},'certificate':null}")
            .stream()
            .map(Problem.FieldError::field)
            .toList());
  }

  @Test
  void nothingIsKnownOfACameraAtAnotherHost() {
    Learned learned = Learned.NOTHING.withLink(Link.UDP).withCertificate("ab".repeat(32));
    CameraConfig before =
        new CameraConfig(
            "c-1",
            "Gate",
            new CameraAddress.Rtsp(URI.create("rtsps://a/"), Transport.AUTO),
            Optional.empty(),
            Optional.empty(),
            SourceMode.ALWAYS,
            Orientation.UPRIGHT,
            true,
            learned,
            CameraIdentity.UNKNOWN);
    String change = "{'address':{'type':'rtsp','url':'%s'}}";
    assertEquals(
        learned, CameraInput.change(before, json(change.formatted("rtsps://a/sub"))).learned());
    assertEquals(
        Learned.NOTHING,
        CameraInput.change(before, json(change.formatted("rtsps://b/"))).learned());
  }

  private static final String GATE =
      "{'name':'Gate','address':{'type':'rtsp','url':'rtsp://a/'},'identity':%s}";

  private static CameraIdentity identity(String json) {
    return CameraInput.create("c-1", json(GATE.formatted(json))).identity();
  }

  @Test
  void anIdentityIsReadInOneFormHoweverItIsWritten() {
    assertEquals(
        new CameraIdentity(
            Optional.of("SN 1"),
            Optional.of("00:00:5e:00:53:0f"),
            Optional.of("6ba7b810-9dad-11d1-80b4-00c04fd430c8"),
            Optional.of("Example"),
            Optional.empty()),
        identity(
            "{'serial':' SN 1 ','mac':'00-00-5E-00-53-0F',"
                + "'uuid':'urn:uuid:6BA7B810-9dad-11d1-80b4-00c04fd430c8','make':'Example',"
                + "'model':null}"));
    assertEquals(CameraIdentity.UNKNOWN, identity("null"));
    assertEquals(CameraIdentity.UNKNOWN, identity("{}"));
  }

  @Test
  void anIdentityStaysUntilItIsSaidAnewOrTheCameraIsSomewhereElse() {
    CameraConfig before =
        CameraInput.create(
            "c-1", json(GATE.formatted("{'serial':'SN 1','mac':'00:00:5e:00:53:07'}")));
    assertEquals(before.identity(), CameraInput.change(before, json("{'name':'Yard'}")).identity());
    String elsewhere = "{'address':{'type':'rtsp','url':'rtsp://b/'}%s}";
    assertEquals(
        CameraIdentity.UNKNOWN,
        CameraInput.change(before, json(elsewhere.formatted(""))).identity());
    assertEquals(
        identity("{'serial':'SN 2'}"),
        CameraInput.change(before, json(elsewhere.formatted(",'identity':{'serial':'SN 2'}")))
            .identity());
    assertEquals(
        CameraIdentity.UNKNOWN, CameraInput.change(before, json("{'identity':null}")).identity());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "'SN 1',                          identity",
        "{'serial':''},                   identity.serial",
        "{'serial':7},                    identity.serial",
        "{'make':'a\\u0007b'},            identity.make",
        "{'mac':'00:00:5e:00:53'},        identity.mac",
        "{'mac':'00:00:00:00:00:00'},     identity.mac",
        "{'mac':'ff:ff:ff:ff:ff:ff'},     identity.mac",
        "{'uuid':'6ba7b810'},             identity.uuid",
        "{'firmware':'1.2'},              identity.firmware"
      })
  void anIdentityThatCannotBeIsRefusedWithItsField(String identity, String field) {
    assertEquals(
        List.of(field),
        errors(GATE.formatted(identity)).stream().map(Problem.FieldError::field).toList());
  }

  @Test
  void aLongSerialNumberIsMeasured() {
    String body = GATE.formatted("{'serial':'" + "x".repeat(129) + "'}");
    assertEquals("At most 128 characters; these are 129.", errors(body).getFirst().detail());
  }

  @Test
  void aCameraShowsWhoItIs() {
    CameraConfig known =
        CameraInput.create(
            "c-1", json(GATE.formatted("{'serial':'SN 1','mac':'00:00:5E:00:53:07'}")));
    assertEquals(
        json("{'serial':'SN 1','mac':'00:00:5e:00:53:07'}"),
        CameraJson.of(known, Optional.empty()).getJsonObject("identity"));
    assertEquals(
        JsonValue.NULL,
        CameraJson.of(known.with(CameraIdentity.UNKNOWN), Optional.empty()).get("identity"));
  }

  @Test
  void aCameraShowsWhatIsKnownOfTheDevice() {
    CameraConfig gate = CameraInput.create("c-1", json(GATE.formatted("null")));
    JsonObject nothing = CameraJson.of(gate, Optional.empty()).getJsonObject("device");
    assertEquals(JsonValue.NULL, nothing.get("firmware"));
    assertEquals(JsonValue.NULL, nothing.get("clockAheadSeconds"));
    assertEquals(JsonValue.EMPTY_JSON_ARRAY, nothing.get("notices"));
    HealthBoard health = new HealthBoard();
    health.state("c-1", "main", new CameraState.Streaming(Instant.EPOCH));
    health.device(
        "c-1",
        facts ->
            facts
                .told(Optional.of("V5.7.3"), Optional.of(Duration.ofDays(-2)))
                .withNotices(List.of("moved from 10.0.0.5 to 10.0.0.17")));
    JsonObject told = CameraJson.of(gate, health.camera("c-1")).getJsonObject("device");
    assertEquals("V5.7.3", told.getString("firmware"));
    assertEquals(-172_800, told.getInt("clockAheadSeconds"));
    assertEquals("moved from 10.0.0.5 to 10.0.0.17", told.getJsonArray("notices").getString(0));
  }

  @Test
  void aSimulatedCameraKeepsItsAddress() {
    CameraConfig before =
        new CameraConfig(
            "c-1",
            "Gate",
            new CameraAddress.Simulated(1),
            Optional.empty(),
            Optional.empty(),
            SourceMode.ALWAYS,
            true);
    assertEquals("Yard", CameraInput.change(before, json("{'name':'Yard'}")).name());
    assertThrows(
        ProblemException.class, () -> CameraInput.change(before, json("{'transport':'udp'}")));
  }
}
