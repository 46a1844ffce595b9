package io.vedette.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Some seconds of {@code live.mp4} in a file, and what the ffprobe and ffmpeg binaries make of it.
 *
 * @param file holds it, up to the end of a fragment
 */
public record Recording(Path file) {

  private static final Duration LIMIT = Duration.ofSeconds(180);
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final int MDAT = 0x6d646174;
  private static final int OK = 200;
  private static final int NOT_READY = 503;

  /**
   * One packet as ffprobe sees it.
   *
   * @param pts presentation time in seconds
   * @param dts decoding time in seconds
   * @param key whether it is flagged as a key frame
   */
  public record Sample(double pts, double dts, boolean key) {}

  /** Records so much of a camera's live stream; see below. */
  public static Recording of(Box box, String cameraId, Duration length, Path file)
      throws IOException, InterruptedException {
    return of(box, cameraId, "main", length, file);
  }

  /**
   * Records a rendition of a camera from its first bytes on. Waits for it, and begins anew where it
   * ends too early: a busy machine may stop a camera for so long that it counts as gone.
   *
   * @param length by the times that its pictures carry, however late they come
   */
  public static Recording of(Box box, String cameraId, String rendition, Duration length, Path file)
      throws IOException, InterruptedException {
    String path = "/streams/" + cameraId + "/live.mp4?rendition=" + rendition;
    HttpRequest request =
        HttpRequest.newBuilder(box.address().resolve(path))
            .header("Authorization", "Bearer " + box.token())
            .build();
    long deadline = System.nanoTime() + LIMIT.toNanos();
    try (HttpClient http = HttpClient.newHttpClient()) {
      double had = 0;
      while (System.nanoTime() < deadline) {
        HttpResponse<InputStream> response =
            http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() == OK) {
          had = record(response.body(), length, deadline, file);
          if (had >= length.toNanos() / 1e9) {
            http.shutdownNow();
            return new Recording(file);
          }
        } else {
          response.body().close();
          if (response.statusCode() != NOT_READY) {
            throw new IOException(path + " gave " + response.statusCode());
          }
        }
        Thread.sleep(RETRY);
      }
      http.shutdownNow();
      throw new IOException(path + " gave " + had + " s in the end");
    }
  }

  /** Returns how many seconds came before it ended or so many were there. */
  private static double record(InputStream live, Duration length, long deadline, Path file)
      throws IOException {
    double wanted = length.toNanos() / 1e9;
    MediaLength come = new MediaLength();
    try (DataInputStream in = new DataInputStream(live);
        OutputStream out = Files.newOutputStream(file)) {
      boolean whole = false;
      while (System.nanoTime() < deadline && !(whole && come.seconds() >= wanted)) {
        byte[] box = box(in);
        out.write(box);
        come.take(box);
        whole = ByteBuffer.wrap(box).getInt(Integer.BYTES) == MDAT;
      }
    } catch (EOFException e) {
      // What came is all there is.
    }
    return come.seconds();
  }

  private static byte[] box(DataInputStream in) throws IOException {
    int size = in.readInt();
    byte[] rest = in.readNBytes(size - Integer.BYTES);
    if (rest.length < size - Integer.BYTES) {
      throw new EOFException("in the middle of a box");
    }
    return ByteBuffer.allocate(size).putInt(size).put(rest).array();
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
