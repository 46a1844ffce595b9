package io.vedette.soak;

import io.vedette.bench.Table;
import io.vedette.hls.PlaylistWatch;
import io.vedette.testing.Box;
import io.vedette.testing.Feed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** What {@code ./dev soak} runs: bad cameras beside good ones, for as long as is asked. */
public final class Soak implements AutoCloseable {

  private static final double MIB = 1024 * 1024;
  private static final long LATE_NANOS = Duration.ofMillis(100).toNanos();

  private final BadCompany cameras;
  private final Box box;
  private final List<PunctualViewer> good = new ArrayList<>();
  private final List<PunctualViewer> bad = new ArrayList<>();
  private final List<PlaylistWatch> playlists = new ArrayList<>();
  private final List<Resources> samples = new ArrayList<>();
  private long worstLateNanos;
  private int latePeriods;
  private int periods;

  /**
   * Starts a box with these cameras, each watched, and the playlists of a good one and of the two
   * worst followed.
   */
  Soak(Path folder, int goodCameras) throws IOException, InterruptedException {
    cameras = new BadCompany(folder.resolve("scenes"), goodCameras);
    box = new Box(folder.resolve("data"), "--cameras", "0");
    try (Feed feed = new Feed(box)) {
      for (int number = 1; number <= cameras.count(); number++) {
        String id = box.addCamera("Camera " + number, cameras.url(number).toString());
        feed.awaitState(id, "streaming");
        (number < BadCompany.FIRST_GOOD ? bad : good).add(new PunctualViewer(box, id));
        if (number == BadCompany.FIRST_GOOD
            || number == BadCompany.DROPPING
            || number == BadCompany.CHANGING) {
          playlists.add(new PlaylistWatch(box, id));
        }
      }
    }
  }

  /** Runs for some time and takes a sample of the box's resources each period. */
  void run(Duration time, Duration period) throws IOException, InterruptedException {
    cameras.misbehave();
    long end = System.nanoTime() + time.toNanos();
    // The first period warms up: classes, compiled code, buffers.
    while (System.nanoTime() < end) {
      pass(period);
      long worst = good.stream().mapToLong(PunctualViewer::takeWorstLateNanos).max().orElse(0);
      periods++;
      worstLateNanos = Math.max(worstLateNanos, worst);
      latePeriods += worst > LATE_NANOS ? 1 : 0;
      Resources sample = Resources.of(box.process().pid());
      samples.add(sample);
      // The full collection that the sample takes holds everybody up; that is not the box's doing.
      good.forEach(PunctualViewer::takeWorstLateNanos);
      System.err.printf(
          "soak: heap %.1f MiB, native %.1f MiB, %d threads, %d files, latest %.0f ms%n",
          sample.heapBytes() / MIB,
          sample.nativeBytes() / MIB,
          sample.threads(),
          sample.files(),
          worst / 1e6);
    }
  }

  List<Resources> samples() {
    return samples;
  }

  /**
   * What the box holds as soon as that is as it should be, which it need not be while a camera
   * comes or goes; in the end, what it holds then.
   */
  Resources awaitResources(Predicate<Resources> wanted, Duration atMost)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    Resources now = samples.getLast();
    while (!wanted.test(now) && System.nanoTime() < end) {
      pass(Duration.ofSeconds(1));
      now = Resources.of(box.process().pid());
    }
    return now;
  }

  List<PunctualViewer> good() {
    return good;
  }

  List<PunctualViewer> bad() {
    return bad;
  }

  /** Rules of HLS that were broken, and what playlists and media disagree about. */
  List<String> brokenRules() {
    return playlists.stream().flatMap(watch -> watch.broken().stream()).toList();
  }

  int playlistsChecked() {
    return playlists.stream().mapToInt(PlaylistWatch::playlists).sum();
  }

  boolean isBoxAlive() {
    return box.process().isAlive();
  }

  private void print() {
    Table table = new Table();
    Resources first = samples.getFirst();
    Resources last = samples.getLast();
    row(table, "live heap, MiB", first.heapBytes() / MIB, last.heapBytes() / MIB, 10);
    row(table, "native memory, MiB", first.nativeBytes() / MIB, last.nativeBytes() / MIB, 15);
    row(table, "threads", first.threads(), last.threads(), 3);
    row(table, "open files", first.files(), last.files(), 5);
    table.row(
        good.size() + " good cameras: latest picture of all, in " + periods + " periods",
        "%.0f ms, over 100 ms in %d periods".formatted(worstLateNanos / 1e6, latePeriods),
        "never over 100 ms",
        latePeriods == 0);
    table.row(
        "good cameras: connections that broke",
        String.valueOf(good.stream().filter(PunctualViewer::isBroken).count()),
        "none",
        good.stream().noneMatch(PunctualViewer::isBroken));
    table.row(
        "viewers of the bad cameras: connections that broke; formats that they were told",
        "%d; %s"
            .formatted(
                bad.stream().filter(PunctualViewer::isBroken).count(),
                bad.stream().map(PunctualViewer::formats).toList()),
        "none broke",
        bad.stream().noneMatch(PunctualViewer::isBroken));
    table.row(
        "playlists checked against RFC 8216bis; rules broken",
        "%d; %d".formatted(playlistsChecked(), brokenRules().size()),
        "none",
        brokenRules().isEmpty());
    table.print(System.out);
    brokenRules().stream().limit(20).forEach(System.out::println);
  }

  private static void row(Table table, String what, double first, double last, double slack) {
    table.row(
        what + ", after the first period and at the end",
        "%.1f, %.1f".formatted(first, last),
        "flat (within %.0f)".formatted(slack),
        last - first <= slack);
  }

  private static void pass(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** The one argument is for how many minutes; 30 without it. */
  public static void main(String[] args) throws IOException, InterruptedException {
    long minutes = args.length > 0 ? Long.parseLong(args[0]) : 30;
    Path folder = Files.createTempDirectory("vedette-soak");
    try (Soak soak = new Soak(folder, 8)) {
      soak.run(Duration.ofMinutes(minutes), Duration.ofMinutes(Math.clamp(minutes / 10, 1, 3)));
      soak.print();
    }
  }

  @Override
  public void close() throws IOException {
    for (PlaylistWatch watch : playlists) {
      watch.close();
    }
    for (PunctualViewer viewer : good) {
      viewer.close();
    }
    for (PunctualViewer viewer : bad) {
      viewer.close();
    }
    box.close();
    cameras.close();
  }
}
