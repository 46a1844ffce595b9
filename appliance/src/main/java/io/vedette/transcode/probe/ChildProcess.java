package io.vedette.transcode.probe;

import static java.lang.System.Logger.Level.WARNING;

import io.vedette.transcode.probe.ChildEnd.Way;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs a command that may do anything, and comes back in time whatever it does: it and all that it
 * has begun are dead then, and what it wrote into its own folder is gone.
 */
final class ChildProcess {

  private static final System.Logger LOG = System.getLogger(ChildProcess.class.getName());
  private static final long LOOK_MILLIS = 20;

  /** A process that a driver holds in the kernel does not even die of SIGKILL. */
  private static final long DEATH_MILLIS = 2000;

  private ChildProcess() {}

  /**
   * Runs a command. Its standard input stays open for as long as the box lives and wants it.
   *
   * @param command program and arguments
   * @param deadline how long it may take
   * @throws InterruptedException if the thread was interrupted; the child is dead then too
   */
  static ChildEnd run(List<String> command, Duration deadline) throws InterruptedException {
    Path folder;
    try {
      folder = Files.createTempDirectory("vedette-probe");
    } catch (IOException e) {
      return notStarted(e);
    }
    try {
      return runIn(folder, command, deadline);
    } catch (IOException e) {
      return notStarted(e);
    } finally {
      delete(folder);
    }
  }

  private static ChildEnd notStarted(IOException e) {
    return new ChildEnd(Way.NOT_STARTED, 0, List.of(), List.of(String.valueOf(e.getMessage())));
  }

  private static ChildEnd runIn(Path folder, List<String> command, Duration deadline)
      throws IOException, InterruptedException {
    String word = UUID.randomUUID().toString();
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put(Leftovers.VARIABLE, word);
    builder.environment().put("TMPDIR", folder.toString());
    // Nothing that the box was told in secret is a driver's business.
    builder.environment().remove("VEDETTE_ADMIN_PASSWORD");
    long due = System.nanoTime() + deadline.toNanos();
    Instant begun = Instant.now();
    Process process = builder.start();
    try {
      ChildOutput output = new ChildOutput(process.getInputStream());
      boolean exited = false;
      while (!exited && !output.isFlood() && System.nanoTime() - due < 0) {
        exited = process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        output.drain();
      }
      output.endLine();
      Way way = output.isFlood() ? Way.FLOODED : exited ? Way.EXITED : Way.OVERDUE;
      return new ChildEnd(way, exited ? process.exitValue() : 0, output.report(), output.others());
    } finally {
      end(process, word, begun);
    }
  }

  private static void end(Process process, String word, Instant begun) throws IOException {
    process.destroyForcibly();
    boolean interrupted = Thread.interrupted();
    try {
      Leftovers.kill(word, begun, Duration.ofMillis(DEATH_MILLIS));
      if (!process.waitFor(DEATH_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.log(WARNING, "Process {0} cannot be killed: a driver holds it", process.pid());
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    process.getOutputStream().close();
    process.getInputStream().close();
    process.getErrorStream().close();
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.log(WARNING, "What a probe wrote stays in {0}: {1}", folder, e);
    }
  }
}
