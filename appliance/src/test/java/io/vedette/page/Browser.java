package io.vedette.page;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import io.vedette.testing.Box;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

/** Debian's Chromium without a screen, showing the page of a box. */
public final class Browser implements AutoCloseable {

  /**
   * For whatever comes by itself: longer than the pauses after which the page tries a stream or a
   * protocol again that has failed it once.
   */
  static final double SLACK_MILLIS = 120_000;

  private static final double LAUNCH_MILLIS = 180_000;

  /** How often something that a busy machine may slow down is measured. */
  private static final int TRIES = 3;

  private static final int PHONE_WIDTH = 390;
  private static final int PHONE_HEIGHT = 844;

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
                    .setTimeout(LAUNCH_MILLIS)
                    .setArgs(
                        List.of(
                            "--no-sandbox", "--disable-gpu", "--disable-background-networking")));
    BrowserContext context =
        chromium.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(width, height));
    context.setDefaultTimeout(SLACK_MILLIS);
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
    signIn(box, query, "admin");
  }

  /** The same as somebody else, whose password is the administrator's too. */
  void signIn(Box box, String query, String username) {
    page.navigate(box.address() + query);
    page.locator("input[name=username]").waitFor();
    complaints.clear();
    page.locator("input[name=username]").fill(username);
    page.locator("input[name=password]").fill(Box.PASSWORD);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in")).click();
  }

  /** Waits for the page to come to show something; how long that took, in milliseconds. */
  double await(BooleanSupplier shown) {
    return await(SLACK_MILLIS, shown);
  }

  /** As above, for so long at most. */
  double await(double limitMillis, BooleanSupplier shown) {
    long begun = System.nanoTime();
    page.waitForCondition(shown, new Page.WaitForConditionOptions().setTimeout(limitMillis));
    return (System.nanoTime() - begun) / 1e6;
  }

  /** Whether the page comes to show something within so many milliseconds. */
  boolean shows(double limitMillis, BooleanSupplier shown) {
    try {
      await(limitMillis, shown);
      return true;
    } catch (TimeoutError e) {
      return false;
    }
  }

  /**
   * The least of some measurements, of which no more are made than it takes for one below the
   * limit: other programs may have the processor while one of them is made.
   */
  static double least(double limit, DoubleSupplier measured) {
    double least = measured.getAsDouble();
    for (int i = 1; i < TRIES && least >= limit; i++) {
      least = Math.min(least, measured.getAsDouble());
    }
    return least;
  }

  /**
   * Waits until a tile is live by this protocol and its picture moves for a second; how long that
   * took, in milliseconds.
   */
  double awaitPlaying(Tile tile, String protocol) {
    return await(() -> "streaming".equals(tile.state()) && protocol.equals(tile.protocol()))
        + awaitProgress(SLACK_MILLIS, tile, 1, 20);
  }

  /**
   * Waits until a tile's picture has gone on for so many seconds and so many pictures; how long
   * that took, in milliseconds. The picture may be made anew meanwhile, as after a pause of the
   * camera's: then its counts begin again, and so do those here.
   */
  double awaitProgress(double limitMillis, Tile tile, double seconds, int pictures) {
    double[] from = {Double.MAX_VALUE, Double.MAX_VALUE};
    return await(
        limitMillis,
        () -> {
          double time = tile.currentTime();
          double frames = tile.decodedFrames();
          if (frames == 0) {
            from[1] = Double.MAX_VALUE;
          } else if (time < from[0] || frames < from[1]) {
            from[0] = time;
            from[1] = frames;
          }
          return time >= from[0] + seconds && frames >= from[1] + pictures;
        });
  }

  /** Makes the window as small as a phone's screen, and waits until nothing reaches beyond it. */
  void becomePhone() {
    page.setViewportSize(PHONE_WIDTH, PHONE_HEIGHT);
    await(
        () ->
            Integer.valueOf(PHONE_WIDTH)
                .equals(page.evaluate("document.scrollingElement.scrollWidth")));
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
