package io.vedette.soak;

import io.vedette.testing.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a process holds at one moment.
 *
 * @param heapBytes live objects on the heap, after a full collection
 * @param nativeBytes resident memory beyond the heap that is committed
 * @param threads platform threads
 * @param files open file descriptors
 */
record Resources(long heapBytes, long nativeBytes, int threads, int files) {

  private static final long KIB = 1024;
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final int ATTEMPTS = 3;

  /** Looks at a JVM; makes it collect its heap. */
  static Resources of(long pid) throws IOException, InterruptedException {
    long live = histogramTotal(jcmd(pid, "GC.class_histogram"));
    long committed = committedHeap(jcmd(pid, "GC.heap_info"));
    long resident = 0;
    int threads = 0;
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
      if (line.startsWith("RssAnon:")) {
        resident = number(line) * KIB;
      } else if (line.startsWith("Threads:")) {
        threads = (int) number(line);
      }
    }
    try (var files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return new Resources(live, Math.max(0, resident - committed), threads, (int) files.count());
    }
  }

  /** A JVM that has no time may answer too late. */
  private static String jcmd(long pid, String command) throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    List<String> words = List.of(jcmd, String.valueOf(pid), command);
    Command done = Command.run(LIMIT, words);
    for (int attempt = 1; done.status() != 0 && attempt < ATTEMPTS; attempt++) {
      done = Command.run(LIMIT, words);
    }
    if (done.status() != 0) {
      throw new IOException(done.output());
    }
    return done.output();
  }

  private static long histogramTotal(String output) {
    String total =
        output.lines().filter(line -> line.startsWith("Total")).findFirst().orElseThrow();
    return Long.parseLong(total.trim().split("\\s+")[2]);
  }

  /** Such as {@code garbage-first heap total reserved 524288K, committed 262144K, used 152064K}. */
  private static long committedHeap(String output) {
    String line =
        output.lines().filter(text -> text.contains("committed")).findFirst().orElseThrow();
    return number(line.replaceAll(".*?committed (\\d+)K.*", "$1")) * KIB;
  }

  private static long number(String text) {
    return Long.parseLong(text.replaceAll("\\D", ""));
  }
}
