package io.vedette.page;

import static java.lang.System.Logger.Level.INFO;

import io.vedette.testing.Namespaces;
import io.vedette.testing.Namespaces.Running;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Finding, trying and adding cameras, between network namespaces: a box, a switch, and cameras. */
@Timeout(900)
class FindCamerasIT {

  private static final System.Logger LOG = System.getLogger(FindCamerasIT.class.getName());
  private static final Duration START = Duration.ofSeconds(180);
  private static final Duration RUN = Duration.ofSeconds(600);

  @TempDir private static Path scenes;
  @TempDir private Path folder;
  private Namespaces network;
  private Running site;

  @BeforeEach
  void makeTheSite() throws Exception {
    network = new Namespaces();
    network.machine("box", List.of("10.79.0.1/24"));
    List<String> addresses = new ArrayList<>(FoundSite.ADDRESSES);
    addresses.add(FoundSite.FOREIGN);
    network.machine("site", addresses.stream().map(address -> address + "/24").toList());
    network.ipIn("box", "route", "add", "10.80.0.0/24", "dev", "eth0");
    site = network.java("site", FoundSite.class, scenes.toString());
    site.await("ready", START);
  }

  @AfterEach
  void removeTheSite() throws Exception {
    network.close();
  }

  private Running run(String what) throws Exception {
    Running run = network.java("box", FindCamerasRun.class, what, folder.toString());
    run.await("passed", RUN);
    return run;
  }

  @Test
  void camerasAreFoundAndTriedByHttp() throws Exception {
    Running run = run("http");
    run.seen().stream()
        .filter(line -> line.startsWith("found ") || line.startsWith("tried "))
        .forEach(line -> LOG.log(INFO, line));
    wasMistakenOnce(FoundSite.AXIS);
    // What it was sent, it was sent when that was allowed, and not before.
    String foreign = site.await(FoundSite.FOREIGN + " was mistaken 0,", START);
    LOG.log(INFO, foreign);
  }

  @Test
  void camerasAreFoundTriedAddedAndPlayInThePage() throws Exception {
    run("page");
    wasMistakenOnce(FoundSite.AXIS);
  }

  /** One wrong password was sent to it once: at the third it would lock the account. */
  private void wasMistakenOnce(String address) throws Exception {
    site.type("mistakes");
    site.await(address + " was mistaken 1,", START);
    for (String other : List.of(FoundSite.HIKVISION, FoundSite.DAHUA)) {
      site.await(other + " was mistaken 0,", START);
    }
  }
}
