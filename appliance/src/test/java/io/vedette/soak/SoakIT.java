package io.vedette.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.testing.Attempts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The soak for less than a minute: each fault comes once or twice. */
@Tag("punctual")
@Timeout(900)
class SoakIT {

  @TempDir private Path temporary;

  /** A good camera that is stopped for seconds is a bad one. */
  @Test
  void badCamerasDisturbNobodyAndLeaveNothingBehind() throws Exception {
    Attempts.upToThree(number -> soak(Files.createDirectory(temporary.resolve("soak-" + number))));
  }

  private static void soak(Path folder) throws Exception {
    try (Soak soak = new Soak(folder, 2)) {
      soak.run(Duration.ofSeconds(45), Duration.ofSeconds(15));
      assertTrue(soak.isBoxAlive());
      for (PunctualViewer viewer : soak.good()) {
        assertTrue(viewer.pictures() > 40 * 25, viewer.pictures() + " pictures");
        assertEquals(1, viewer.formats());
      }
      for (PunctualViewer viewer : soak.bad()) {
        assertEquals(false, viewer.isBroken());
      }
      assertTrue(soak.bad().get(BadCompany.CHANGING - 1).formats() >= 3);
      assertTrue(soak.bad().get(BadCompany.DROPPING - 1).formats() >= 2);
      Resources first = soak.samples().getFirst();
      Resources last = soak.awaitResources(now -> isFlat(first, now), Duration.ofSeconds(60));
      assertTrue(isFlat(first, last), first + " " + last);
      assertTrue(soak.playlistsChecked() > 200, soak.playlistsChecked() + " playlists");
      assertEquals(List.of(), soak.brokenRules());
    }
  }

  private static boolean isFlat(Resources first, Resources last) {
    return last.threads() - first.threads() <= 4 && last.files() - first.files() <= 8;
  }
}
