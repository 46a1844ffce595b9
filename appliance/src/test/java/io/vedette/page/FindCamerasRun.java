package io.vedette.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.vedette.testing.Box;
import io.vedette.testing.onvif.ScriptedOnvifDevice;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A box, and where asked for a browser, in the network namespace that it is started in, beside the
 * cameras of {@link FoundSite}. Arguments: what to do, and a folder. Writes {@code passed}, or what
 * failed.
 */
final class FindCamerasRun {

  private static final String USER = ScriptedOnvifDevice.GOOD.username();
  private static final String PASSWORD = ScriptedOnvifDevice.GOOD.password();

  /** What is late with its answer, on a busy machine, is found by the next search. */
  private static final int SEARCHES = 3;

  private static final double SEARCH_MILLIS = 60_000;

  private final Box box;

  private FindCamerasRun(Box box) {
    this.box = box;
  }

  public static void main(String[] arguments) throws Exception {
    try (Box box = new Box(Path.of(arguments[1]), "--networks", "eth0")) {
      FindCamerasRun run = new FindCamerasRun(box);
      switch (arguments[0]) {
        case "http" -> run.byHttp();
        case "page" -> run.byPage();
        default -> throw new IllegalArgumentException(arguments[0]);
      }
      System.out.println("passed");
    } catch (Exception | AssertionError e) {
      e.printStackTrace(System.out);
      System.out.println("failed");
    }
    System.exit(0);
  }

  private void byHttp() throws Exception {
    box.addCamera("Elsewhere", "rtsp://" + FoundSite.FOREIGN + "/none");
    assertEquals(202, box.send("POST", "/api/v1/discovery", null).statusCode());
    JsonObject state = searched();
    for (int i = 1; i < SEARCHES && !isAllThere(state); i++) {
      state = searched();
    }
    System.out.println("found " + state);
    for (String address : FoundSite.ADDRESSES) {
      JsonObject found = found(address);
      assertEquals("eth0", found.getString("network"), address);
      assertTrue(found.isNull("camera"), address);
    }
    assertEquals("Car <b>park</b>", found(FoundSite.HIKVISION).getString("name"));

    JsonObject open = attempt(FoundSite.AXIS, "{}");
    assertEquals("needs-credentials", open.getString("state"), open.toString());
    assertTrue(open.isNull("picture"));
    JsonObject wrong =
        attempt(FoundSite.AXIS, "{\"username\":\"admin\",\"password\":\"wrong secret\"}");
    assertEquals("refused", wrong.getString("state"), wrong.toString());
    assertFalse(wrong.toString().contains("wrong secret"), wrong.toString());

    JsonObject ready = attempt(FoundSite.AXIS, good());
    assertEquals("ready", ready.getString("state"), ready.toString());
    assertFalse(ready.toString().contains(PASSWORD), ready.toString());
    assertEquals("AXIS", ready.getString("make"));
    assertEquals("M3115-LVE", ready.getString("model"));
    assertEquals("1.1", ready.getString("firmware"));
    assertEquals("SN-000-1", ready.getJsonObject("identity").getString("serial"));
    assertEquals(2, ready.getJsonArray("profiles").size());
    assertEquals("main", ready.getString("main"));
    assertEquals("sub", ready.getString("sub"));
    assertEquals(
        "rtsp://10.79.0.101:554/1",
        ready.getJsonArray("profiles").getJsonObject(0).getString("url"));
    isJpeg(ready.getString("picture"));

    JsonObject late = attempt(FoundSite.HIKVISION, good());
    assertEquals("ready", late.getString("state"), late.toString());
    assertEquals(-730, Math.round(late.getInt("clockOffsetSeconds") / 86400.0));

    // ONVIF for all, RTSP with a password.
    JsonObject half = attempt(FoundSite.DAHUA, null);
    assertEquals("needs-credentials", half.getString("state"), half.toString());
    assertEquals(2, half.getJsonArray("profiles").size());

    JsonObject garbage = attempt(FoundSite.GARBAGE, good());
    assertEquals("failed", garbage.getString("state"), garbage.toString());
    assertNotEquals("", garbage.getString("why"));
    isTriedOnceAtATime(found(FoundSite.SILENT).getString("id"));

    JsonObject plain = attempt(FoundSite.RTSP_ONLY, good());
    assertEquals("ready", plain.getString("state"), plain.toString());
    assertEquals(
        "rtsp://10.79.0.106/11", plain.getJsonArray("profiles").getJsonObject(0).getString("url"));
    isJpeg(plain.getString("picture"));

    isAskedBeforeCredentialsLeave();
    HttpResponse<String> unknown = box.send("POST", "/api/v1/discovery/cameras/none/trial", good());
    assertEquals(404, unknown.statusCode(), unknown.body());
    System.out.println("tried " + ready);
  }

  /** One more search, or the one that is under way; what is found when it is over. */
  private JsonObject searched() throws Exception {
    assertEquals(202, box.send("POST", "/api/v1/discovery", "{}").statusCode());
    JsonObject state;
    do {
      Thread.sleep(100);
      state = box.request("GET", "/api/v1/discovery", null);
    } while (state.getBoolean("searching"));
    return state;
  }

  /** Each of them, with what it says of itself. */
  private static boolean isAllThere(JsonObject state) {
    return state.getJsonArray("cameras").size() == FoundSite.ADDRESSES.size() + 1
        && state.toString().contains("Car <b>park</b>");
  }

  /** Two ask at once: one is told that the other does. */
  private void isTriedOnceAtATime(String id) throws Exception {
    String path = "/api/v1/discovery/cameras/" + id + "/trial";
    List<HttpResponse<String>> answers = new CopyOnWriteArrayList<>();
    List<Thread> asking = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      asking.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      answers.add(box.send("POST", path, good()));
                    } catch (IOException | InterruptedException e) {
                      e.printStackTrace(System.out);
                    }
                  }));
    }
    for (Thread one : asking) {
      one.join();
    }
    List<HttpResponse<String>> byStatus =
        answers.stream().sorted(Comparator.comparingInt(HttpResponse::statusCode)).toList();
    assertEquals(List.of(200, 409), byStatus.stream().map(HttpResponse::statusCode).toList());
    assertTrue(byStatus.get(1).body().contains("urn:vedette:problem:trial-running"));
    JsonObject silent = read(byStatus.get(0).body());
    assertEquals("failed", silent.getString("state"), silent.toString());
    assertTrue(silent.getString("why").contains("10.79.0.104"), silent.toString());
  }

  private static JsonObject read(String json) {
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      return reader.readObject();
    }
  }

  /** A camera on another network answers, as the box asks where its cameras are. */
  private void isAskedBeforeCredentialsLeave() throws Exception {
    String path =
        "/api/v1/discovery/cameras/" + found(FoundSite.FOREIGN).getString("id") + "/trial";
    HttpResponse<String> refused = box.send("POST", path, good());
    assertEquals(409, refused.statusCode(), refused.body());
    assertTrue(refused.body().contains("urn:vedette:problem:foreign-camera"), refused.body());
    assertFalse(refused.body().contains(PASSWORD), refused.body());
    assertEquals("needs-credentials", attempt(FoundSite.FOREIGN, "{}").getString("state"));
    JsonObject allowed =
        attempt(FoundSite.FOREIGN, good().replaceFirst("\\{", "{\"foreign\":true,"));
    assertEquals("ready", allowed.getString("state"), allowed.toString());
  }

  private static String good() {
    return Json.createObjectBuilder()
        .add("username", USER)
        .add("password", PASSWORD)
        .build()
        .toString();
  }

  private JsonObject found(String address) throws Exception {
    return box.request("GET", "/api/v1/discovery", null).getJsonArray("cameras").stream()
        .map(camera -> camera.asJsonObject())
        .filter(camera -> camera.getString("address").equals(address))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing was found at " + address));
  }

  private JsonObject attempt(String address, String body) throws Exception {
    HttpResponse<String> response =
        box.send(
            "POST", "/api/v1/discovery/cameras/" + found(address).getString("id") + "/trial", body);
    assertEquals(200, response.statusCode(), response.body());
    return read(response.body());
  }

  private void isJpeg(String path) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> picture =
          http.send(
              HttpRequest.newBuilder(URI.create(box.address().resolve(path).toString()))
                  .header("Authorization", "Bearer " + box.token())
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      assertEquals(200, picture.statusCode());
      assertEquals("image/jpeg", picture.headers().firstValue("Content-Type").orElse(""));
      byte[] jpeg = picture.body();
      assertTrue(jpeg.length > 2000, jpeg.length + " bytes");
      assertEquals(0xffd8, (jpeg[0] & 0xff) << 8 | jpeg[1] & 0xff);
    }
  }

  private void byPage() throws Exception {
    try (Browser browser = new Browser(1280, 1000)) {
      Page page = browser.page();
      browser.signIn(box, "");
      Locator empty = page.locator("vedette-grid a.find");
      empty.waitFor();
      assertEquals("Find cameras", empty.innerText().strip());
      page.locator("vedette-header a.find").click();
      // A name is text, not markup.
      Locator name = row(page, FoundSite.HIKVISION).getByText("Car <b>park</b>");
      Locator all = page.getByText("7 cameras found.");
      for (int i = 1; i < SEARCHES; i++) {
        if (browser.shows(SEARCH_MILLIS, () -> all.count() == 1 && name.count() == 1)) {
          break;
        }
        page.locator("vedette-find-page .search").click();
      }
      all.waitFor();
      name.waitFor();
      for (String address : FoundSite.ADDRESSES) {
        row(page, address).waitFor();
      }

      // Without a mouse, and with a password that is wrong at first.
      page.locator("vedette-find-page .filter").fill("SN- none");
      browser.await(() -> page.locator("vedette-found-camera").count() == 0);
      page.locator("vedette-find-page .filter").fill("axis");
      browser.await(() -> page.locator("vedette-found-camera").count() <= 1);
      page.locator("vedette-find-page .filter").fill("");
      Locator pick = row(page, FoundSite.AXIS).locator("input[type=checkbox]");
      pick.focus();
      page.keyboard().press("Space");
      browser.await(() -> page.locator(".try").innerText().equals("Try 1 camera"));
      page.locator("#username").fill(USER);
      page.locator("#password").fill("wrong");
      page.keyboard().press("Enter");
      row(page, FoundSite.AXIS).getByText("Refuses the user name or the password.").waitFor();
      browser.await(() -> page.locator(".add").isDisabled());

      page.locator(".all").check();
      page.locator("#password").fill(PASSWORD);
      page.keyboard().press("Enter");
      for (String address :
          List.of(FoundSite.AXIS, FoundSite.HIKVISION, FoundSite.DAHUA, FoundSite.RTSP_ONLY)) {
        row(page, address).getByText("Ready to be added.").waitFor();
      }
      row(page, FoundSite.GARBAGE).getByText("Cannot be used.").waitFor();
      row(page, FoundSite.SILENT).getByText("Cannot be used.").waitFor();
      page.getByText("4 of 7 ready.").waitFor();
      Locator foreign = row(page, FoundSite.FOREIGN);
      foreign.getByText("which is on none of the box's own networks").waitFor();
      row(page, FoundSite.HIKVISION).getByText("Its clock is 730 days behind.").waitFor();
      Locator picture = row(page, FoundSite.AXIS).locator("img");
      browser.await(
          () -> (Boolean) picture.evaluate("img => img.complete && img.naturalWidth == 480"));
      page.screenshot(
          new Page.ScreenshotOptions()
              .setFullPage(true)
              .setPath(Path.of("target", "screenshots", "find.png")));
      browser.becomePhone();
      page.screenshot(
          new Page.ScreenshotOptions()
              .setFullPage(true)
              .setPath(Path.of("target", "screenshots", "find-phone.png")));
      page.setViewportSize(1280, 1000);

      foreign.getByText("Send it the password all the same").click();
      foreign.getByText("Ready to be added.").waitFor();

      // Somebody may know the path of one that tells nothing.
      row(page, FoundSite.GARBAGE).getByText("Add it by hand…").click();
      Locator byHand = page.locator("vedette-camera-dialog dialog");
      byHand.waitFor();
      assertEquals("rtsp://10.79.0.105/", byHand.locator("input[name='address.url']").inputValue());
      byHand.getByText("Cancel").click();
      browser.await(() -> byHand.count() == 0);

      // Two of them, and one of these without its small stream.
      page.locator(".all").uncheck();
      for (String address : List.of(FoundSite.AXIS, FoundSite.HIKVISION)) {
        row(page, address).locator("input[type=checkbox]").check();
      }
      row(page, FoundSite.HIKVISION).locator("select.sub").selectOption("");
      page.locator(".add").click();
      page.getByText("2 of 2 added.").waitFor();
      row(page, FoundSite.AXIS).getByText("Added as Quay.").waitFor();
      page.getByText("7 cameras found, 2 of them added already.").waitFor();
      page.locator(".hide").check();
      browser.await(() -> page.locator("vedette-found-camera").count() == 5);
      isSaved();
      assertEquals(
          false,
          page.evaluate(
              "p => [localStorage, sessionStorage].some(s => JSON.stringify(s).includes(p))",
              PASSWORD));

      page.evaluate("location.hash = '#/'");
      for (JsonObject camera : cameras()) {
        browser.awaitPlaying(browser.tile(camera.getString("id")), "websocket");
      }
      isMadeBrowserFriendly(browser, cameras().getFirst().getString("id"));
      // What the box refuses, the browser writes onto its console.
      assertTrue(
          browser.complaints().stream().allMatch(said -> said.contains("status of 409")),
          browser.complaints().toString());
    }
  }

  /** One press, and what it would do is shown before it is done. */
  private void isMadeBrowserFriendly(Browser browser, String id) {
    Page page = browser.page();
    browser.openCamera(id);
    page.locator(".tune").click();
    Locator dialog = page.locator("vedette-tuning-dialog dialog");
    dialog.getByText("codec: H.265 → H.264").waitFor();
    dialog.getByText("pictures a second: 50 → ").waitFor();
    browser.keepScreenshot("browser-friendly");
    dialog.getByText("Change the camera").click();
    dialog.getByText("Done. The camera sends it so from now on.").waitFor();
    page.keyboard().press("Escape");
    browser.await(() -> dialog.count() == 0);
    page.locator(".tune").click();
    dialog.getByText("Nothing has to be changed for that.").waitFor();
  }

  private void isSaved() throws Exception {
    List<JsonObject> cameras = cameras();
    assertEquals(
        List.of("Quay", "Car <b>park</b>"),
        cameras.stream().map(camera -> camera.getString("name")).toList());
    assertEquals(
        "{\"type\":\"rtsp\",\"url\":\"rtsp://10.79.0.101:554/1\","
            + "\"subUrl\":\"rtsp://10.79.0.101:554/1/sub\"}",
        cameras.get(0).getJsonObject("address").toString());
    assertFalse(cameras.get(1).getJsonObject("address").containsKey("subUrl"));
    assertEquals("SN-000-2", cameras.get(1).getJsonObject("identity").getString("serial"));
  }

  private List<JsonObject> cameras() throws Exception {
    return box.request("GET", "/api/v1/cameras", null).getJsonArray("cameras").stream()
        .map(camera -> camera.asJsonObject())
        .toList();
  }

  private static Locator row(Page page, String address) {
    return page.locator("vedette-found-camera")
        .filter(new Locator.FilterOptions().setHasText(address));
  }
}
