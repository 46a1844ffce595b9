package io.vedette.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An encoder that pushes RTMP, as a process of its own, with a tone of 600 Hz in its sound. */
public final class Pusher implements AutoCloseable {

  /** Frequency of the tone. */
  public static final int HERTZ = 600;

  private final Process process;
  private final Path said;

  private Pusher(Path folder, List<String> words) throws IOException {
    said = Files.createTempFile(folder, "pusher", ".log");
    process =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(said.toFile()).start();
  }

  /**
   * The ffmpeg binary, with H.264 of 320x240 that reorders pictures, and AAC.
   *
   * @param url where it pushes to, with the stream key
   */
  public static Pusher ffmpeg(Path folder, String url) throws IOException {
    return new Pusher(
        folder, ffmpegWords("ffmpeg", url, "libx264", "320x240", List.of("-bf", "2")));
  }

  /** Another ffmpeg, by its path, with another encoder of video. */
  public static Pusher ffmpeg(
      Path folder, String program, String url, String encoder, List<String> options)
      throws IOException {
    return new Pusher(folder, ffmpegWords(program, url, encoder, "320x240", options));
  }

  private static List<String> ffmpegWords(
      String program, String url, String encoder, String size, List<String> options) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of(program, "-v", "warning", "-nostdin", "-re"));
    words.addAll(List.of("-f", "lavfi", "-i", "testsrc2=size=" + size + ":rate=25"));
    words.addAll(List.of("-f", "lavfi", "-i", "sine=frequency=" + HERTZ + ":sample_rate=44100"));
    words.addAll(List.of("-pix_fmt", "yuv420p", "-c:v", encoder, "-g", "25"));
    words.addAll(options);
    words.addAll(List.of("-c:a", "aac", "-f", "flv", url));
    return words;
  }

  /**
   * GStreamer, with H.264 and AAC. Its muxer gives a picture of a live source that comes late, as
   * on a busy machine, the time of the sound before it; so the sources are not live, and the sink
   * keeps the pace.
   *
   * @param sink {@code rtmp2sink} or {@code rtmpsink}
   */
  public static Pusher gstreamer(Path folder, String sink, String url) throws IOException {
    return new Pusher(
        folder,
        List.of(
            "sh",
            "-c",
            "exec gst-launch-1.0 -q flvmux name=mux streamable=true ! "
                + sink
                + " sync=true location=\"$0\""
                + " videotestsrc ! video/x-raw,width=320,height=240,framerate=25/1"
                + " ! x264enc key-int-max=25 tune=zerolatency ! h264parse ! queue ! mux."
                + " audiotestsrc freq="
                + HERTZ
                + " ! audio/x-raw,rate=44100,channels=1 ! avenc_aac ! aacparse ! queue ! mux.",
            url));
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** What it has said, as soon as it has ended by itself. */
  public String awaitEnd(Duration atMost) throws IOException, InterruptedException {
    if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IOException("it still runs, and said: " + said());
    }
    return said();
  }

  /** What it has said so far. */
  public String said() throws IOException {
    return Files.readString(said);
  }

  /** Ends it by SIGKILL. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Stops it where it is, so that it keeps its connection and sends nothing. */
  public void freeze() throws IOException, InterruptedException {
    Command stopped =
        Command.run(Duration.ofSeconds(60), List.of("kill", "-STOP", Long.toString(process.pid())));
    if (stopped.status() != 0) {
      throw new IOException(stopped.output());
    }
  }

  @Override
  public void close() {
    kill();
  }
}
