package io.vedette.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that was run to its end.
 *
 * @param status its exit status
 * @param output what it wrote, errors included
 */
public record Command(int status, String output) {

  /** Runs a program; stops it, and what it has started, if it takes too long. */
  public static Command run(Duration limit, List<String> words)
      throws IOException, InterruptedException {
    Process process = start(words);
    process.getOutputStream().close();
    return finish(process, limit);
  }

  /** As {@link #run}, with a standard input that does not end before the program does. */
  public static Command runWithInput(Duration limit, List<String> words)
      throws IOException, InterruptedException {
    Process process = start(words);
    try (OutputStream _ = process.getOutputStream()) {
      return finish(process, limit);
    }
  }

  private static Process start(List<String> words) throws IOException {
    return new ProcessBuilder(words).redirectErrorStream(true).start();
  }

  private static Command finish(Process process, Duration limit)
      throws IOException, InterruptedException {
    Thread watchdog =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try {
                    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                      // All of them hold the pipe that is read to its end.
                      process.descendants().forEach(ProcessHandle::destroyForcibly);
                      process.destroyForcibly();
                    }
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    watchdog.join();
    return new Command(status, output);
  }
}
