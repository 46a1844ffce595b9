package io.vedette.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Some seconds of {@code live.mp4} in a file, and what the ffprobe and ffmpeg binaries make of it.
 *
 * @param file holds it, with the last fragment cut off where the recording ended
 */
public record Recording(Path file) {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /**
   * One packet as ffprobe sees it.
   *
   * @param pts presentation time in seconds
   * @param dts decoding time in seconds
   * @param key whether it is flagged as a key frame
   */
  public record Sample(double pts, double dts, boolean key) {}

  /** Records a camera's live stream. */
  public static Recording of(Box box, String cameraId, Duration length, Path file)
      throws IOException, InterruptedException {
    return of(box, cameraId, "main", length, file);
  }

  /** Records a rendition of a camera from its first bytes on. */
  public static Recording of(Box box, String cameraId, String rendition, Duration length, Path file)
      throws IOException, InterruptedException {
    String path = "/streams/" + cameraId + "/live.mp4?rendition=" + rendition;
    HttpRequest request =
        HttpRequest.newBuilder(box.address().resolve(path))
            .header("Authorization", "Bearer " + box.token())
            .build();
    try (HttpClient http = HttpClient.newHttpClient();
        InputStream in = http.send(request, HttpResponse.BodyHandlers.ofInputStream()).body();
        OutputStream out = Files.newOutputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      int read = in.read(buffer);
      long end = System.nanoTime() + length.toNanos();
      while (read > 0 && System.nanoTime() < end) {
        out.write(buffer, 0, read);
        read = in.read(buffer);
      }
      http.shutdownNow();
    }
    return new Recording(file);
  }

  /** What ffprobe prints of the video stream's entries, as lines of comma-separated values. */
  public List<String> probe(String entries) throws IOException, InterruptedException {
    Command command =
        Command.run(
            LIMIT,
            List.of(
                "ffprobe",
                "-v",
                "error",
                "-select_streams",
                "v",
                "-show_entries",
                entries,
                "-of",
                "csv=p=0",
                file.toString()));
    assertEquals(0, command.status(), command.output());
    return command.output().lines().filter(line -> !line.isBlank()).toList();
  }

  /** The video's packets in decoding order. */
  public List<Sample> samples() throws IOException, InterruptedException {
    return probe("packet=pts_time,dts_time,flags").stream()
        .map(line -> line.split(","))
        .map(
            field ->
                new Sample(
                    Double.parseDouble(field[0]),
                    Double.parseDouble(field[1]),
                    field[2].startsWith("K")))
        .toList();
  }

  /** Presentation times of the pictures that come out of FFmpeg's decoder, in their order. */
  public List<Double> shownTimes() throws IOException, InterruptedException {
    return probe("frame=pts_time").stream()
        .map(line -> Double.parseDouble(line.split(",")[0]))
        .toList();
  }

  /** Every picture decodes: FFmpeg has nothing to say. */
  public void decodesWithoutAWord() throws IOException, InterruptedException {
    Command command =
        Command.run(
            LIMIT, List.of("ffmpeg", "-v", "error", "-i", file.toString(), "-f", "null", "-"));
    assertEquals("", command.output());
    assertEquals(0, command.status());
  }

  /** Decoding times rise, no picture is decoded after its presentation. */
  public void hasRisingTimes() throws IOException, InterruptedException {
    List<Sample> samples = samples();
    for (int i = 0; i < samples.size(); i++) {
      Sample sample = samples.get(i);
      assertTrue(sample.dts() <= sample.pts() + 1e-6, i + ": " + sample);
      assertTrue(i == 0 || sample.dts() > samples.get(i - 1).dts(), i + ": " + sample);
    }
  }
}
