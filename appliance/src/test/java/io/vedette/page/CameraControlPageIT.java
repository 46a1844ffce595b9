package io.vedette.page;

import static java.lang.System.Logger.Level.INFO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import io.vedette.camera.CameraException;
import io.vedette.camera.simulated.SceneSpec;
import io.vedette.camera.simulated.SimulatedCameras;
import io.vedette.testing.Box;
import io.vedette.testing.Guard;
import io.vedette.testing.MovableDevice;
import io.vedette.testing.onvif.ScriptedOnvifDevice;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A camera that can be turned and that notices things, in Chromium. */
@Timeout(600)
class CameraControlPageIT {

  private static final System.Logger LOG = System.getLogger(CameraControlPageIT.class.getName());
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int TRIES = 3;
  private static final SceneSpec SCENE = new SceneSpec(1280, 720, 25, 4);
  private static final Pattern SET = Pattern.compile("^(Right|\\d s (ahead|behind))$");
  private static final String MOTION = "VideoSource/MotionAlarm";
  private static final String TO_THE_RIGHT =
      "ContinuousMove(ProfileToken=p_enc_1, Velocity(PanTilt x=0.6 y=0.0), Timeout=PT2S)";
  private static final String STOP = "Stop(ProfileToken=p_enc_1, PanTilt=true, Zoom=true)";

  @TempDir private Path folder;
  private SimulatedCameras cameras;
  private MovableDevice device;
  private Box box;
  private Browser browser;

  @BeforeEach
  void start() throws Exception {
    cameras =
        SimulatedCameras.start(
            (address, credentials, memory) -> {
              throw new CameraException(
                  CameraException.Reason.CLOSED, "connect", "played to others only");
            },
            folder.resolve("scenes"),
            SCENE);
    cameras.drawn(1).get(180, TimeUnit.SECONDS);
    device = new MovableDevice();
    device.script().ahead(Duration.ofHours(-3));
    Guard.join(folder.resolve("box"));
    box = new Box(folder.resolve("box"), "--onvif-ports", String.valueOf(device.port()));
    browser = new Browser(1280, 1000);
  }

  @AfterEach
  void end() {
    browser.close();
    box.close();
    device.close();
    cameras.close();
  }

  private String add() throws Exception {
    JsonObject camera =
        Json.createObjectBuilder()
            .add("name", "Gate")
            .add(
                "address",
                Json.createObjectBuilder()
                    .add("type", "rtsp")
                    .add("url", cameras.url(1).toString()))
            .add(
                "credentials",
                Json.createObjectBuilder()
                    .add("username", ScriptedOnvifDevice.GOOD.username())
                    .add("password", ScriptedOnvifDevice.GOOD.password()))
            .build();
    return box.request("POST", "/api/v1/cameras", camera.toString()).getString("id");
  }

  private String last() {
    List<String> done = device.done();
    return done.isEmpty() ? "" : done.getLast();
  }

  @Test
  void motionIsOnTheTileAndTheStickTurnsTheCamera() throws Exception {
    String id = add();
    Page page = browser.page();
    browser.signIn(box, "");
    Tile tile = browser.tile(id);
    browser.awaitPlaying(tile, "websocket");
    assertFalse(tile.text().contains("Motion"), tile.text());
    browser.await(() -> device.script().asked().contains("PullMessages"));
    device.notices(MOTION, true);
    double shown =
        browser.await(() -> "Motion".equals(tile.locator().getAttribute("data-sensors")));
    LOG.log(INFO, "motion was on the tile after {0} ms", Math.round(shown));
    assertTrue(tile.text().contains("Motion"), tile.text());
    browser.keepScreenshot("motion");

    Tile large = browser.openCamera(id);
    browser.awaitPlaying(large, "websocket");
    turnByKeyboard(page);
    turnByMouse(page);
    usePlaces(page);
    page.locator("vedette-events").getByText("Motion began").first().waitFor();
    picture(page);
    device.notices(MOTION, false);
    page.locator("vedette-events").getByText("Motion ended").first().waitFor();
    browser.await(() -> "".equals(large.locator().getAttribute("data-sensors")));
    setTheClock(page);
    restart(page);

    browser.becomePhone();
    page.locator("vedette-ptz").scrollIntoViewIfNeeded();
    browser.keepScreenshot("ptz-phone");
    assertEquals(List.of(), browser.complaints());
    leaveWhileItTurns(page);
  }

  private void turnByKeyboard(Page page) {
    Locator pad = page.locator("vedette-ptz .pad");
    pad.focus();
    // While it is held it is renewed, and nothing else is said. A page that stands still for a
    // second is no hand that holds it: then the box stops the camera in between.
    List<String> renewed = List.of(TO_THE_RIGHT, TO_THE_RIGHT, TO_THE_RIGHT);
    List<String> told = List.of();
    for (int i = 0; i < TRIES && !told.equals(renewed); i++) {
      told = toldWhileHeld(page, renewed.size());
    }
    assertEquals(renewed, told);
    page.keyboard().down("+");
    browser.await(() -> last().contains("Velocity(Zoom x=0.6)"));
    page.keyboard().up("+");
    browser.await(() -> last().equals(STOP));
  }

  private List<String> toldWhileHeld(Page page, int count) {
    int before = device.done().size();
    page.keyboard().down("ArrowRight");
    browser.await(() -> device.done().size() >= before + count);
    List<String> told = device.done().subList(before, before + count);
    page.keyboard().up("ArrowRight");
    browser.await(() -> last().equals(STOP));
    return told;
  }

  private void turnByMouse(Page page) {
    page.locator("vedette-ptz .pad").hover();
    page.mouse().down();
    draw(page, -1, 0, "Velocity(PanTilt x=-1.0 y=0.0)");
    draw(page, 0, -1 / 6.0, "Velocity(PanTilt x=0.0 y=0.5)");
    page.mouse().up();
    browser.await(() -> last().equals(STOP));
  }

  /**
   * Draws the stick so far from its middle, in parts of the pad, which may itself move as more of
   * the page is known, and waits for what the camera is told.
   */
  private void draw(Page page, double right, double down, String told) {
    browser.await(
        () -> {
          BoundingBox pad = page.locator("vedette-ptz .pad").boundingBox();
          page.mouse().move(pad.x + pad.width * (0.5 + right), pad.y + pad.height * (0.5 + down));
          return last().contains(told);
        });
  }

  private void usePlaces(Page page) {
    Locator ptz = page.locator("vedette-ptz");
    ptz.getByText("Gate", new Locator.GetByTextOptions().setExact(true)).click();
    browser.await(() -> device.done().contains("GotoPreset(ProfileToken=p_enc_1, PresetToken=1)"));
    ptz.locator("input[name=preset]").fill("Delivery <b>door</b>");
    ptz.getByText("Save").click();
    ptz.locator(".go").getByText("Delivery <b>door</b>").waitFor();
    browser.await(() -> ptz.locator(".go").count() == 2);
    ptz.getByLabel("Forget Delivery").click();
    browser.await(() -> ptz.locator(".go").count() == 1);
    List<String> done = device.done();
    assertTrue(done.contains("RemovePreset(ProfileToken=p_enc_1, PresetToken=2)"), done.toString());
    for (String name : List.of("Barrier", "Delivery door")) {
      ptz.locator("input[name=preset]").fill(name);
      page.keyboard().press("Enter");
      ptz.locator(".go").getByText(name).waitFor();
    }
  }

  /** For README.md: as it is in use. */
  private void picture(Page page) {
    page.setViewportSize(1280, 820);
    page.mouse().move(640, 790);
    page.locator("vedette-ptz .pad").focus();
    page.keyboard().down("ArrowRight");
    page.keyboard().down("ArrowUp");
    browser.await(() -> last().contains("Velocity(PanTilt x=0.6 y=0.6)"));
    browser.keepScreenshot("ptz");
    page.keyboard().up("ArrowRight");
    page.keyboard().up("ArrowUp");
    browser.await(() -> last().equals(STOP));
  }

  private void setTheClock(Page page) {
    Locator panel = page.locator("vedette-device");
    panel.getByText("3 hours behind").waitFor();
    panel.getByText("Set the camera's clock").click();
    panel.getByText("Its clock is set.").waitFor();
    // On a busy machine its answer is a little old when it is read.
    panel.getByText(SET).waitFor();
    List<String> done = device.done();
    assertTrue(
        done.stream().anyMatch(told -> told.startsWith("SetSystemDateAndTime(")), done.toString());
    assertEquals(0, panel.locator(".clock").count(), "nothing is left to set");
  }

  private void restart(Page page) {
    Locator dialog = page.locator("vedette-confirm-dialog dialog");
    page.locator("vedette-device .reboot").click();
    dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Cancel")).click();
    browser.await(() -> page.locator("vedette-confirm-dialog").count() == 0);
    assertFalse(device.done().contains("SystemReboot"));
    page.locator("vedette-device .reboot").click();
    dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Restart")).click();
    browser.await(() -> device.done().contains("SystemReboot"));
    // What is behind it cannot have the focus while it is there.
    browser.await(() -> page.locator("vedette-confirm-dialog").count() == 0);
  }

  @Test
  void thePictureIsSetBesideTheLiveOneAndTimeServersAreChosen() throws Exception {
    String id = add();
    Page page = browser.page();
    browser.signIn(box, "");
    Tile large = browser.openCamera(id);
    browser.awaitPlaying(large, "websocket");
    Locator panel = page.locator("vedette-device");
    panel.getByText("Adjust the picture…").click();
    Locator imaging = page.locator("vedette-imaging");
    setByMouseAndKeyboard(page, imaging);
    setModes(page, imaging);
    assertTrue(isInSight(page, large.locator()), "the live picture is beside it");
    browser.keepScreenshot("imaging");
    refuse(imaging);
    page.setViewportSize(390, 844);
    imaging.getByText("Wide dynamic range", exactly()).scrollIntoViewIfNeeded();
    assertTrue(isInSight(page, large.locator()), "the live picture is above it");
    assertEquals(390, page.evaluate("document.scrollingElement.scrollWidth"));
    browser.keepScreenshot("imaging-phone");
    reset(imaging);
    panel.getByText("Done with the picture").click();
    browser.await(() -> imaging.count() == 0);
    page.setViewportSize(1280, 1000);
    chooseTimeServers(page, panel);
    // What a browser says of the two answers that are refusals.
    assertEquals(
        List.of("409", "422"),
        browser.complaints().stream()
            .map(line -> line.replaceFirst(".*status of (\\d+).*", "$1"))
            .toList());
  }

  private static Locator.GetByTextOptions exactly() {
    return new Locator.GetByTextOptions().setExact(true);
  }

  /** Whether an element can be seen whole. */
  private static boolean isInSight(Page page, Locator element) {
    BoundingBox box = element.boundingBox();
    return box.y >= 0 && box.y + box.height <= page.viewportSize().height;
  }

  private void setByMouseAndKeyboard(Page page, Locator imaging) {
    Locator brightness = imaging.getByLabel("Brightness");
    brightness.waitFor();
    assertEquals("50", brightness.inputValue());
    assertEquals("50, from 0 to 100", brightness.getAttribute("aria-valuetext"));
    brightness.scrollIntoViewIfNeeded();
    BoundingBox track = brightness.boundingBox();
    double y = track.y + track.height / 2;
    page.mouse().move(track.x + track.width / 2, y);
    page.mouse().down();
    page.mouse().move(track.x + track.width - 1, y);
    browser.await(() -> imaging.locator("output[for=brightness]").innerText().equals("100"));
    assertEquals("", last(), "nothing is set before it is let go");
    page.mouse().up();
    browser.await(() -> last().contains(" Brightness=100.0,"));
    Locator contrast = imaging.getByLabel("Contrast");
    contrast.focus();
    page.keyboard().press("ArrowRight");
    browser.await(() -> last().contains(" Contrast=61.0,"));
    assertTrue(last().contains(" Brightness=100,"), last());
    page.keyboard().press("Home");
    browser.await(() -> last().contains(" Contrast=0.0,"));
  }

  private void setModes(Page page, Locator imaging) {
    assertEquals(0, imaging.getByLabel("Wide dynamic range: strength").count());
    Locator filter = imaging.getByRole(AriaRole.GROUP, named("Infrared filter"));
    filter.getByLabel("Auto").focus();
    page.keyboard().press("ArrowLeft");
    browser.await(() -> last().contains(" IrCutFilter=OFF,"));
    Locator range = imaging.getByRole(AriaRole.GROUP, named("Wide dynamic range"));
    range.getByText("On", exactly()).click();
    browser.await(() -> last().contains(" WideDynamicRange(Mode=ON)"));
    imaging.getByLabel("Wide dynamic range: strength").waitFor();
  }

  private static Locator.GetByRoleOptions named(String name) {
    return new Locator.GetByRoleOptions().setName(name);
  }

  /** The scripted camera cannot do both. */
  private void refuse(Locator imaging) {
    Locator light = imaging.getByRole(AriaRole.GROUP, named("Backlight compensation"));
    light.getByText("On", exactly()).click();
    light.getByText("WDR and BLC exclude each other").waitFor();
    assertTrue(light.getByLabel("Off").isChecked(), "as the camera has it");
  }

  private void reset(Locator imaging) {
    imaging.getByRole(AriaRole.BUTTON, named("Reset")).click();
    browser.await(() -> last().contains(" Brightness=50.0,"));
    browser.await(() -> imaging.getByLabel("Brightness").inputValue().equals("50"));
    assertTrue(last().contains("IrCutFilter=AUTO"), last());
    assertTrue(last().contains("WideDynamicRange(Mode=OFF"), last());
    browser.await(() -> imaging.getByRole(AriaRole.BUTTON, named("Reset")).isDisabled());
    assertEquals(0, imaging.getByText("WDR and BLC exclude").filter(visible()).count());
  }

  private static Locator.FilterOptions visible() {
    return new Locator.FilterOptions().setVisible(true);
  }

  private void chooseTimeServers(Page page, Locator panel) {
    panel.getByText("Its own clock, no NTP").waitFor();
    panel.getByText("Choose time servers…").click();
    Locator form = page.locator("vedette-ntp");
    form.getByLabel("Host names or addresses").fill("ntp.example, 300.1.1.1");
    page.keyboard().press("Enter");
    form.getByText("\"300.1.1.1\" is neither a host name nor an IP address.").waitFor();
    browser.keepScreenshot("ntp");
    form.getByLabel("Host names or addresses").fill("ntp.example, 192.0.2.1");
    page.keyboard().press("Enter");
    panel.getByText("NTP, ntp.example, 192.0.2.1").waitFor();
    panel.getByText("Choose time servers…").click();
    form.getByText("From DHCP").click();
    form.getByRole(AriaRole.BUTTON, named("Set")).click();
    panel.getByText("NTP, 192.0.2.123 by DHCP").waitFor();
    assertTrue(device.done().contains("SetNTP(FromDHCP=true)"), () -> device.done().toString());
    panel.getByText("Right").waitFor();
  }

  @Test
  void whoMayOnlyWatchSeesPictureAndEventsAndNothingThatFails() throws Exception {
    String id = add();
    Page page = browser.page();
    browser.signIn(box, "", Guard.NAME);
    browser.awaitPlaying(browser.tile(id), "websocket");
    assertEquals(0, page.getByText("Add camera").count());
    assertEquals(0, page.getByText("Find cameras").count());
    Tile large = browser.openCamera(id);
    browser.awaitPlaying(large, "websocket");
    device.notices(MOTION, true);
    page.locator("vedette-events").getByText("Motion began").waitFor();
    Locator panel = page.locator("vedette-device");
    panel.getByText("3 hours behind").waitFor();
    panel.getByText("Its own clock, no NTP").waitFor();
    assertEquals(0, page.locator("vedette-ptz").count());
    assertEquals(0, panel.locator("button").count());
    assertEquals(
        List.of("Info"), page.locator("vedette-camera-page button:visible").allInnerTexts());
    browser.keepScreenshot("viewer");
    page.evaluate("location.hash = '#/encoding'");
    page.locator("vedette-profiles").getByText("h264", exactly()).waitFor();
    assertEquals(0, page.locator("vedette-encoding-page button:visible").count());
    page.evaluate("location.hash = '#/find'");
    browser.tile(id).locator().waitFor();
    assertEquals(List.of(), browser.complaints());
    assertEquals(List.of(), device.done());
  }

  private void leaveWhileItTurns(Page page) throws Exception {
    page.locator("vedette-ptz .pad").focus();
    page.keyboard().down("ArrowLeft");
    browser.await(() -> last().contains("Velocity(PanTilt x=-0.6 y=0.0)"));
    page.context().setOffline(true);
    page.close();
    // What the page had sent before may still be on its way.
    device.awaitLast(STOP, SOON);
  }
}
