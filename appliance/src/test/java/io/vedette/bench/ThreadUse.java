package io.vedette.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What the threads of a box have taken of the processors since they began, as the kernel's
 * scheduler counts it. A thread that has ended is counted no more.
 *
 * @param cameras seconds of the threads that read cameras and write fragments
 * @param collector seconds of the garbage collector
 * @param compiler seconds of Java's compilers
 */
record ThreadUse(double cameras, double collector, double compiler) {

  /** Java's compilers take less than this part of a processor once what runs often is compiled. */
  private static final double CALM = 0.002;

  private static final int CALM_SECONDS = 10;
  private static final int CALM_ROUNDS = 3;
  private static final int MOST_ROUNDS = 24;

  static ThreadUse of(long pid) throws IOException {
    double cameras = 0;
    double collector = 0;
    double compiler = 0;
    try (var tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
      for (Path task : tasks.toList()) {
        String name = read(task.resolve("comm"));
        double seconds = seconds(read(task.resolve("schedstat")));
        if (name.startsWith("ingest-c-")) {
          cameras += seconds;
        } else if (name.startsWith("GC ") || name.startsWith("G1 ")) {
          collector += seconds;
        } else if (name.startsWith("C1 ") || name.startsWith("C2 ")) {
          compiler += seconds;
        }
      }
    }
    return new ThreadUse(cameras, collector, compiler);
  }

  /**
   * Waits until the compilers have calmed down, at most four minutes: a box runs for months, and
   * what its first minutes cost is over then. They work in bursts, so one calm round says little.
   */
  static void awaitCompiled(long pid) throws IOException {
    double last = of(pid).compiler();
    int calm = 0;
    for (int round = 0; round < MOST_ROUNDS && calm < CALM_ROUNDS; round++) {
      Bench.pass(CALM_SECONDS);
      double now = of(pid).compiler();
      calm = now - last < CALM * CALM_SECONDS ? calm + 1 : 0;
      last = now;
    }
  }

  ThreadUse since(ThreadUse before) {
    return new ThreadUse(
        cameras - before.cameras, collector - before.collector, compiler - before.compiler);
  }

  private static String read(Path file) throws IOException {
    try {
      return Files.readString(file).strip();
    } catch (NoSuchFileException e) {
      // The thread has ended meanwhile.
      return "";
    }
  }

  private static double seconds(String schedstat) {
    return schedstat.isEmpty() ? 0 : Long.parseLong(schedstat.split(" ")[0]) / 1e9;
  }
}
