package io.vedette.box;

import static java.lang.System.Logger.Level.INFO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.rtsp.RtspHeaders;
import io.vedette.rtsp.RtspRequest;
import io.vedette.rtsp.RtspResponse;
import io.vedette.testing.Attempts;
import io.vedette.testing.Box;
import io.vedette.testing.Feed;
import io.vedette.testing.GStreamerCamera;
import io.vedette.testing.Guard;
import io.vedette.testing.MovableDevice;
import io.vedette.testing.QuirkyCamera;
import io.vedette.testing.QuirkyCamera.Behaviour;
import io.vedette.testing.onvif.GoodAnswers;
import io.vedette.testing.onvif.OnvifReply;
import io.vedette.testing.onvif.ScriptedOnvifDevice;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole box beside a camera that speaks RTSP at one port and ONVIF at another. */
@Timeout(600)
class CameraControlIT {

  private static final System.Logger LOG = System.getLogger(CameraControlIT.class.getName());
  private static final Duration START = Feed.PATIENCE;
  private static final String MOTION = "VideoSource/MotionAlarm";

  @TempDir private Path folder;
  private GStreamerCamera video;
  private MovableDevice device;
  private Box box;
  private Feed feed;

  @BeforeEach
  void start() throws Exception {
    video = GStreamerCamera.playing(GStreamerCamera.VIDEO_TRACK);
    device = new MovableDevice();
    Guard.join(folder);
    box = new Box(folder, "--onvif-ports", String.valueOf(device.port()));
    feed = new Feed(box);
  }

  @AfterEach
  void end() throws Exception {
    feed.close();
    box.close();
    device.close();
    video.close();
  }

  private String add() throws Exception {
    return add(video.url(), ScriptedOnvifDevice.GOOD.password());
  }

  private String add(URI url, String password) throws Exception {
    JsonObject camera =
        Json.createObjectBuilder()
            .add("name", "Gate")
            .add(
                "address",
                Json.createObjectBuilder().add("type", "rtsp").add("url", url.toString()))
            .add(
                "credentials",
                Json.createObjectBuilder()
                    .add("username", ScriptedOnvifDevice.GOOD.username())
                    .add("password", password))
            .build();
    return box.request("POST", "/api/v1/cameras", camera.toString()).getString("id");
  }

  private static JsonObject onvif(JsonObject camera) {
    return camera.getJsonObject("device").getJsonObject("onvif");
  }

  private JsonObject await(String id, String state) throws Exception {
    return feed.await(id, START, camera -> onvif(camera).getString("state").equals(state));
  }

  private void awaitWatched(String id) throws Exception {
    feed.await(id, START, camera -> onvif(camera).getBoolean("watched"));
  }

  private int send(String id, String json) throws Exception {
    return box.send("POST", "/api/v1/cameras/" + id + "/ptz", json.replace('\'', '"')).statusCode();
  }

  private void assertVideoWasLeftAlone(String id) throws Exception {
    feed.awaitState(id, "streaming");
    JsonObject camera = box.request("GET", "/api/v1/cameras/" + id, null);
    assertEquals(0, Feed.main(camera).getInt("reconnects"), camera.toString());
  }

  @Test
  void whatTheCameraNoticesIsOnTheFeedWithinASecondAlsoAfterARestart() throws Exception {
    String id = add();
    JsonObject camera = feed.await(id, START, c -> onvif(c).getBoolean("watched"));
    assertEquals("Ac&me", onvif(camera).getString("make"));
    assertEquals("DS-9-0042", onvif(camera).getString("serial"));
    assertEquals("V5.7.3", camera.getJsonObject("device").getString("firmware"));
    assertTrue(onvif(camera).getBoolean("movable"));

    Attempts.upToThree(number -> isNoticedWithinASecond(id, number));

    int port = device.port();
    device.close();
    // Nobody knows whether it still moves.
    feed.await(
        id,
        START,
        c ->
            onvif(c).getString("state").equals("failed")
                && onvif(c).getJsonArray("sensors").isEmpty());
    long back = System.nanoTime();
    device = new MovableDevice(port);
    awaitWatched(id);
    LOG.log(INFO, "watched again {0} ms after the restart", (System.nanoTime() - back) / 1_000_000);
    device.notices(MOTION, false);
    device.notices("Device/Trigger/DigitalInput", true);
    JsonObject input =
        feed.awaitEvent(id, START, event -> event.getString("kind").equals("digital_input"));
    assertEquals("source_1", input.getString("source"));
    assertVideoWasLeftAlone(id);
    box.request("PATCH", "/api/v1/cameras/" + id, "{\"enabled\":false}");
    feed.await(
        id,
        START,
        c ->
            onvif(c).getString("state").equals("unknown")
                && onvif(c).getJsonArray("sensors").isEmpty());
  }

  private void isNoticedWithinASecond(String id, int number) throws Exception {
    if (number > 1) {
      device.notices(MOTION, false);
      awaitMotion(id, false);
    }
    int before = feed.awaitEvents(id, 0, START).size();
    long noticed = System.nanoTime();
    device.notices(MOTION, true);
    JsonObject event = feed.awaitEvents(id, before + 1, START).getLast();
    long millis = (System.nanoTime() - noticed) / 1_000_000;
    LOG.log(INFO, "an event was on the feed after {0} ms: {1}", millis, event);
    assertEquals("motion", event.getString("kind"));
    assertEquals("began", event.getString("change"));
    awaitMotion(id, true);
    assertTrue(millis < 1000, millis + " ms");
  }

  private void awaitMotion(String id, boolean active) throws Exception {
    feed.await(
        id,
        START,
        camera ->
            onvif(camera).getJsonArray("sensors").getValuesAs(JsonObject.class).stream()
                .anyMatch(
                    sensor ->
                        sensor.getString("kind").equals("motion")
                            && sensor.getBoolean("active") == active));
  }

  @Test
  void movementsArriveInTheirOrderAndEndByThemselves() throws Exception {
    String id = add();
    awaitWatched(id);
    assertEquals(204, send(id, "{'action':'move','pan':0.5,'tilt':-0.25,'seconds':10}"));
    assertEquals(204, send(id, "{'action':'move','zoom':1}"));
    assertEquals(204, send(id, "{'action':'stop'}"));
    assertEquals(204, send(id, "{'action':'step','tilt':0.1}"));
    assertEquals(204, send(id, "{'action':'goto','preset':'1'}"));
    assertEquals(201, send(id, "{'action':'set','name':'Yard'}"));
    assertEquals(
        "{\"presets\":[{\"token\":\"1\",\"name\":\"Gate\"},{\"token\":\"2\",\"name\":\"Yard\"}]}",
        box.request("GET", "/api/v1/cameras/" + id + "/ptz", null).toString());
    assertEquals(204, send(id, "{'action':'remove','preset':'2'}"));
    assertEquals(204, send(id, "{'action':'home'}"));
    assertEquals(204, send(id, "{'action':'move','pan':1,'seconds':1}"));
    // Nobody says so any more: the page was closed.
    String profile = "ProfileToken=p_enc_1";
    String stop = "Stop(" + profile + ", PanTilt=true, Zoom=true)";
    List<String> expected =
        List.of(
            "ContinuousMove(" + profile + ", Velocity(PanTilt x=0.5 y=-0.25), Timeout=PT10S)",
            "ContinuousMove(" + profile + ", Velocity(Zoom x=1.0), Timeout=PT2S)",
            stop,
            "RelativeMove(" + profile + ", Translation(PanTilt x=0.0 y=0.1))",
            "GotoPreset(" + profile + ", PresetToken=1)",
            "SetPreset(" + profile + ", PresetName=Yard)",
            "RemovePreset(" + profile + ", PresetToken=2)",
            "GotoHomePosition(" + profile + ")",
            "ContinuousMove(" + profile + ", Velocity(PanTilt x=1.0 y=0.0), Timeout=PT1S)",
            stop);
    int all = expected.size();
    List<String> done = device.awaitDone(all, START);
    if (done.get(3).equals(stop)) {
      // The second movement was over by itself before it was stopped.
      done = new ArrayList<>(device.awaitDone(all + 1, START));
      done.remove(3);
    }
    assertEquals(expected, done);
    assertEquals(422, send(id, "{'action':'move','pan':7}"));
    assertVideoWasLeftAlone(id);
  }

  @Test
  void ofMovementsThatWaitForASlowCameraOnlyTheNewestIsCarriedOut() throws Exception {
    String id = add();
    awaitWatched(id);
    // On a busy machine the last one may come to the box before another; then there is more time.
    Attempts.upToThree(
        number -> {
          int before = device.done().size();
          onlyTheNewestIsCarriedOut(id, Duration.ofMillis(number == 1 ? 100 : 200));
          List<String> done = device.done();
          assertEquals(
              List.of("Stop(ProfileToken=p_enc_1, PanTilt=true, Zoom=true)"),
              done.subList(before, done.size()));
        });
  }

  /**
   * @param pause between what is sent, ten times
   */
  private void onlyTheNewestIsCarriedOut(String id, Duration pause) throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    device
        .script()
        .on(
            "GotoHomePosition",
            _ -> {
              first.countDown();
              goOn.await();
              return OnvifReply.soap("<tptz:GotoHomePositionResponse/>");
            });
    List<Thread> sending = new ArrayList<>();
    try {
      sending.add(sendAside(id, "{'action':'home'}"));
      first.await();
      for (int i = 0; i < 10; i++) {
        sending.add(sendAside(id, "{'action':'move','pan':1,'seconds':9}"));
      }
      // All of them wait for the camera, as the box answers none before.
      for (Thread one : sending) {
        assertTrue(!one.join(pause), "answered before the camera was free");
      }
      Thread stop = sendAside(id, "{'action':'stop'}");
      sending.add(stop);
      assertTrue(!stop.join(pause.multipliedBy(5)), "answered before the camera was free");
    } finally {
      goOn.countDown();
      for (Thread one : sending) {
        one.join();
      }
    }
  }

  private Thread sendAside(String id, String json) {
    return Thread.startVirtualThread(() -> sendQuietly(id, json));
  }

  private void sendQuietly(String id, String json) {
    try {
      send(id, json);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatIsSetInTheCameraIsSet() throws Exception {
    device.script().ahead(Duration.ofHours(-3));
    String id = add();
    String path = "/api/v1/cameras/" + id;
    JsonObject late = await(id, "connected");
    int ahead = late.getJsonObject("device").getInt("clockAheadSeconds");
    assertTrue(Math.abs(ahead + 3 * 3600) <= 30, "clock: " + ahead);
    assertEquals(
        "{\"relays\":[{\"token\":\"r1\",\"bistable\":true}]}",
        box.request("GET", path + "/relays", null).toString());
    for (String command :
        List.of(
            "{\"action\":\"set_clock\"}",
            "{\"action\":\"set_relay\",\"relay\":\"r1\",\"active\":true}",
            "{\"action\":\"reboot\"}")) {
      assertEquals(204, box.send("POST", path + "/maintenance", command).statusCode(), command);
    }
    assertEquals(
        List.of("SetSystemDateAndTime", "SetRelayOutputState", "SystemReboot"),
        device.done().stream().map(line -> line.replaceFirst("\\(.*", "")).toList());
    feed.await(
        id,
        START,
        camera -> Math.abs(camera.getJsonObject("device").getInt("clockAheadSeconds", 99)) <= 30);
  }

  private JsonObject problem(String method, String path, String body, int status) throws Exception {
    HttpResponse<String> answer = box.send(method, path, body.replace('\'', '"'));
    assertEquals(status, answer.statusCode(), answer.body());
    try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
      return reader.readObject();
    }
  }

  private JsonObject set(String method, String path, String body) throws Exception {
    return box.request(method, path, body.replace('\'', '"'));
  }

  @Test
  void thePictureIsSetWithinWhatTheCameraStates() throws Exception {
    String id = add();
    awaitWatched(id);
    assertTrue(onvif(box.request("GET", "/api/v1/cameras/" + id, null)).getBoolean("adjustable"));
    String path = "/api/v1/cameras/" + id + "/imaging";
    assertEquals(
        "{'brightness':{'value':50.0,'min':0.0,'max':100.0},"
            + "'contrast':{'value':60.0,'min':0.0,'max':100.0},"
            + "'saturation':{'value':40.0,'min':0.0,'max':100.0},"
            + "'sharpness':{'value':30.0,'min':0.0,'max':100.0},"
            + "'backlightCompensationLevel':{'value':20.0,'min':0.0,'max':100.0},"
            + "'infraredFilter':{'value':'auto','choices':['on','off','auto']},"
            + "'wideDynamicRange':{'value':'off','choices':['off','on']},"
            + "'backlightCompensation':{'value':'off','choices':['off','on']}}",
        box.request("GET", path, null).toString().replace('"', '\''));

    JsonObject wrong =
        problem("PATCH", path, "{'brightness':101,'contrast':1,'infraredFilter':'x'}", 422);
    assertEquals("urn:vedette:problem:invalid-setting", wrong.getString("type"));
    assertEquals(
        "[{'field':'brightness','detail':'A number from 0 to 100.'},{'field':'infraredFilter',"
            + "'detail':'Either \\'on\\' or \\'off\\' or \\'auto\\'.'}]",
        wrong.getJsonArray("errors").toString().replace('"', '\''));
    assertEquals(List.of(), device.done(), "it was told nothing");

    JsonObject after =
        set("PATCH", path, "{'brightness':70.4,'infraredFilter':'off','wideDynamicRange':'on'}");
    assertEquals(70, after.getJsonObject("brightness").getInt("value"), "the camera rounds");
    assertEquals("off", after.getJsonObject("infraredFilter").getString("value"));
    assertEquals(50, after.getJsonObject("wideDynamicRangeLevel").getInt("value"));
    assertEquals(
        "SetImagingSettings(VideoSourceToken=source_1, ImagingSettings("
            + "BacklightCompensation(Mode=OFF, Level=20), Brightness=70.4, ColorSaturation=40,"
            + " Contrast=60, Exposure(Mode=AUTO), IrCutFilter=OFF, Sharpness=30,"
            + " WideDynamicRange(Mode=ON)), ForcePersistence=true)",
        device.done().getLast());

    JsonObject refused = problem("PATCH", path, "{'backlightCompensation':'on'}", 409);
    assertEquals("urn:vedette:problem:camera-refuses", refused.getString("type"));
    assertTrue(
        refused.getString("detail").contains("as its other settings are: WDR and BLC exclude"),
        refused.toString());
    assertVideoWasLeftAlone(id);
  }

  @Test
  void aCameraWithoutImagingIsNotToBeAdjusted() throws Exception {
    device
        .script()
        .on(
            "GetServices",
            GoodAnswers.services(
                "http://127.0.0.1:" + device.port(),
                "http://www.onvif.org/ver10/device/wsdl",
                "http://www.onvif.org/ver20/media/wsdl"));
    String id = add();
    JsonObject camera = await(id, "connected");
    assertFalse(onvif(camera).getBoolean("adjustable"), camera.toString());
    problem("PATCH", "/api/v1/cameras/" + id + "/imaging", "{'brightness':1}", 409);
  }

  @Test
  void timeServersAreChosenAndWhoMayOnlyWatchChangesNothing() throws Exception {
    device.script().ahead(Duration.ofHours(-3));
    String id = add();
    awaitWatched(id);
    String ntp = "/api/v1/cameras/" + id + "/ntp";
    assertEquals(
        "{'used':false,'fromDhcp':false,'servers':[]}",
        box.request("GET", ntp, null).toString().replace('"', '\''));
    JsonObject wrong = problem("PUT", ntp, "{'servers':['ntp.example','a b']}", 422);
    assertEquals(
        "servers", wrong.getJsonArray("errors").getJsonObject(0).getString("field"), "" + wrong);
    assertEquals(List.of(), device.done(), "it was told nothing");
    assertEquals(
        "{'used':true,'fromDhcp':false,'servers':['ntp.example','192.0.2.1']}",
        set("PUT", ntp, "{'servers':['ntp.example','192.0.2.1']}").toString().replace('"', '\''));
    assertEquals(
        List.of("SetNTP", "SetSystemDateAndTime"),
        device.done().stream().map(line -> line.replaceFirst("\\(.*", "")).toList());
    // Its time is right by then, and that is known at once.
    feed.await(
        id,
        START,
        camera -> Math.abs(camera.getJsonObject("device").getInt("clockAheadSeconds", 99)) <= 2);
    assertEquals(
        "{'used':true,'fromDhcp':true,'servers':['192.0.2.123']}",
        set("PUT", ntp, "{'fromDhcp':true}").toString().replace('"', '\''));

    int told = device.done().size();
    box.signInAs(Guard.NAME);
    JsonObject session = box.request("GET", "/api/v1/session", null);
    assertEquals("[\"watch\"]", session.getJsonArray("rights").toString());
    assertEquals(
        "{\"presets\":[{\"token\":\"1\",\"name\":\"Gate\"}]}",
        box.request("GET", "/api/v1/cameras/" + id + "/ptz", null).toString());
    assertTrue(box.request("GET", ntp, null).getBoolean("used"));
    assertEquals(403, send(id, "{'action':'move','pan':1}"));
    problem("PATCH", "/api/v1/cameras/" + id + "/imaging", "{'brightness':1}", 403);
    problem("PUT", ntp, "{'fromDhcp':true}", 403);
    assertEquals(told, device.done().size(), "the camera is not told");
  }

  @Test
  void aCameraThatRefusesIsLeftAloneAndItsVideoGoesOn() throws Exception {
    device.script().on("GetDeviceInformation", _ -> OnvifReply.raw(401, ""));
    device.script().on("GetServices", _ -> OnvifReply.raw(401, ""));
    String id = add();
    JsonObject camera = await(id, "refused");
    assertTrue(onvif(camera).getString("reason").contains("refuses"), camera.toString());
    // Whoever still finds out what it is may ask it something meanwhile.
    Attempts.upToThree(
        _ -> {
          List<String> asked = device.script().asked();
          assertEquals(409, send(id, "{'action':'stop'}"));
          assertEquals(asked, device.script().asked(), "it is asked nothing more");
        });
    assertVideoWasLeftAlone(id);
  }

  @Test
  void aWrongPasswordIsTriedOnceWhoeverWantsToAsk() throws Exception {
    String id = add(video.url(), "wrong");
    String path = "/api/v1/cameras/" + id;
    await(id, "refused");
    assertEquals(409, box.send("GET", path + "/relays", null).statusCode());
    assertEquals(502, box.send("GET", path + "/browser-friendly", null).statusCode());
    // What begins the conversations with it anew.
    box.request("PATCH", path, "{\"identity\":{\"serial\":\"DS-9-0042\"}}");
    box.request("PATCH", path, "{\"enabled\":false}");
    feed.awaitState(id, "disabled");
    box.request("PATCH", path, "{\"enabled\":true}");
    feed.awaitState(id, "streaming");
    await(id, "refused");
    assertEquals(409, box.send("GET", path + "/relays", null).statusCode());
    assertEquals(1, device.script().login().tries());
    box.request(
        "PATCH",
        path,
        Json.createObjectBuilder()
            .add(
                "credentials",
                Json.createObjectBuilder()
                    .add("username", ScriptedOnvifDevice.GOOD.username())
                    .add("password", ScriptedOnvifDevice.GOOD.password()))
            .build()
            .toString());
    awaitWatched(id);
    assertEquals(1, device.script().login().mistakes());
  }

  /** Its video needs no password, and whoever takes its place wants it in clear text. */
  @Test
  void aDigestByOnvifKeepsThePasswordFromWhoWantsItForTheVideo() throws Exception {
    int port;
    String id;
    try (QuirkyCamera open = new QuirkyCamera(new Behaviour() {})) {
      port = open.port();
      id = add(open.url(), ScriptedOnvifDevice.GOOD.password());
      awaitWatched(id);
    }
    feed.awaitState(id, "offline");
    Behaviour basic =
        new Behaviour() {
          @Override
          public Optional<RtspResponse> answer(RtspRequest request, RtspResponse usual) {
            return Optional.of(
                new RtspResponse(
                    401,
                    "Unauthorized",
                    RtspHeaders.NONE
                        .with("CSeq", request.headers().first("CSeq").orElse("0"))
                        .with("WWW-Authenticate", "Basic realm=\"c\"")));
          }
        };
    ServerSocket there = new ServerSocket();
    there.setReuseAddress(true);
    there.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    try (QuirkyCamera stranger = new QuirkyCamera(basic, there)) {
      String reason = feed.awaitState(id, "auth_failed");
      assertTrue(reason.contains("now asks for the password in clear text"), reason);
      assertEquals(List.of(), stranger.authorizations());
    }
  }

  @Test
  void garbageAndSilenceLeaveTheVideoAlone() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    device.script().on("PullMessages", _ -> OnvifReply.raw(200, "<<<& not XML"));
    String id = add();
    await(id, "failed");
    // As it is answered once the camera does nothing at all any more.
    device.script().on("PullMessages", _ -> OnvifReply.soap("<tev:PullMessagesResponse/>"));
    awaitWatched(id);
    device
        .script()
        .on(
            "Stop",
            _ -> {
              end.await();
              return OnvifReply.raw(500, "");
            });
    HttpResponse<String> silent =
        box.send("POST", "/api/v1/cameras/" + id + "/ptz", "{\"action\":\"stop\"}");
    assertEquals(504, silent.statusCode(), silent.body());
    assertTrue(silent.body().contains("no whole answer"), silent.body());
    end.countDown();
    assertVideoWasLeftAlone(id);
  }
}
