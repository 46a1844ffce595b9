package io.vedette.discovery;

import static java.lang.System.Logger.Level.ERROR;

import io.vedette.config.CameraConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Looks for several cameras at once, each on a virtual thread. Used by one thread. */
final class SearchParty implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(SearchParty.class.getName());

  private final CameraSearch search;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("healing-look-", 0).factory());

  /**
   * What looking for a camera came to.
   *
   * @param camera as it was when it was looked for
   * @param host where it was
   */
  record Look(CameraConfig camera, CameraHost host, CameraSearch.Outcome outcome) {}

  /**
   * @param search looks for each
   */
  SearchParty(CameraSearch search) {
    this.search = search;
  }

  /**
   * Looks; blocks the caller for some seconds.
   *
   * @param cameras the configuration
   * @param missed since when cameras do not answer
   * @param wanted who of them is looked for
   * @param thorough whose old address is looked at in any case
   * @return what came of it, in the configuration's order
   */
  List<Look> look(
      List<CameraConfig> cameras,
      Map<String, Instant> missed,
      Set<String> wanted,
      Set<String> thorough)
      throws InterruptedException {
    List<Callable<Look>> tasks = new ArrayList<>();
    for (CameraConfig camera : cameras) {
      Optional<CameraHost> host = CameraHost.of(camera);
      if (wanted.contains(camera.id()) && host.isPresent()) {
        Instant since = missed.get(camera.id());
        boolean all = thorough.contains(camera.id());
        tasks.add(
            () -> new Look(camera, host.get(), search.locate(camera, host.get(), since, all)));
      }
    }
    List<Look> done = new ArrayList<>();
    for (Future<Look> look : threads.invokeAll(tasks)) {
      try {
        done.add(look.get());
      } catch (ExecutionException e) {
        LOG.log(ERROR, "Looking for a camera failed", e.getCause());
      }
    }
    return done;
  }

  /** Ends what is under way. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
