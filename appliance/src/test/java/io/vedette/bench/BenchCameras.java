package io.vedette.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Cameras nobody here wrote: GStreamer's RTSP server, playing a clip of 25 pictures a second on
 * every path.
 */
final class BenchCameras implements AutoCloseable {

  static final int FPS = 25;

  /** What a camera sends. */
  enum Picture {
    /** 1080p at about 3 Mbit/s. */
    LARGE("1920x1080", "3M", "h264"),
    /** 1080p of H.265 at about 3 Mbit/s. */
    LARGE_H265("1920x1080", "3M", "h265"),
    /** 360p at about 400 kbit/s, as sub-streams are. */
    SMALL("640x360", "400k", "h264");

    private final String size;
    private final String rate;
    private final String codec;

    Picture(String size, String rate, String codec) {
      this.size = size;
      this.rate = rate;
      this.codec = codec;
    }
  }

  private final Path folder;
  private final Process server;
  private final int port;
  private final int count;

  /**
   * @param count how many cameras
   * @param gop frames from key frame to key frame
   */
  BenchCameras(int count, int gop) throws IOException, InterruptedException {
    this(count, gop, Picture.LARGE);
  }

  /**
   * @param picture what they send
   */
  BenchCameras(int count, int gop, Picture picture) throws IOException, InterruptedException {
    this.count = count;
    folder = Files.createTempDirectory("vedette-bench");
    Path clip = folder.resolve("clip");
    encode(clip, gop, picture);
    Path script = folder.resolve("cameras.py");
    try (InputStream source = BenchCameras.class.getResourceAsStream("cameras.py")) {
      Files.copy(source, script);
    }
    server =
        new ProcessBuilder(
                "/usr/bin/python3",
                script.toString(),
                picture.codec,
                clip.toString(),
                String.valueOf(FPS),
                String.valueOf(count))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    port = Integer.parseInt(server.inputReader().readLine());
  }

  /** The cameras' addresses. */
  List<String> urls() {
    List<String> urls = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      urls.add("rtsp://127.0.0.1:" + port + "/" + number);
    }
    return urls;
  }

  private static void encode(Path clip, int gop, Picture picture)
      throws IOException, InterruptedException {
    String common =
        "ffmpeg -nostdin -v error -y -f lavfi -i testsrc2=size=%s:rate=%d -t 8"
            + " -vf noise=alls=12:allf=t -pix_fmt yuv420p -preset ultrafast -b:v %s -maxrate %s"
            + " -bufsize %s ";
    String own =
        picture.codec.equals("h264")
            ? "-c:v libx264 -bf 0 -g %d -keyint_min %d -sc_threshold 0 -x264-params aud=1 -f h264 "
            : "-c:v libx265 -x265-params aud=1:bframes=0:keyint=%d:min-keyint=%d:scenecut=0"
                + ":repeat-headers=1:info=0:log-level=none -f hevc ";
    String rate = picture.rate;
    String line =
        common.formatted(picture.size, FPS, rate, rate, rate) + own.formatted(gop, gop) + clip;
    List<String> command = List.of(line.split(" "));
    Process encoder = new ProcessBuilder(command).inheritIO().start();
    if (encoder.waitFor() != 0) {
      throw new IOException("ffmpeg could not encode the clip");
    }
  }

  @Override
  public void close() throws IOException {
    server.destroyForcibly().onExit().join();
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
