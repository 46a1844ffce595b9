package io.vedette.bench;

import io.vedette.testing.Box;
import io.vedette.testing.Feed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Many cameras and nobody watching, against as many processes of the ffmpeg binary. */
final class ManyCameras {

  /** Starts the processes. */
  @FunctionalInterface
  interface Readers {
    FfmpegReaders start(List<String> urls) throws IOException;
  }

  private static final double MIB = 1024 * 1024;
  private static final int GOP = 2 * BenchCameras.FPS;

  /** What the box keeps of each camera: its ring of ten seconds. */
  private static final double RING_BYTES = 10 * 3e6 / 8;

  private static final double MOST_PER_CAMERA = 6e6;

  /** What a process that keeps up writes at least: half of what the camera sends. */
  private static final long LEAST_BYTES_PER_SECOND = 3_000_000 / 8 / 2;

  private final int count;
  private final long seconds;
  private final String name;
  private final Readers readers;
  private final double bound;

  /**
   * @param count how many cameras
   * @param seconds how long each side is measured
   * @param name what the other side is called
   * @param readers starts the other side
   * @param bound the most CPU that the box may take, as a part of the other side's
   */
  ManyCameras(int count, long seconds, String name, Readers readers, double bound) {
    this.count = count;
    this.seconds = seconds;
    this.name = name;
    this.readers = readers;
    this.bound = bound;
  }

  /** Both sides read the same cameras at the same time, so that the machine's moods hit both. */
  void measure(Table table) throws IOException, InterruptedException {
    Path data = Files.createTempDirectory("vedette-bench-box");
    try (BenchCameras cameras = new BenchCameras(count, GOP);
        Box box = new Box(data)) {
      List<Long> pid = List.of(box.process().pid());
      long single = watch(box, cameras.urls().subList(0, 1), 1);
      watch(box, cameras.urls().subList(1, count), 2);
      try (FfmpegReaders running = readers.start(cameras.urls())) {
        running.awaitOutput();
        ThreadUse.awaitCompiled(pid.getFirst());
        running.noteOutput();
        ThreadUse threadsBefore = ThreadUse.of(pid.getFirst());
        ProcessUse theirsBefore = running.use();
        ProcessUse oursBefore = ProcessUse.of(pid);
        Bench.pass(seconds);
        ThreadUse threads = ThreadUse.of(pid.getFirst()).since(threadsBefore);
        ProcessUse ours = ProcessUse.of(pid);
        ProcessUse theirs = running.use();
        double theirCpu = theirs.cpuSeconds() - theirsBefore.cpuSeconds();
        double ourCpu = ours.cpuSeconds() - oursBefore.cpuSeconds();
        long streaming = streaming(box);
        String per = " (CPU s per " + seconds + " s)";
        table.row(
            name + ", " + running.writing(seconds * LEAST_BYTES_PER_SECOND) + " writing" + per,
            "%.2f".formatted(theirCpu));
        table.row(
            "Vedette, the same " + count + " cameras, " + streaming + " streaming" + per,
            "%.2f (%.2f ×)".formatted(ourCpu, ourCpu / theirCpu),
            "at most " + bound + " ×",
            streaming == count && ourCpu <= theirCpu * bound);
        table.row(
            "of that the cameras' threads; the garbage collector; Java's compilers",
            "%.2f; %.2f; %.2f"
                .formatted(threads.cameras(), threads.collector(), threads.compiler()));
        double rings = count * RING_BYTES;
        table.row("the " + count + " ffmpeg processes, PSS", mib(theirs.pssBytes()));
        table.row(
            "Vedette, PSS",
            mib(ours.pssBytes()),
            mib(theirs.pssBytes() + rings) + " with the rings",
            ours.pssBytes() <= theirs.pssBytes() + rings);
        double each = (ours.pssBytes() - single) / (double) (count - 1) - RING_BYTES;
        table.row(
            "Vedette, PSS for each camera beyond the first, its ring aside",
            "%.1f MB".formatted(each / 1e6),
            "under 6 MB",
            each < MOST_PER_CAMERA);
      }
    } finally {
      Bench.delete(data);
    }
  }

  /** Adds cameras and waits for their rings to be full; the box's PSS then. */
  private static long watch(Box box, List<String> urls, int firstNumber)
      throws IOException, InterruptedException {
    int number = firstNumber;
    try (Feed feed = new Feed(box)) {
      for (String url : urls) {
        feed.awaitState(box.addCamera("Camera " + number++, url), "streaming");
      }
    }
    Bench.settle();
    Bench.settle();
    return ProcessUse.of(List.of(box.process().pid())).pssBytes();
  }

  private static long streaming(Box box) throws IOException, InterruptedException {
    return box.request("GET", "/api/v1/cameras", null).getJsonArray("cameras").stream()
        .map(camera -> camera.asJsonObject().getJsonObject("state").getString("name"))
        .filter(state -> state.equals("streaming"))
        .count();
  }

  private static String mib(double bytes) {
    return "%.0f MiB".formatted(bytes / MIB);
  }
}
