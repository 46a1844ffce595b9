package io.vedette.page;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import io.vedette.testing.Box;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/** Debian's Chromium without a screen, showing the page of a box. */
public final class Browser implements AutoCloseable {

  private static final double SLACK_MILLIS = 60_000;

  private final Playwright playwright =
      Playwright.create(
          new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final com.microsoft.playwright.Browser chromium;
  private final Page page;

  /** A window of that size. */
  public Browser(int width, int height) {
    chromium =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of("/usr/bin/chromium"))
                    .setArgs(
                        List.of(
                            "--no-sandbox", "--disable-gpu", "--disable-background-networking")));
    BrowserContext context =
        chromium.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(width, height));
    page = context.newPage();
    page.onPageError(complaints::add);
    page.onConsoleMessage(this::heard);
  }

  private void heard(ConsoleMessage message) {
    if (message.type().equals("error")) {
      complaints.add(message.text());
    }
  }

  /** What it shows. */
  public Page page() {
    return page;
  }

  /** Scripts that threw, and errors on the console. */
  public List<String> complaints() {
    return complaints;
  }

  /**
   * Opens the box's page and signs in as its administrator. That nobody is signed in before is no
   * complaint.
   */
  public void signIn(Box box, String query) {
    page.navigate(box.address() + query);
    page.locator("input[name=username]").waitFor();
    complaints.clear();
    page.locator("input[name=username]").fill("admin");
    page.locator("input[name=password]").fill(Box.PASSWORD);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in")).click();
  }

  /** Waits for the page to come to show something; how long that took, in milliseconds. */
  double await(BooleanSupplier shown) {
    long begun = System.nanoTime();
    page.waitForCondition(shown, new Page.WaitForConditionOptions().setTimeout(SLACK_MILLIS));
    return (System.nanoTime() - begun) / 1e6;
  }

  /** Waits until a tile is live by this protocol and its picture moves for a second. */
  void awaitPlaying(Tile tile, String protocol) {
    await(() -> "streaming".equals(tile.state()) && protocol.equals(tile.protocol()));
    await(() -> tile.decodedFrames() > 0 && tile.currentTime() > 0);
    double time = tile.currentTime();
    double frames = tile.decodedFrames();
    await(() -> tile.currentTime() >= time + 1 && tile.decodedFrames() >= frames + 20);
  }

  /** Keeps what it shows beside the test's results, for people to look at. */
  void keepScreenshot(String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", name + ".png")));
  }

  /** Lets the page go on for a while; unlike a sleep, its events are heard meanwhile. */
  void pass(Duration duration) {
    page.waitForTimeout(duration.toMillis());
  }

  /** Opens a camera's own page, on which it is shown large. */
  Tile openCamera(String cameraId) {
    page.evaluate("id => { location.hash = '#/camera/' + id; }", cameraId);
    page.locator("vedette-tile[large]").waitFor();
    return tile(cameraId);
  }

  /** The tile of a camera. */
  public Tile tile(String cameraId) {
    return new Tile(page.locator("vedette-tile[data-camera-id='" + cameraId + "']"));
  }

  @Override
  public void close() {
    chromium.close();
    playwright.close();
  }
}
