package io.vedette.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What {@code ./dev fuzz} runs: Jazzer on each target in a JVM of its own, which starts from the
 * inputs in the resources and those that earlier runs have kept.
 */
public final class Fuzz {

  private static final List<Class<?>> CLASSES =
      List.of(
          DepacketizerFuzzTest.class,
          HeaderFuzzTest.class,
          RtspFuzzTest.class,
          RtmpFuzzTest.class,
          OnvifFuzzTest.class,
          DiscoveryFuzzTest.class,
          FragmentFuzzTest.class,
          PlaylistFuzzTest.class);

  private static final List<String> MODULES = List.of("camera-adapters", "appliance");

  /** Seconds after which one input takes too long. */
  private static final int INPUT_SECONDS = 5;

  /** Longest input: what a camera can say in one message, or many packets. */
  private static final int MOST_BYTES = 16_384;

  /** What libFuzzer says at the end. */
  private static final Pattern DONE = Pattern.compile("#\\d+\\s+DONE\\s+cov: (\\d+)");

  private static final Pattern SECONDS = Pattern.compile("runs in (\\d+) second");

  private static final Pattern RUNS = Pattern.compile("stat::number_of_executed_units: (\\d+)");

  /** What a run came to. */
  private record Outcome(long seconds, long runs, String coverage, long findings) {}

  private final Path root;
  private final Path kept;
  private final int seconds;

  private Fuzz(Path root, Path kept, int seconds) {
    this.root = root;
    this.kept = kept;
    this.seconds = seconds;
  }

  /**
   * Runs the targets named, or all; exits with 1 if one has found something.
   *
   * @param args folder of the sources, folder for what is kept, seconds for each target, targets
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Map<String, Class<?>> targets = targets();
    List<String> names = List.of(args).subList(3, args.length);
    if (!targets.keySet().containsAll(names)) {
      System.out.println("the targets are " + String.join(", ", targets.keySet()));
      System.exit(2);
    }
    Fuzz fuzz = new Fuzz(Path.of(args[0]), Path.of(args[1]), Integer.parseInt(args[2]));
    System.exit(fuzz.run(names.isEmpty() ? List.copyOf(targets.keySet()) : names, targets) ? 1 : 0);
  }

  private static Map<String, Class<?>> targets() {
    Map<String, Class<?>> targets = new LinkedHashMap<>();
    for (Class<?> tests : CLASSES) {
      Arrays.stream(tests.getDeclaredMethods())
          .filter(method -> method.isAnnotationPresent(FuzzTest.class))
          .map(Method::getName)
          .sorted()
          .forEach(name -> targets.put(name, tests));
    }
    return targets;
  }

  private boolean run(List<String> names, Map<String, Class<?>> targets)
      throws IOException, InterruptedException {
    String row = "%-20s %8s %12s %10s %8s %8s %9s%n";
    System.out.printf(
        row, "target", "seconds", "executions", "per s", "corpus", "edges", "findings");
    boolean found = false;
    for (String name : names) {
      Outcome outcome = fuzz(name, targets.get(name));
      found |= outcome.findings() > 0;
      System.out.printf(
          row,
          name,
          outcome.seconds(),
          outcome.runs(),
          outcome.runs() / outcome.seconds(),
          files(kept.resolve("corpus").resolve(name)).size(),
          outcome.coverage(),
          outcome.findings());
    }
    return found;
  }

  private Outcome fuzz(String name, Class<?> tests) throws IOException, InterruptedException {
    Path corpus = Files.createDirectories(kept.resolve("corpus").resolve(name));
    Path findings = Files.createDirectories(kept.resolve("findings").resolve(name));
    Path log = kept.resolve(name + ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:+UseSerialGC",
            // Jazzer loads its agent while it runs, and its runtime uses Unsafe and a native
            // driver.
            "-XX:+EnableDynamicAgentLoading",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xlog:cds=off",
            "-cp",
            System.getProperty("java.class.path"),
            "com.code_intelligence.jazzer.Jazzer",
            "--target_class=" + tests.getName(),
            "--target_method=" + name,
            "--instrumentation_includes=io.vedette.**",
            "--reproducer_path=" + findings,
            "-artifact_prefix=" + findings + File.separator,
            "-max_total_time=" + seconds,
            "-timeout=" + INPUT_SECONDS,
            "-max_len=" + MOST_BYTES,
            "-print_final_stats=1",
            corpus.toString()));
    command.addAll(seeds(tests, name));
    int had = files(findings).size();
    long begun = System.nanoTime();
    Process jazzer =
        new ProcessBuilder(command)
            .directory(kept.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    int status = jazzer.waitFor();
    String said = Files.readString(log);
    // Without the time that Jazzer takes to start; one that found something does not tell.
    String took = last(SECONDS, said, String.valueOf((System.nanoTime() - begun) / 1_000_000_000));
    int found = files(findings).size() - had;
    if (status != 0) {
      System.err.println("fuzz: " + name + " ended with " + status + ", see " + log);
    }
    return new Outcome(
        Math.max(1, Long.parseLong(took)),
        Long.parseLong(last(RUNS, said, "0")),
        last(DONE, said, "-"),
        status == 0 ? 0 : Math.max(1, found));
  }

  private List<String> seeds(Class<?> tests, String name) {
    return MODULES.stream()
        .map(
            module ->
                root.resolve(module)
                    .resolve("src/test/resources/io/vedette/fuzz")
                    .resolve(tests.getSimpleName() + "Inputs")
                    .resolve(name))
        .filter(Files::isDirectory)
        .map(Path::toString)
        .toList();
  }

  private static String last(Pattern pattern, String text, String otherwise) {
    Matcher matcher = pattern.matcher(text);
    String found = otherwise;
    while (matcher.find()) {
      found = matcher.group(1);
    }
    return found;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !file.toString().endsWith(".java")).toList();
    }
  }
}
