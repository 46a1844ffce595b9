package io.vedette.transcode.video;

import io.vedette.media.Orientation;
import io.vedette.media.Packet;
import io.vedette.transcode.TranscodeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How what the transcoder makes of H.265 1080p25 looks beside what the ffmpeg binary makes of it
 * with the same settings, against the source scaled with more care.
 *
 * @param ours peak signal to noise ratio in decibels
 * @param ourBytes of the pictures
 * @param theirs likewise of the binary's
 * @param theirBytes of the file
 * @param ourCpuSeconds what this process took for it once it was warm, all of its threads
 * @param theirCpuSeconds what the binary took, its start and the reading of the file too
 */
public record Quality(
    double ours,
    long ourBytes,
    double theirs,
    long theirBytes,
    double ourCpuSeconds,
    double theirCpuSeconds) {

  /** What is asked for. */
  public static final int BITS = 2_000_000;

  /** How long the video is. */
  public static final int SECONDS = 6;

  private static final Pattern USED = Pattern.compile("utime=([0-9.]+)s stime=([0-9.]+)s");

  /**
   * Encodes one video in both ways, in a folder that is empty.
   *
   * @param rounds how often, in turns, at least once; the least that either took is told
   */
  public static Quality measure(Path folder, int rounds) throws Exception {
    Clip clip =
        Clip.make(
            folder.resolve("in.ts"),
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=1920x1080:r=25:d=" + SECONDS,
            "-vf",
            // A picture without noise is no camera's.
            "noise=alls=6:allf=t",
            "-c:v",
            "libx265",
            "-preset",
            "ultrafast",
            "-x265-params",
            "log-level=none:bframes=0:keyint=50:min-keyint=50:scenecut=0");
    // This one loads libraries and compiles.
    Transcoded out = transcode(clip);
    Path ours = out.write(folder.resolve("ours.h264"));
    Path theirs = folder.resolve("theirs.h264");
    double ourCpu = Double.POSITIVE_INFINITY;
    double theirCpu = Double.POSITIVE_INFINITY;
    for (int i = 0; i < rounds; i++) {
      double before = cpuSeconds();
      transcode(clip);
      ourCpu = Math.min(ourCpu, cpuSeconds() - before);
      theirCpu = Math.min(theirCpu, byTheBinary(clip.file(), theirs));
    }
    return new Quality(
        Transcoded.likeness(ours, clip.file(), "1280:720"),
        out.bytes(),
        Transcoded.likeness(theirs, clip.file(), "1280:720"),
        Files.size(theirs),
        ourCpu,
        theirCpu);
  }

  /** CPU seconds that it took. */
  private static double byTheBinary(Path source, Path encoded) throws Exception {
    int threads = Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 4);
    String told =
        Transcoded.run(
            ("ffmpeg -nostdin -y -v info -benchmark -threads %d -i %s -filter_threads 1"
                    + " -vf scale=1280:720:flags=bilinear -c:v libx264"
                    + " -preset superfast -tune zerolatency -profile:v high -threads %d"
                    + " -x264-params scenecut=0 -b:v %d -maxrate %d -bufsize %d -g 50 %s")
                .formatted(threads, source, threads, BITS, BITS, BITS, encoded)
                .split(" "));
    Matcher used = USED.matcher(told);
    if (!used.find()) {
      throw new IOException("no times in " + told);
    }
    return Double.parseDouble(used.group(1)) + Double.parseDouble(used.group(2));
  }

  private static Transcoded transcode(Clip clip) throws TranscodeException {
    VideoTarget target =
        new VideoTarget(
            new PictureBox(1280, 720), 30, BITS, BITS, Duration.ofSeconds(2), Orientation.UPRIGHT);
    Transcoded out = new Transcoded();
    long[] now = new long[1];
    try (VideoTranscoder transcoder =
        new VideoTranscoder(
            target, VideoDecoder.SOFTWARE, VideoEncoder.X264, PictureEncoder::open, () -> now[0])) {
      transcoder.video(clip.track(), clip.video());
      for (Packet packet : clip.packets()) {
        now[0] = packet.arrivalNanos();
        transcoder.packet(packet, out);
      }
    }
    return out;
  }

  private static double cpuSeconds() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
  }
}
