package io.vedette.transcode.probe;

import io.vedette.transcode.probe.Candidate.Kind;
import io.vedette.transcode.video.VideoEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The program of a child: tries one candidate at both sizes and prints what came of it. */
public final class ProbeChild {

  private static final int USAGE = 2;

  /** A size in which candidates are tried, in pixels. */
  record Size(int width, int height) {
    @Override
    public String toString() {
      return height + "p";
    }
  }

  private static final List<Size> SIZES = List.of(new Size(1280, 720), new Size(1920, 1080));

  private ProbeChild() {}

  /** Takes a kind and a name of {@link Candidate#ALL}. */
  public static void main(String[] args) {
    Optional<Candidate> candidate =
        args.length == 2
            ? Candidate.find(Kind.valueOf(args[0].toUpperCase(Locale.ROOT)), args[1])
            : Optional.empty();
    if (candidate.isEmpty()) {
      System.err.println("usage: ProbeChild encoder|decoder NAME");
      System.exit(USAGE);
      return;
    }
    Thread.ofPlatform().name("parent").daemon().start(ProbeChild::endWithTheBox);
    tryOut(candidate.get(), new ChildReport(System.out));
    // A driver's threads must not keep what is done alive.
    Runtime.getRuntime().halt(0);
  }

  private static void tryOut(Candidate candidate, ChildReport report) {
    report.step("loading FFmpeg");
    FfmpegWords words = new FfmpegWords();
    words.install();
    for (Size size : SIZES) {
      words.forget();
      words.listenClosely(true);
      try {
        Optional<VideoEncoder> encoder = candidate.encoder();
        double fps =
            encoder.isPresent()
                ? new EncoderTrial(encoder.get(), size, words, report).fps()
                : new DecoderTrial(candidate, size, words, report).fps();
        report.works(size.height, fps);
      } catch (TrialException e) {
        report.fails(size.height, words.of(e.getMessage()));
        break;
      }
    }
    report.done();
  }

  /** The box holds the other end of the standard input for as long as it lives. */
  private static void endWithTheBox() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is ever said there.
      }
    } catch (IOException e) {
      // As good as its end.
    }
    deleteFolder();
    Runtime.getRuntime().halt(1);
  }

  /** The box would have; a folder that a driver has written into is left to whoever cleans up. */
  private static void deleteFolder() {
    if (System.getenv(Leftovers.VARIABLE) == null) {
      return;
    }
    try {
      Files.delete(Path.of(System.getProperty("user.dir")));
    } catch (IOException e) {
      System.err.println("left behind: " + e.getMessage());
    }
  }
}
