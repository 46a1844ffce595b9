package io.vedette.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraAddress;
import io.vedette.camera.CameraAddress.Transport;
import io.vedette.camera.Credentials;
import io.vedette.camera.Learned;
import io.vedette.camera.Link;
import io.vedette.config.CameraConfig;
import io.vedette.config.SourceMode;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
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
            true,
            learned);
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
            true,
            learned);
    String change = "{'address':{'type':'rtsp','url':'%s'}}";
    assertEquals(
        learned, CameraInput.change(before, json(change.formatted("rtsps://a/sub"))).learned());
    assertEquals(
        Learned.NOTHING,
        CameraInput.change(before, json(change.formatted("rtsps://b/"))).learned());
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
