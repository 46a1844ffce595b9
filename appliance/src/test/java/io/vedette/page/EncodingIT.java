package io.vedette.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.vedette.testing.Box;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page of the encoders, of a box that tries what this machine really has. */
@Timeout(1200)
class EncodingIT {

  private static final Pattern PROGRESS = Pattern.compile("Testing (\\w+), (\\d+) of 17");

  /** How far it is, and whether it can be asked for. */
  private static final String LOOK =
      """
      page => [
        page.shadowRoot.querySelector('.progress')?.innerText ?? '',
        page.shadowRoot.querySelector('button.test').disabled,
      ]
      """;

  private static final double PROBE_MILLIS = 600_000;

  @TempDir private Path folder;

  @Test
  void theUserTestsTheEncodersAndChoosesOne() throws Exception {
    try (Box box = new Box(folder);
        Browser browser = new Browser(1280, 1000)) {
      Page page = browser.page();
      browser.signIn(box, "");
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Encoding")).click();
      page.getByText("Not tested yet").waitFor();
      assertEquals("libx264", page.locator(".in-use .next").innerText());
      assertEquals("Nothing is being converted", page.locator(".in-use .now").innerText());

      Locator test = page.locator("button.test");
      test.click();
      // Both at one moment: the next one may be another candidate's, or nobody's any more.
      AtomicReference<List<?>> look = new AtomicReference<>();
      browser.await(
          () -> {
            look.set((List<?>) page.locator("vedette-encoding-page").evaluate(LOOK));
            return PROGRESS.matcher((String) look.get().getFirst()).find();
          });
      assertEquals(true, look.get().getLast(), "it can be asked for while it is under way");
      Matcher seen = PROGRESS.matcher((String) look.get().getFirst());
      assertTrue(seen.find(), "no progress");
      assertEquals(409, box.send("POST", "/api/v1/encoders/probe", "{}").statusCode());
      page.locator(".tested")
          .filter(new Locator.FilterOptions().setHasText("Linux "))
          .waitFor(new Locator.WaitForOptions().setTimeout(PROBE_MILLIS));
      browser.await(test::isEnabled);
      browser.await(() -> page.locator("tbody tr").count() == 17);
      // Which one was seen being tried is chance; that it was in its turn is not.
      assertEquals(
          seen.group(1),
          box.request("GET", "/api/v1/encoders", null)
              .getJsonArray("candidates")
              .getJsonObject(Integer.parseInt(seen.group(2)) - 1)
              .getString("name"));
      Locator x264 = page.locator("tr[data-name=encoder-libx264] td");
      assertEquals("Yes", x264.nth(1).innerText());
      assertTrue(Double.parseDouble(x264.nth(2).innerText()) > 2, x264.nth(2).innerText());
      for (JsonObject candidate :
          box.request("GET", "/api/v1/encoders", null)
              .getJsonArray("candidates")
              .getValuesAs(JsonObject.class)) {
        String name = candidate.getString("kind") + "-" + candidate.getString("name");
        String shown = page.locator("tr[data-name=" + name + "]").innerText();
        assertTrue(shown.contains(candidate.getString("reason")), shown);
      }

      page.locator("#encoder").selectOption("libopenh264");
      browser.await(() -> page.locator(".in-use .next").innerText().equals("libopenh264"));
      page.screenshot(
          new Page.ScreenshotOptions()
              .setFullPage(true)
              .setPath(Path.of("target", "screenshots", "encoding.png")));
      browser.becomePhone();
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(Path.of("target", "screenshots", "encoding-phone.png")));
      assertEquals(List.of(), browser.complaints());
    }
    // What was found and chosen outlives the box.
    try (Box box = new Box(folder)) {
      JsonObject kept = box.request("GET", "/api/v1/encoders", null);
      assertEquals("libopenh264", kept.getString("inUse"));
      assertEquals(17, kept.getJsonArray("candidates").size());
      assertFalse(kept.getBoolean("running"));
    }
  }
}
