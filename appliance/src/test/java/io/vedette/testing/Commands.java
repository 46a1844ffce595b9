package io.vedette.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs that a test runs to their end. */
public final class Commands {

  private static final long LIMIT_SECONDS = 60;

  private Commands() {}

  /**
   * What a program prints; it has to succeed. What it complains of goes to the test's own output.
   */
  public static String run(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new AssertionError(command + " failed and printed: " + printed);
    }
    return printed;
  }
}
