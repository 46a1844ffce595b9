package io.vedette.http2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vedette.testing.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What curl was answered.
 *
 * @param version of HTTP, as it says
 * @param status of the answer
 * @param headers by name in small letters, without those that tell of the moment or the connection
 * @param body as sent
 */
record Curl(String version, int status, Map<String, String> headers, byte[] body) {

  private static final Duration LIMIT = Duration.ofSeconds(90);

  /** HTTP/2 has no names of the second kind (RFC 9113 8.2.2). */
  private static final Set<String> PASSING = Set.of("date", "connection", "transfer-encoding");

  /** Asks, with {@code --http1.1} or {@code --http2-prior-knowledge}, and further options. */
  static Curl ask(Path folder, String version, List<String> options)
      throws IOException, InterruptedException {
    Path head = Files.createTempFile(folder, "head", "");
    Path body = Files.createTempFile(folder, "body", "");
    List<String> words = new ArrayList<>(List.of("curl", "-sS", version, "-D", head.toString()));
    words.addAll(List.of("-o", body.toString(), "-w", "%{http_version}"));
    words.addAll(options);
    Command run = Command.run(LIMIT, words);
    assertEquals(0, run.status(), () -> options + ": " + run.output());
    List<String> lines = Files.readString(head).lines().filter(line -> !line.isBlank()).toList();
    Map<String, String> headers = new TreeMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] parts = line.split(": *", 2);
      // Lines of one name are as good as one line (RFC 9110 5.3).
      headers.merge(parts[0].toLowerCase(Locale.ROOT), parts[1], (a, b) -> a + ", " + b);
    }
    headers.keySet().removeAll(PASSING);
    return new Curl(
        run.output(),
        Integer.parseInt(lines.getFirst().split(" ")[1]),
        headers,
        Files.readAllBytes(body));
  }
}
