package io.vedette.bench;

import io.vedette.testing.Box;
import io.vedette.testing.Feed;
import io.vedette.transcode.video.Quality;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * One camera of H.265 1080p25 whose rendition {@code h264}, 720p by libx264, is watched: how soon
 * it comes, what it takes against the ffmpeg binary with the same settings at the same time, and by
 * how much it delays a picture.
 */
final class Transcoding {

  private static final String RENDITION = "h264";
  private static final int GOP = 2 * BenchCameras.FPS;
  private static final int OPENINGS = 10;
  private static final int ROUNDS = 5;

  /** The box makes it for fifteen seconds after its last viewer has gone. */
  private static final Duration IDLE_LIMIT = Duration.ofSeconds(60);

  private static final double MOST_OPENING = 700;
  private static final double MOST_CPU = 1.1;
  private static final double MOST_DELAY = 150;
  private static final double MOST_LOSS = 0.5;

  private final long seconds;

  Transcoding(long seconds) {
    this.seconds = seconds;
  }

  void measure(Table table) throws IOException, InterruptedException {
    Path data = Files.createTempDirectory("vedette-bench-box");
    try (BenchCameras cameras = new BenchCameras(1, GOP, BenchCameras.Picture.LARGE_H265);
        Box box = new Box(data);
        Feed feed = new Feed(box)) {
      String url = cameras.urls().getFirst();
      String id = box.addCamera("Gate", url);
      feed.awaitState(id, "streaming");
      Bench.settle();
      opening(table, box, feed, id);
      awaitIdle(feed, id);
      try (Viewer source = Viewer.open(box, id, "main", Viewer.Notes.ARRIVALS)) {
        source.millisToFirstPicture();
        processor(table, box, id, url);
        awaitIdle(feed, id);
        delay(table, box, id, source);
      }
    } finally {
      Bench.delete(data);
    }
    quality(table);
  }

  private static void awaitIdle(Feed feed, String id) throws InterruptedException {
    feed.await(
        id,
        IDLE_LIMIT,
        camera ->
            Feed.stream(camera, RENDITION).getJsonObject("state").getString("name").equals("idle"));
  }

  private static void opening(Table table, Box box, Feed feed, String id)
      throws IOException, InterruptedException {
    double first = 0;
    double worst = 0;
    for (int i = 0; i < OPENINGS; i++) {
      awaitIdle(feed, id);
      try (Viewer viewer = Viewer.open(box, id, RENDITION, Viewer.Notes.NOTHING)) {
        double took = viewer.millisToFirstPicture();
        first = i == 0 ? took : first;
        worst = Math.max(worst, took);
      }
    }
    table.row(
        "opening a rendition that is idle to its first fragment, worst of "
            + OPENINGS
            + " (the box's first %.0f)".formatted(first),
        "%.0f ms".formatted(worst),
        "under 700 ms",
        worst < MOST_OPENING);
  }

  private void processor(Table table, Box box, String id, String url)
      throws IOException, InterruptedException {
    List<Long> pid = List.of(box.process().pid());
    double ourBase;
    double theirBase;
    try (FfmpegReaders copying = FfmpegReaders.remuxing(List.of(url))) {
      copying.awaitOutput();
      Bench.settle();
      double ours = ProcessUse.of(pid).cpuSeconds();
      double theirs = copying.use().cpuSeconds();
      Bench.pass(seconds);
      ourBase = ProcessUse.of(pid).cpuSeconds() - ours;
      theirBase = copying.use().cpuSeconds() - theirs;
    }
    try (Viewer viewer = Viewer.open(box, id, RENDITION, Viewer.Notes.NOTHING);
        FfmpegReaders converting = FfmpegReaders.converting(url)) {
      viewer.millisToFirstPicture();
      converting.awaitOutput();
      Bench.settle();
      long ourPicturesBefore = viewer.fragments();
      long theirPicturesBefore = converting.pictures();
      double ourCpuBefore = ProcessUse.of(pid).cpuSeconds();
      double theirCpuBefore = converting.use().cpuSeconds();
      Bench.pass(seconds);
      double ours = ProcessUse.of(pid).cpuSeconds() - ourCpuBefore;
      double theirs = converting.use().cpuSeconds() - theirCpuBefore;
      long ourPictures = viewer.fragments() - ourPicturesBefore;
      long theirPictures = converting.pictures() - theirPicturesBefore;
      String per = " (CPU s per " + seconds + " s)";
      table.row(
          "ffmpeg, H.265 1080p25 → H.264 720p, " + theirPictures + " pictures" + per,
          "%.2f".formatted(theirs));
      table.row("  of that, as it takes for -c copy", "%.2f".formatted(theirBase));
      table.row(
          "Vedette, the same, " + ourPictures + " pictures, the whole process",
          "%.2f".formatted(ours));
      table.row(
          "  of that, as it takes with a viewer of the camera's own stream alone",
          "%.2f".formatted(ourBase));
      double ratio = (ours - ourBase) / ourPictures / ((theirs - theirBase) / theirPictures);
      table.row(
          "a converted picture, without those: CPU ms here, ffmpeg's",
          "%.2f, %.2f (%.2f ×)"
              .formatted(
                  1000 * (ours - ourBase) / ourPictures,
                  1000 * (theirs - theirBase) / theirPictures,
                  ratio),
          "at most 1.1 ×",
          ratio <= MOST_CPU && ourPictures >= 0.98 * seconds * BenchCameras.FPS);
    }
  }

  private void delay(Table table, Box box, String id, Viewer source)
      throws IOException, InterruptedException {
    try (Viewer viewer = Viewer.open(box, id, RENDITION, Viewer.Notes.ARRIVALS)) {
      viewer.millisToFirstPicture();
      Bench.settle();
      source.takeArrivals();
      viewer.takeArrivals();
      Bench.pass(seconds / 2);
      Map<Long, Long> made = viewer.takeArrivals();
      Map<Long, Long> came = source.takeArrivals();
      TreeSet<Long> times = new TreeSet<>(came.keySet());
      times.retainAll(made.keySet());
      Spread added =
          Spread.of(
              times.stream()
                  .mapToLong(time -> Objects.requireNonNull(made.get(time)) - came.get(time))
                  .toArray());
      table.row(
          "delay that it adds to a picture, of "
              + added.count()
              + " of "
              + came.size()
              + ": median, p99, worst",
          added.toString(),
          "median under 150 ms",
          added.median() < MOST_DELAY && added.count() >= 0.95 * came.size());
    }
  }

  private static void quality(Table table) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("vedette-bench-quality");
    try {
      Quality quality = Quality.measure(folder, ROUNDS);
      table.row(
          "PSNR of the same, and ffmpeg's, in %d and %d bytes"
              .formatted(quality.ourBytes(), quality.theirBytes()),
          "%.2f, %.2f dB".formatted(quality.ours(), quality.theirs()),
          "at most 0.5 dB less",
          quality.ours() > quality.theirs() - MOST_LOSS);
      double ratio = quality.ourCpuSeconds() / quality.theirCpuSeconds();
      table.row(
          "the transcoder alone, of a file, and ffmpeg, CPU s of "
              + Quality.SECONDS
              + " s, best of "
              + ROUNDS,
          "%.2f, %.2f (%.2f ×)"
              .formatted(quality.ourCpuSeconds(), quality.theirCpuSeconds(), ratio),
          "at most 1.1 ×",
          ratio <= MOST_CPU);
    } catch (IOException | InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("the transcoder failed", e);
    } finally {
      Bench.delete(folder);
    }
  }
}
