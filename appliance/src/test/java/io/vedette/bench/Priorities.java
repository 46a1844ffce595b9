package io.vedette.bench;

import io.vedette.testing.Box;
import io.vedette.testing.BoxThread;
import io.vedette.testing.Feed;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Eight cameras passed through, and how late their pictures are at a viewer: first by themselves,
 * then while four others are converted.
 */
final class Priorities {

  private static final int PASSED = 8;
  private static final int CONVERTED = 4;
  private static final int GOP = 2 * BenchCameras.FPS;
  private static final Duration STARTING = Duration.ofSeconds(30);
  private static final double MOST_LATE = 100;

  /** Four of 720p do not fit into what is assumed of two processors; four of these do. */
  private static final String PROFILE =
      "{\"width\": 960, \"height\": 540, \"frameRate\": 25, \"bitRate\": 2000000}";

  private final long seconds;

  Priorities(long seconds) {
    this.seconds = seconds;
  }

  void measure(Table table) throws IOException, InterruptedException {
    Path data = Files.createTempDirectory("vedette-bench-box");
    List<Viewer> passed = new ArrayList<>();
    List<Viewer> converted = new ArrayList<>();
    try (BenchCameras cameras = new BenchCameras(PASSED, GOP);
        BenchCameras h265 = new BenchCameras(CONVERTED, GOP, BenchCameras.Picture.LARGE_H265);
        Box box = new Box(data);
        Feed feed = new Feed(box);
        Stalls stalls = new Stalls()) {
      box.request("PUT", "/api/v1/transcoding/profiles/bench", PROFILE);
      List<String> ids = new ArrayList<>();
      for (String url : cameras.urls()) {
        ids.add(add(box, feed, url));
      }
      List<String> sources = new ArrayList<>();
      for (String url : h265.urls()) {
        sources.add(add(box, feed, url));
      }
      for (String id : ids) {
        passed.add(Viewer.open(box, id, true));
      }
      Bench.settle();

      take(passed);
      stalls.takeSorted();
      Bench.pass(seconds);
      Spread alone = take(passed);
      Spread stallsAlone = Spread.of(stalls.takeSorted());

      // That transcodes begin belongs to it.
      for (String id : sources) {
        converted.add(Viewer.open(box, id, "bench", Viewer.Notes.NOTHING));
      }
      long[] madeBefore = new long[CONVERTED];
      long[] droppedBefore = new long[CONVERTED];
      for (int i = 0; i < CONVERTED; i++) {
        JsonObject made = awaitMade(feed, sources.get(i));
        madeBefore[i] = made.getInt("encoded");
        droppedBefore[i] = made.getInt("dropped");
      }
      long begun = System.nanoTime();
      List<Long> pid = List.of(box.process().pid());
      double cpuBefore = ProcessUse.of(pid).cpuSeconds();
      Bench.pass(seconds);
      double passedSeconds = (System.nanoTime() - begun) / 1e9;
      double cpu = ProcessUse.of(pid).cpuSeconds() - cpuBefore;
      Spread beside = take(passed);
      Spread stallsBeside = Spread.of(stalls.takeSorted());
      String machine = Runtime.getRuntime().availableProcessors() + " processors";
      table.row(
          PASSED + " cameras passed through, " + alone.count() + " pictures: median, p99, worst",
          alone.toString());
      table.row("  the machine's own stalls meanwhile (" + machine + ")", stallsAlone.toString());
      table.row(
          "  beside " + CONVERTED + " transcodes, " + beside.count() + ": median, p99, worst",
          beside.toString(),
          "worst under 100 ms",
          beside.worst() < MOST_LATE);
      table.row("  the machine's own stalls meanwhile", stallsBeside.toString());
      long lagged = passed.stream().mapToLong(Viewer::lagged).sum();
      table.row(
          "  pictures of them that viewers missed", String.valueOf(lagged), "none", lagged == 0);
      for (int i = 0; i < CONVERTED; i++) {
        JsonObject made = made(feed.await(sources.get(i), STARTING, _ -> true));
        long encoded = made.getInt("encoded") - madeBefore[i];
        long dropped = made.getInt("dropped") - droppedBefore[i];
        table.row(
            "  transcode " + (i + 1) + ": pictures a second in, out; dropped",
            "%.1f, %.1f; %d"
                .formatted((encoded + dropped) / passedSeconds, encoded / passedSeconds, dropped));
      }
      table.row(
          "  the box's part of all processors",
          "%.0f %%"
              .formatted(100 * cpu / passedSeconds / Runtime.getRuntime().availableProcessors()));
      nice(table, box);
    } finally {
      close(passed);
      close(converted);
      Bench.delete(data);
    }
  }

  private static void nice(Table table, Box box) throws IOException {
    List<BoxThread> threads = BoxThread.all(box);
    int usual = threads.getFirst().nice();
    long nicer = threads.stream().filter(thread -> thread.nice() > usual).count();
    long others =
        threads.stream()
            .filter(thread -> thread.nice() > usual)
            .filter(thread -> !thread.name().startsWith("transcode-"))
            .count();
    table.row(
        "  the box's niceness; threads that are nicer; others than of transcodes",
        "%d; %d; %d".formatted(usual, nicer, others),
        "one each at least; none",
        nicer >= CONVERTED && others == 0);
  }

  private static String add(Box box, Feed feed, String url)
      throws IOException, InterruptedException {
    String id = box.addCamera("Gate", url);
    feed.awaitState(id, "streaming");
    return id;
  }

  private static JsonObject awaitMade(Feed feed, String id) throws InterruptedException {
    return made(
        feed.await(
            id,
            STARTING,
            camera ->
                !Feed.stream(camera, "bench").isNull("transcode")
                    && made(camera).getInt("encoded") > 0));
  }

  private static JsonObject made(JsonObject camera) {
    return Feed.stream(camera, "bench").getJsonObject("transcode");
  }

  private static Spread take(List<Viewer> viewers) {
    return Spread.of(
        viewers.stream().map(Viewer::takeSortedDelays).flatMapToLong(Arrays::stream).toArray());
  }

  private static void close(List<Viewer> viewers) throws IOException {
    for (Viewer viewer : viewers) {
      viewer.close();
    }
  }
}
