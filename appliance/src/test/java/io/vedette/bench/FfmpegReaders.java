package io.vedette.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A {@code ffmpeg} process for each input, copying it to nowhere. */
final class FfmpegReaders implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  /** More than any message: it has begun to write pictures. */
  private static final long BEGUN_BYTES = 100_000;

  private static final String PROGRESS = "progress";

  private final List<Process> processes = new ArrayList<>();
  private final List<Path> folders = new ArrayList<>();
  private long[] noted = {};

  private FfmpegReaders() {}

  /** Remuxes cameras into MP4 with a fragment per frame, the same work that the box does. */
  static FfmpegReaders remuxing(List<String> urls) throws IOException {
    FfmpegReaders readers = new FfmpegReaders();
    for (String url : urls) {
      readers.start(
          "-rtsp_transport",
          "tcp",
          "-i",
          url,
          "-c",
          "copy",
          "-f",
          "mp4",
          "-movflags",
          "frag_every_frame+empty_moov+default_base_moof",
          "pipe:1");
    }
    return readers;
  }

  /** Writes HLS of cameras, fragmented MP4 in segments of two seconds, into folders of memory. */
  static FfmpegReaders segmenting(List<String> urls) throws IOException {
    FfmpegReaders readers = new FfmpegReaders();
    for (String url : urls) {
      Path folder = Files.createTempDirectory(Path.of("/dev/shm"), "vedette-bench-hls");
      readers.folders.add(folder);
      readers.start(
          "-rtsp_transport",
          "tcp",
          "-i",
          url,
          "-c",
          "copy",
          "-f",
          "hls",
          "-hls_segment_type",
          "fmp4",
          "-hls_time",
          "2",
          "-hls_list_size",
          "7",
          "-hls_flags",
          "delete_segments",
          folder.resolve("index.m3u8").toString());
    }
    return readers;
  }

  /**
   * Converts a camera of 1080p25 as the box makes its rendition {@code h264}: by the same decoder,
   * scaler and encoder, with as many threads, into MP4 with a fragment per frame.
   */
  static FfmpegReaders converting(String url) throws IOException {
    FfmpegReaders readers = new FfmpegReaders();
    Path folder = Files.createTempDirectory("vedette-bench-progress");
    readers.folders.add(folder);
    int threads = Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 4);
    String line =
        "-stats_period 0.2 -progress %s -threads %d -rtsp_transport tcp -i %s -filter_threads 1"
            + " -vf scale=w=1280:h=720:flags=bilinear:out_range=limited,format=yuv420p -c:v libx264"
            + " -preset superfast -tune zerolatency -profile:v high -threads %d"
            + " -x264-params scenecut=0 -b:v 3M -maxrate 3M -bufsize 3M -g 50"
            + " -f mp4 -movflags frag_every_frame+empty_moov+default_base_moof pipe:1";
    readers.start(line.formatted(folder.resolve(PROGRESS), threads, url, threads).split(" "));
    return readers;
  }

  /** Reads an endless MP4 over HTTP. */
  static FfmpegReaders reading(String url, String token) throws IOException {
    FfmpegReaders readers = new FfmpegReaders();
    readers.start(
        "-headers",
        "Authorization: Bearer " + token + "\r\n",
        "-i",
        url,
        "-c",
        "copy",
        "-f",
        "null",
        "-");
    return readers;
  }

  ProcessUse use() throws IOException {
    return ProcessUse.of(processes.stream().map(Process::pid).toList());
  }

  /** How many pictures the one that converts has made, as it says itself five times a second. */
  long pictures() throws IOException {
    return Files.readAllLines(folders.getFirst().resolve(PROGRESS)).stream()
        .filter(line -> line.startsWith("frame="))
        .mapToLong(line -> Long.parseLong(line.substring("frame=".length()).strip()))
        .max()
        .orElse(0);
  }

  /** Waits until each has begun to write. */
  void awaitOutput() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (Arrays.stream(written()).anyMatch(bytes -> bytes < BEGUN_BYTES)) {
      if (System.nanoTime() > deadline) {
        throw new IOException("not every ffmpeg has begun to write: " + Arrays.toString(written()));
      }
      Bench.pass(1);
    }
  }

  /** From now on counts what each writes. */
  void noteOutput() throws IOException {
    noted = written();
  }

  /** How many have written at least so many bytes since {@link #noteOutput}. */
  long writing(long bytes) throws IOException {
    long[] now = written();
    return IntStream.range(0, now.length).filter(i -> now[i] - noted[i] >= bytes).count();
  }

  /** What each has written so far, as the kernel counts it. */
  private long[] written() throws IOException {
    long[] bytes = new long[processes.size()];
    for (int i = 0; i < bytes.length; i++) {
      for (String line : Files.readAllLines(Path.of("/proc/" + processes.get(i).pid() + "/io"))) {
        if (line.startsWith("wchar:")) {
          bytes[i] = Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
    }
    return bytes;
  }

  private void start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin"));
    command.addAll(List.of(arguments));
    processes.add(
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  @Override
  public void close() throws IOException {
    for (Process process : processes) {
      process.destroyForcibly().onExit().join();
    }
    for (Path folder : folders) {
      try (var files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }
}
