package io.vedette.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@code ffmpeg} process for each input, copying it to nowhere. */
final class FfmpegReaders implements AutoCloseable {

  private final List<Process> processes = new ArrayList<>();
  private final List<Path> folders = new ArrayList<>();

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
