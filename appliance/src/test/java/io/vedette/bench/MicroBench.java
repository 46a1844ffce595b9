package io.vedette.bench;

import io.vedette.bench.micro.FragmentWriting;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The hot paths by themselves: time and allocation of one operation, as JMH measures them. */
final class MicroBench {

  private static final int ARRAY_HEADER = 16;
  private static final int ALIGNMENT = 8;

  /** What one access unit may cost the heap beside its own bytes. */
  private static final double MOST_BEYOND = 128;

  private MicroBench() {}

  /** A second for each of eight rounds, of which the first three only warm up. */
  static void measure(Table table) throws IOException {
    Options options =
        new OptionsBuilder()
            .include("io\\.vedette\\.bench\\.micro\\..*")
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.NANOSECONDS)
            .forks(1)
            .warmupIterations(3)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(5)
            .measurementTime(TimeValue.seconds(1))
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    try {
      for (RunResult result : new Runner(options).run()) {
        row(table, result);
      }
    } catch (RunnerException e) {
      throw new IOException("JMH failed: " + e.getMessage(), e);
    }
  }

  private static void row(Table table, RunResult result) {
    String benchmark = result.getParams().getBenchmark();
    String name = benchmark.substring(benchmark.lastIndexOf('.') + 1);
    String time =
        String.format(
            Locale.ROOT,
            "%,.0f ± %,.0f ns",
            result.getPrimaryResult().getScore(),
            result.getPrimaryResult().getScoreError());
    double allocated = result.getSecondaryResults().get("gc.alloc.rate.norm").getScore();
    switch (name) {
      case "write" -> {
        int bytes = Integer.parseInt(result.getParams().getParam("bytes"));
        int own = FragmentWriting.of(bytes).write().bytes().length;
        own(table, "writing a fragment of " + bytes + " bytes", time, allocated, own);
      }
      case "depacketize" -> {
        int bytes = Integer.parseInt(result.getParams().getParam("bytes"));
        own(table, "depacketizing " + bytes + " bytes of H.264", time, allocated, bytes);
      }
      case "publish" -> other(table, "publishing a picture, ring full", time, allocated);
      case "whole" -> other(table, "rendering a media playlist", time, allocated);
      case "delta" -> other(table, "rendering its delta update", time, allocated);
      default -> throw new IllegalStateException("a benchmark without a row: " + benchmark);
    }
  }

  /** What makes one array of bytes: shows what is allocated beyond that array. */
  private static void own(Table table, String what, String time, double allocated, int bytes) {
    int array = Math.ceilDiv(ARRAY_HEADER + bytes, ALIGNMENT) * ALIGNMENT;
    double beyond = allocated - array;
    table.row(what, time);
    table.row(
        "  bytes allocated, of them beyond its own " + bytes,
        String.format(Locale.ROOT, "%,.0f, %.0f", allocated, beyond),
        String.format(Locale.ROOT, "at most %.0f beyond", MOST_BEYOND),
        beyond <= MOST_BEYOND);
  }

  private static void other(Table table, String what, String time, double allocated) {
    table.row(what, time);
    table.row("  bytes allocated", String.format(Locale.ROOT, "%,.0f", allocated));
  }
}
