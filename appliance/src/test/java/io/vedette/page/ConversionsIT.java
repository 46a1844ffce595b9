package io.vedette.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import io.vedette.testing.Box;
import io.vedette.testing.Feed;
import io.vedette.testing.GStreamerCamera;
import io.vedette.testing.LiveViewer;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the page shows of conversions, and how profiles are kept by it. */
@Timeout(600)
class ConversionsIT {

  private static final String MJPEG =
      "videotestsrc is-live=true pattern=ball"
          + " ! video/x-raw,format=I420,width=320,height=240,framerate=25/1"
          + " ! jpegenc ! rtpjpegpay name=pay0 pt=26";

  @TempDir private Path folder;

  @Test
  void aProfileIsAddedByTheFormAndWhatIsConvertedByItIsShown() throws Exception {
    try (GStreamerCamera camera = GStreamerCamera.playing(MJPEG);
        Box box = new Box(folder);
        Feed feed = new Feed(box);
        Browser browser = new Browser(1280, 1000)) {
      Page page = browser.page();
      String id = box.addCamera("Gate", camera.url().toString());
      feed.awaitState(id, "streaming");
      // Not by way of the grid, whose picture would be converted for a while.
      browser.signIn(box, "#/encoding");
      Locator usual = page.locator("li[data-profile=h264]");
      usual.getByText("1280 × 720").waitFor();
      assertTrue(usual.innerText().contains("30 fps"), usual.innerText());
      assertEquals(0, usual.getByText("Remove").count(), "it is always needed");

      addByKeyboard(browser);
      assertEquals(
          "[{\"name\":\"h264\",\"width\":1280,\"height\":720,\"frameRate\":30,\"bitRate\":3000000,"
              + "\"offer\":\"when_needed\"},"
              + "{\"name\":\"wall\",\"width\":160,\"height\":120,\"frameRate\":10,\"bitRate\":200000,"
              + "\"offer\":\"always\"}]",
          transcoding(box).getJsonArray("profiles").toString());

      try (LiveViewer viewer = new LiveViewer(box, id, "wall")) {
        viewer.awaitPicture(160);
        isShown(browser, id + "/wall");
        browser.keepScreenshot("conversions");
        change(browser);
        viewer.awaitPicture(180);
        remove(browser);
        assertTrue(viewer.awaitFarewell().startsWith("4404 "), viewer.awaitFarewell());
      }
      browser.await(() -> page.locator("[data-conversion]").count() == 0);
      chooseWhatHappensOverTheBudget(browser, box);

      browser.becomePhone();

      Tile large = browser.openCamera(id);
      browser.awaitPlaying(large, "websocket");
      page.keyboard().press("i");
      page.locator("vedette-playing").getByText("libx264 (processor)").waitFor();
      page.locator("vedette-playing").getByText("Converted, h264").waitFor();
      // What the box refuses, the browser writes onto its console.
      assertTrue(
          browser.complaints().stream().allMatch(said -> said.contains("status of 4")),
          browser.complaints().toString());
    }
  }

  private static JsonObject transcoding(Box box) throws Exception {
    return box.request("GET", "/api/v1/transcoding", null);
  }

  /** Without a mouse, and not right at first. */
  private static void addByKeyboard(Browser browser) {
    Page page = browser.page();
    Locator add = page.locator("vedette-profiles .add");
    add.focus();
    page.keyboard().press("Enter");
    Locator dialog = page.locator("vedette-profile-dialog dialog");
    dialog.waitFor();
    browser.await(() -> focused(page).equals("name"));
    type(page, "h264");
    page.keyboard().press("Tab");
    type(page, "16O");
    page.keyboard().press("Tab");
    type(page, "12000");
    page.keyboard().press("Enter");

    // The box names every fault at once, and the first of them has the focus.
    browser.await(() -> error(dialog, "width").startsWith("A whole number from 64 to 3840"));
    assertTrue(error(dialog, "height").startsWith("A whole number from 64 to 3840"));
    assertEquals("width", focused(page));
    assertEquals("true", dialog.locator("#width").getAttribute("aria-invalid"));
    assertEquals("false", dialog.locator("#bitRate").getAttribute("aria-invalid"));
    assertEquals("16O", dialog.locator("#width").inputValue());
    assertEquals(1, page.locator("[data-profile]").count(), "nothing is kept of it");

    type(page, "160");
    page.keyboard().press("Tab");
    type(page, "120");
    page.keyboard().press("Enter");
    // That name is another profile's, which must not be changed by adding.
    browser.await(() -> error(dialog, "name").equals("There is a profile of this name already."));
    assertEquals("name", focused(page));
    browser.keepScreenshot("profile-form");
    for (String refused : List.of("a/b", "..", "", "Wall")) {
      type(page, refused);
      Response answer =
          page.waitForResponse(
              response -> response.url().contains("/profiles/"),
              () -> page.keyboard().press("Enter"));
      assertEquals(422, answer.status(), refused);
      browser.await(() -> error(dialog, "name").startsWith("A lower-case letter"));
    }
    type(page, "wall");
    for (String value : List.of("160", "120", "10", "200")) {
      page.keyboard().press("Tab");
      type(page, value);
    }
    page.keyboard().press("Tab");
    page.keyboard().press("ArrowRight");
    page.keyboard().press("Enter");
    page.locator("li[data-profile=wall]").waitFor();
    browser.await(
        () -> page.locator("vedette-profiles .done").innerText().equals("wall is saved."));
    browser.await(() -> dialog.count() == 0);
    browser.await(
        () -> (Boolean) add.evaluate("button => button.getRootNode().activeElement === button"));
  }

  private static void type(Page page, String text) {
    page.keyboard().press("Control+A");
    if (text.isEmpty()) {
      page.keyboard().press("Delete");
    } else {
      page.keyboard().type(text);
    }
  }

  /** The identifier of what has the focus, however deep it lies. */
  private static String focused(Page page) {
    return (String)
        page.evaluate(
            "() => { let at = document.activeElement;"
                + " while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;"
                + " return at?.id ?? ''; }");
  }

  /** What is said at a field, by the element that assistive technology reads with it. */
  private static String error(Locator dialog, String field) {
    String described = dialog.locator("#" + field).getAttribute("aria-describedby");
    Locator error = dialog.locator("#" + field + "-error");
    return error.count() == 1 && described.equals(field + "-error") ? error.innerText() : "";
  }

  private static void isShown(Browser browser, String conversion) {
    Page page = browser.page();
    Locator shown = page.locator("[data-conversion='" + conversion + "']");
    shown.waitFor();
    Pattern pictures =
        // The profile's ten at most, however late they are on a busy machine.
        Pattern.compile(
            "MJPEG 320 × 240, [\\d.]+ fps → H\\.264 160 × 120, ([1-9]|10)(\\.\\d)? fps");
    Pattern delay = Pattern.compile("Delay\\s+(\\d+ ms|\\d+\\.\\d s)");
    Pattern leftOut = Pattern.compile("left out\\s+[\\d,]+ of [\\d,]+");
    browser.await(
        () -> {
          String text = shown.innerText();
          return pictures.matcher(text).find()
              && delay.matcher(text).find()
              && leftOut.matcher(text).find();
        });
    String text = shown.innerText();
    assertTrue(text.contains("Gate as wall"), text);
    assertTrue(text.contains("libx264 (processor)"), text);
    browser.await(() -> page.locator(".in-use .now").innerText().equals("libx264"));
    assertEquals("libx264", page.locator(".in-use .next").innerText());
    browser.await(
        () ->
            page.locator(".load")
                .innerText()
                .matches("1 of about \\d+ conversions that the box can hold"));
  }

  private static void change(Browser browser) {
    Page page = browser.page();
    page.getByLabel("Change profile wall").click();
    Locator dialog = page.locator("vedette-profile-dialog dialog");
    assertEquals("160", dialog.locator("#width").inputValue());
    assertEquals("200", dialog.locator("#bitRate").inputValue());
    dialog.locator("#width").fill("200");
    page.keyboard().press("Escape");
    browser.await(() -> dialog.count() == 0);
    page.locator("li[data-profile=wall]").getByText("160 × 120").waitFor();

    page.getByLabel("Change profile wall").click();
    dialog.locator("#width").fill("180");
    dialog.locator("#height").fill("135");
    page.keyboard().press("Enter");
    page.locator("li[data-profile=wall]").getByText("180 × 135").waitFor();
  }

  private static void remove(Browser browser) {
    Page page = browser.page();
    page.getByLabel("Remove profile wall").click();
    page.getByRole(
            AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Remove profile").setExact(true))
        .click();
    browser.await(() -> page.locator("li[data-profile=wall]").count() == 0);
    browser.await(
        () -> page.locator("vedette-profiles .done").innerText().equals("wall is removed."));
  }

  private static void chooseWhatHappensOverTheBudget(Browser browser, Box box) throws Exception {
    Page page = browser.page();
    Locator refuse = page.getByLabel("Refuse it");
    assertFalse(refuse.isChecked());
    page.getByLabel("Make the picture smaller").focus();
    page.keyboard().press("ArrowRight");
    browser.await(refuse::isChecked);
    browser.await(() -> overBudget(box).equals("refuse"));
  }

  private static String overBudget(Box box) {
    try {
      return transcoding(box).getString("overBudget");
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
