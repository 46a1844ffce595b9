package io.vedette.bench;

import io.vedette.testing.Box;
import io.vedette.testing.BoxThread;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * What {@code ./dev bench} runs. The box is a process of its own, started as {@code ./dev run}
 * starts it.
 */
public final class Bench {

  /** One measurement. */
  @FunctionalInterface
  private interface Measurement {
    void measure(Table table) throws IOException, InterruptedException;
  }

  /** Measures parts of the box, not the box; only run when it is named. */
  private static final String MICRO = "micro";

  private static final double MIB = 1024 * 1024;
  private static final int CAMERAS = 16;
  private static final int VIEWERS = 200;
  private static final int GOP = 2 * BenchCameras.FPS;

  private final long seconds;

  private Bench(long seconds) {
    this.seconds = seconds;
  }

  /**
   * Runs the measurements named, or all but {@code micro}; {@code --seconds N} sets how long the
   * long ones take.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> names = new ArrayList<>(List.of(args));
    long seconds = 60;
    int at = names.indexOf("--seconds");
    if (at >= 0) {
      seconds = Long.parseLong(names.get(at + 1));
      names.subList(at, at + 2).clear();
    }
    Map<String, Measurement> measurements = new Bench(seconds).measurements();
    if (!measurements.keySet().containsAll(names)) {
      System.out.println(
          "usage: ./dev bench [--seconds N] [" + String.join(" | ", measurements.keySet()) + "]…");
      return;
    }
    Table table = new Table();
    for (Map.Entry<String, Measurement> measurement : measurements.entrySet()) {
      if (names.isEmpty()
          ? !measurement.getKey().equals(MICRO)
          : names.contains(measurement.getKey())) {
        System.err.println("bench: " + measurement.getKey() + " …");
        measurement.getValue().measure(table);
      }
    }
    table.print(System.out);
  }

  private Map<String, Measurement> measurements() {
    Map<String, Measurement> measurements = new LinkedHashMap<>();
    measurements.put("ingest", this::ingest);
    measurements.put("hls", this::hls);
    measurements.put("delay", this::delay);
    measurements.put("start", Bench::start);
    measurements.put("viewers", this::viewers);
    measurements.put("crowd", table -> new Crowd(2 * seconds).measure(table));
    measurements.put("transcode", table -> new Transcoding(seconds).measure(table));
    measurements.put("priorities", table -> new Priorities(seconds).measure(table));
    measurements.put("screen", table -> ScreenDelay.measure(table, seconds / 3));
    measurements.put(MICRO, MicroBench::measure);
    return measurements;
  }

  /** Sixteen cameras, nobody watching, against sixteen ffmpeg processes. */
  private void ingest(Table table) throws IOException, InterruptedException {
    new ManyCameras(
            CAMERAS,
            seconds,
            "16 × ffmpeg -c copy -f mp4, a fragment per frame",
            FfmpegReaders::remuxing,
            0.5)
        .measure(table);
  }

  /** Thirty-two cameras, parts and segments of HLS too, against as many that write HLS. */
  private void hls(Table table) throws IOException, InterruptedException {
    new ManyCameras(
            2 * CAMERAS,
            seconds,
            "32 × ffmpeg -c copy -f hls -hls_segment_type fmp4",
            FfmpegReaders::segmenting,
            0.4)
        .measure(table);
  }

  /** From the camera's payloader to a WebSocket viewer's hands. */
  private void delay(Table table) throws IOException, InterruptedException {
    Path data = Files.createTempDirectory("vedette-bench-box");
    try (BenchCameras cameras = new BenchCameras(1, GOP);
        Box box = new Box(data)) {
      String id = box.addCamera("Gate", cameras.urls().getFirst());
      try (Viewer viewer = Viewer.open(box, id, true)) {
        viewer.millisToFirstPicture();
        pass(seconds);
        long[] delays = viewer.sortedDelays();
        double median = delays[delays.length / 2] / 1e6;
        double late = delays[delays.length * 99 / 100] / 1e6;
        table.row(
            "camera to WebSocket viewer, median of " + delays.length + " frames",
            "%.2f ms".formatted(median),
            "under 10 ms",
            median < 10);
        table.row(
            "camera to WebSocket viewer, p99", "%.2f ms".formatted(late), "under 50 ms", late < 50);
      }
      List<Double> opening = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        try (Viewer viewer = Viewer.open(box, id, false)) {
          opening.add(viewer.millisToFirstPicture());
        }
      }
      opening.sort(null);
      table.row(
          "opening a running camera's WebSocket to first picture, worst of 20 (median %.0f ms)"
              .formatted(opening.get(10)),
          "%.0f ms".formatted(opening.getLast()),
          "under 100 ms",
          opening.getLast() < 100);
    } finally {
      delete(data);
    }
  }

  /**
   * From adding a camera to its first fragment. Every frame of this camera is a key frame, so that
   * at most one frame's time is the wait for the next one.
   */
  @SuppressWarnings("try") // The reader only keeps the camera running.
  private static void start(Table table) throws IOException, InterruptedException {
    Path data = Files.createTempDirectory("vedette-bench-box");
    try (BenchCameras cameras = new BenchCameras(1, 1);
        FfmpegReaders keepsItRunning = FfmpegReaders.remuxing(cameras.urls());
        Box box = new Box(data)) {
      String warm = box.addCamera("Warm-up", cameras.urls().getFirst());
      try (Viewer viewer = Viewer.open(box, warm, true)) {
        viewer.millisToFirstPicture();
      }
      firstStill(table, box, warm);
      List<Double> starts = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        long begun = System.nanoTime();
        String id = box.addCamera("Gate " + i, cameras.urls().getFirst());
        double added = (System.nanoTime() - begun) / 1e6;
        try (Viewer viewer = Viewer.open(box, id, true)) {
          starts.add(added + viewer.millisToFirstPicture());
        }
        box.request("DELETE", "/api/v1/cameras/" + id, null);
      }
      starts.sort(null);
      double bound = 300 + 1000.0 / BenchCameras.FPS;
      table.row(
          "adding a camera to its first fragment, worst of 10 (median %.0f ms)"
              .formatted(starts.get(5)),
          "%.0f ms".formatted(starts.getLast()),
          "under 300 ms + next key frame",
          starts.getLast() < bound);
    } finally {
      delete(data);
    }
  }

  /** The first that a box is asked for, once it has loaded what it loads after the start. */
  private static void firstStill(Table table, Box box, String id)
      throws IOException, InterruptedException {
    while (BoxThread.all(box).stream().anyMatch(thread -> thread.name().equals("ffmpeg-preload"))) {
      pass(1);
    }
    long asked = System.nanoTime();
    box.request("GET", "/api/v1/cameras/" + id, null);
    double answer = (System.nanoTime() - asked) / 1e6;
    asked = System.nanoTime();
    int status = box.send("GET", "/streams/" + id + "/snapshot.jpg", null).statusCode();
    double still = (System.nanoTime() - asked) / 1e6;
    table.row(
        "a box's first snapshot, of 1080p (an answer of its API %.0f ms)".formatted(answer),
        "%.0f ms".formatted(still),
        "under 150 ms",
        status == 200 && still < 150);
  }

  /** Two hundred viewers of one camera. */
  private void viewers(Table table) throws IOException, InterruptedException {
    Path data = Files.createTempDirectory("vedette-bench-box");
    try (BenchCameras cameras = new BenchCameras(1, GOP);
        Box box = new Box(data)) {
      String id = box.addCamera("Gate", cameras.urls().getFirst());
      List<Long> pid = List.of(box.process().pid());
      double binaryCpu;
      try (Viewer first = Viewer.open(box, id, false);
          FfmpegReaders binary =
              FfmpegReaders.reading(
                  box.address().resolve("/streams/" + id + "/live.mp4").toString(), box.token())) {
        first.millisToFirstPicture();
        settle();
        double before = binary.use().cpuSeconds();
        pass(seconds);
        binaryCpu = binary.use().cpuSeconds() - before;
      }
      ProcessUse idleBefore = ProcessUse.of(pid);
      pass(10);
      double idle = (ProcessUse.of(pid).cpuSeconds() - idleBefore.cpuSeconds()) / 10 * seconds;

      List<Viewer> viewers = new ArrayList<>();
      for (int i = 0; i < VIEWERS; i++) {
        viewers.add(Viewer.open(box, id, false));
      }
      for (Viewer viewer : viewers) {
        viewer.millisToFirstPicture();
      }
      settle();
      long heapBefore = liveHeap(box);
      long[] fragmentsBefore = viewers.stream().mapToLong(Viewer::fragments).toArray();
      ProcessUse before = ProcessUse.of(pid);
      pass(seconds);
      double cpu = ProcessUse.of(pid).cpuSeconds() - before.cpuSeconds();
      long[] received = new long[VIEWERS];
      for (int i = 0; i < VIEWERS; i++) {
        received[i] = viewers.get(i).fragments() - fragmentsBefore[i];
      }
      long lagged = viewers.stream().mapToLong(Viewer::lagged).sum();
      long heapAfter = liveHeap(box);
      for (Viewer viewer : viewers) {
        viewer.close();
      }
      long fewest = Arrays.stream(received).min().orElseThrow();
      table.row(
          VIEWERS
              + " WebSocket viewers, "
              + seconds
              + " s: fewest pictures any got of "
              + seconds * BenchCameras.FPS,
          "%d, %d lagged".formatted(fewest, lagged),
          "none starved",
          lagged == 0 && fewest >= seconds * BenchCameras.FPS * 0.98);
      table.row(
          "CPU per viewer (CPU s per " + seconds + " s, the camera itself aside)",
          "%.3f".formatted((cpu - idle) / VIEWERS));
      table.row(
          "one ffmpeg reading live.mp4 to nowhere (CPU s per " + seconds + " s)",
          "%.3f".formatted(binaryCpu));
      double growth = (heapAfter - heapBefore) / MIB;
      table.row(
          "live heap after a full collection, before and after",
          "%.1f, %.1f MiB".formatted(heapBefore / MIB, heapAfter / MIB),
          // The ring breathes by a GOP, and each viewer's buffer grows to its largest key frame.
          "flat (within 10 MiB)",
          Math.abs(growth) < 10);
    } finally {
      delete(data);
    }
  }

  /**
   * Bytes on the box's heap after a full collection, as the histogram of live objects counts them.
   */
  private static long liveHeap(Box box) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process histogram =
        new ProcessBuilder(
                jcmd.toString(), String.valueOf(box.process().pid()), "GC.class_histogram")
            .start();
    String total = "";
    for (String line : histogram.inputReader().lines().toList()) {
      if (line.startsWith("Total")) {
        total = line;
      }
    }
    histogram.waitFor();
    return Long.parseLong(total.trim().split("\\s+")[2]);
  }

  static void settle() {
    pass(10);
  }

  static void pass(long seconds) {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(Bench::deleteOne);
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
