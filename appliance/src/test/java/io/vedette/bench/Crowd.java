package io.vedette.bench;

import io.vedette.testing.Box;
import io.vedette.testing.Feed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Five hundred players of low-latency HLS and five hundred WebSocket viewers of ten cameras. */
final class Crowd {

  private static final int CAMERAS = 10;
  private static final int EACH = 500;
  private static final int GOP = 2 * BenchCameras.FPS;
  private static final double PARTS_PER_SECOND = 5;

  private final long seconds;

  Crowd(long seconds) {
    this.seconds = seconds;
  }

  void measure(Table table) throws IOException, InterruptedException {
    Path data = Files.createTempDirectory("vedette-bench-box");
    List<LowLatencySession> players = new ArrayList<>();
    List<Viewer> viewers = new ArrayList<>();
    try (BenchCameras cameras = new BenchCameras(CAMERAS, GOP, BenchCameras.Picture.SMALL);
        Box box = new Box(data)) {
      List<Long> pid = List.of(box.process().pid());
      List<String> ids = new ArrayList<>();
      try (Feed feed = new Feed(box)) {
        for (String url : cameras.urls()) {
          ids.add(box.addCamera("Camera " + ids.size(), url));
          feed.awaitState(ids.getLast(), "streaming");
        }
      }
      Bench.settle();
      ProcessUse idleBefore = ProcessUse.of(pid);
      Bench.pass(10);
      double idle = (ProcessUse.of(pid).cpuSeconds() - idleBefore.cpuSeconds()) / 10 * seconds;

      for (int i = 0; i < EACH; i++) {
        players.add(new LowLatencySession(box, ids.get(i % CAMERAS)));
      }
      Bench.settle();
      ProcessUse playersBefore = ProcessUse.of(pid);
      Bench.pass(10);
      double playersCpu =
          (ProcessUse.of(pid).cpuSeconds() - playersBefore.cpuSeconds()) / 10 * seconds - idle;

      for (int i = 0; i < EACH; i++) {
        viewers.add(Viewer.open(box, ids.get(i % CAMERAS), false));
      }
      Bench.settle();
      players.forEach(LowLatencySession::measure);
      long[] picturesBefore = viewers.stream().mapToLong(Viewer::fragments).toArray();
      ProcessUse before = ProcessUse.of(pid);
      Bench.pass(seconds);
      double cpu = ProcessUse.of(pid).cpuSeconds() - before.cpuSeconds();
      long fewestPictures = Long.MAX_VALUE;
      for (int i = 0; i < EACH; i++) {
        fewestPictures = Math.min(fewestPictures, viewers.get(i).fragments() - picturesBefore[i]);
      }
      report(table, players, viewers, fewestPictures);
      table.row(
          "CPU per LL-HLS player alone, per WebSocket viewer beside them (CPU s per 60 s)",
          "%.3f, %.3f"
              .formatted(
                  playersCpu / EACH * 60 / seconds,
                  (cpu - idle - playersCpu) / EACH * 60 / seconds));
    } finally {
      for (LowLatencySession player : players) {
        player.close();
      }
      for (Viewer viewer : viewers) {
        viewer.close();
      }
      Bench.delete(data);
    }
  }

  private void report(
      Table table, List<LowLatencySession> players, List<Viewer> viewers, long fewestPictures) {
    long stalls = players.stream().mapToLong(LowLatencySession::stalls).sum();
    long errors = players.stream().mapToLong(LowLatencySession::errors).sum();
    long fewestParts = players.stream().mapToLong(LowLatencySession::parts).min().orElseThrow();
    long lagged = viewers.stream().mapToLong(Viewer::lagged).sum();
    table.row(
        EACH + " LL-HLS players of 10 cameras, " + seconds + " s: stalls over 1 s, errors",
        "%d, %d".formatted(stalls, errors),
        "none",
        stalls == 0 && errors == 0);
    players.stream()
        .filter(player -> player.errors() > 0)
        .findFirst()
        .ifPresent(player -> System.err.println("bench: " + player.lastError()));
    table.row(
        "fewest parts any of them got of " + Math.round(seconds * PARTS_PER_SECOND),
        String.valueOf(fewestParts),
        "98 %",
        fewestParts >= seconds * PARTS_PER_SECOND * 0.98);
    long[] delays =
        players.stream()
            .map(LowLatencySession::delays)
            .flatMapToLong(Arrays::stream)
            .sorted()
            .toArray();
    table.row(
        "from a part's last picture to its last byte at the player: median, p99",
        delays.length == 0
            ? "none came"
            : "%.0f ms, %.0f ms"
                .formatted(
                    delays[delays.length / 2] / 1e6, delays[delays.length * 99 / 100] / 1e6));
    table.row(
        EACH + " WebSocket viewers beside them: fewest pictures of " + seconds * BenchCameras.FPS,
        "%d, %d lagged".formatted(fewestPictures, lagged),
        "none starved",
        lagged == 0 && fewestPictures >= seconds * BenchCameras.FPS * 0.98);
  }
}
