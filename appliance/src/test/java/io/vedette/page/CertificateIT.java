package io.vedette.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.vedette.testing.Box;
import io.vedette.testing.GStreamerCamera;
import io.vedette.testing.TlsFront;
import io.vedette.testing.TlsIdentity;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A camera that is replaced, or whose place somebody takes: it shows another certificate. */
@Timeout(600)
class CertificateIT {

  @TempDir private Path folder;

  @Test
  void theUserTrustsANewCertificateByPressingAButtonAndSeesThePictureAgain() throws Exception {
    TlsIdentity first = TlsIdentity.make(folder, "first");
    TlsIdentity second = TlsIdentity.make(folder, "second");
    try (GStreamerCamera camera = GStreamerCamera.playing(GStreamerCamera.VIDEO_TRACK);
        Box box = new Box(folder.resolve("box"));
        Browser browser = new Browser(1280, 800)) {
      Page page = browser.page();
      Locator trust =
          page.getByRole(
              AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Trust the new certificate"));
      int port;
      String id;
      Tile tile;
      try (TlsFront front = new TlsFront(first, 0, camera.port())) {
        port = front.port();
        id = box.addCamera("Gate", "rtsps://127.0.0.1:" + port + "/camera");
        browser.signIn(box, "");
        page.locator("vedette-tile").waitFor();
        tile = browser.openCamera(id);
        browser.awaitPlaying(tile, "websocket");
        browser.await(() -> trust.count() == 0);
      }
      try (TlsFront _ = new TlsFront(second, port, camera.port())) {
        browser.await(() -> "certificate_changed".equals(tile.state()));
        trust.waitFor();
        browser.await(() -> tile.text().contains("Certificate changed"));
        String begin = second.fingerprint().substring(0, 16);
        browser.await(() -> tile.text().contains(begin));
        browser.keepScreenshot("certificate-changed");
        trust.click();
        browser.awaitPlaying(tile, "websocket");
        browser.await(() -> trust.count() == 0);
        browser.keepScreenshot("certificate-trusted");
        assertEquals(
            second.fingerprint(),
            box.request("GET", "/api/v1/cameras/" + id, null)
                .getJsonObject("certificate")
                .getString("sha256"));
      }
      assertEquals(List.of(), browser.complaints());
    }
  }
}
