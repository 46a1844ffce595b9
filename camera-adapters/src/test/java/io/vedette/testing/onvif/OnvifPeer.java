package io.vedette.testing.onvif;

import io.vedette.testing.Command;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * An ONVIF device that nobody here wrote: the one with which the npm package {@code onvif} tests
 * itself, whose answers are, by their looks, recordings of real cameras. It looks for texts in what
 * it is asked, and wants no password. npm fetches what the lock file names.
 */
public final class OnvifPeer implements AutoCloseable {

  private static final Duration FETCH = Duration.ofMinutes(10);
  private static final Duration END = Duration.ofSeconds(30);

  private final Path folder;
  private final Process process;
  private final int port;

  private OnvifPeer(Path folder, Process process, int port) {
    this.folder = folder;
    this.process = process;
    this.port = port;
  }

  /** Fetches it into this empty folder and starts it there. */
  public static OnvifPeer start(Path folder) throws IOException, InterruptedException {
    for (String file : List.of("package.json", "package-lock.json", "serve.js")) {
      try (InputStream in = OnvifPeer.class.getResourceAsStream("peer/" + file)) {
        Files.copy(in, folder.resolve(file));
      }
    }
    Command fetched =
        Command.run(
            FETCH,
            List.of(
                "npm",
                "ci",
                "--prefix",
                folder.toString(),
                "--ignore-scripts",
                "--no-audit",
                "--no-fund"));
    if (fetched.status() != 0) {
      throw new IOException("npm ci: " + fetched.output());
    }
    Process process =
        new ProcessBuilder("node", "serve.js")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = said.readLine();
    if (line == null || !line.matches("\\d+")) {
      process.destroy();
      throw new IOException("the peer did not start: " + line);
    }
    // Who is not read any more stops when the pipe is full.
    Thread.ofPlatform().daemon().start(() -> said.lines().forEach(_ -> {}));
    return new OnvifPeer(folder, process, Integer.parseInt(line));
  }

  /** Where its device service is. */
  public String url() {
    return "http://127.0.0.1:" + port + "/onvif/device_service";
  }

  /** Where it is. */
  public int port() {
    return port;
  }

  /** Ends it, and removes what was fetched. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
      try (Stream<Path> files = Files.walk(folder.resolve("node_modules"))) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
