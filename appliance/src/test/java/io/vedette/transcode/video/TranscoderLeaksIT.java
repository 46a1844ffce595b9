package io.vedette.transcode.video;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.media.AccessUnit;
import io.vedette.media.Orientation;
import io.vedette.media.Packet;
import io.vedette.testing.Resources;
import io.vedette.transcode.TranscodeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hundreds of starts and stops leave as much memory and as many files in use as a few do. */
class TranscoderLeaksIT {

  private static final int ROUNDS = 500;
  private static final int WARM_UP = 150;

  /**
   * A codec's context is some kilobytes, a picture of the clip 86: one left by each is far more.
   */
  private static final long MOST_GROWTH = 4 << 20;

  @TempDir Path folder;

  @Test
  void fiveHundredStartsLeaveNothing() throws Throwable {
    Clip clip =
        Clip.make(
            folder.resolve("in.mkv"),
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=320x180:r=25:d=0.4",
            "-vf",
            "setfield=tff",
            "-c:v",
            "mpeg4",
            "-flags",
            "+ildct+ilme",
            "-bf",
            "2");
    Resources.assertFlat(WARM_UP, ROUNDS, MOST_GROWTH, () -> once(clip, new Random(1)));
  }

  @Test
  void fiveHundredEncodersThatCannotBeHadLeaveNothing() throws Throwable {
    EncodingPlan plan = new EncodingPlan(320, 180, 25, 500_000, Duration.ofSeconds(2));
    Resources.assertFlat(
        WARM_UP,
        ROUNDS,
        MOST_GROWTH,
        () -> {
          for (VideoEncoder encoder : new VideoEncoder[] {VideoEncoder.NVENC, VideoEncoder.VAAPI}) {
            assertThrows(
                EncoderFailedException.class, () -> PictureEncoder.open(encoder, plan).close());
          }
        });
  }

  /** Whole packets, damaged ones, another encoder in between, and an end in the middle. */
  private static void once(Clip clip, Random random) throws TranscodeException {
    VideoTarget target =
        new VideoTarget(
            new PictureBox(160, 96),
            30,
            300_000,
            300_000,
            Duration.ofSeconds(2),
            new Orientation(90, false));
    long[] now = new long[1];
    try (VideoTranscoder transcoder =
        new VideoTranscoder(
            target, VideoDecoder.SOFTWARE, VideoEncoder.X264, PictureEncoder::open, () -> now[0])) {
      transcoder.video(clip.track(), clip.video());
      for (int i = 0; i < clip.packets().size(); i++) {
        Packet packet = clip.packets().get(i);
        now[0] = packet.arrivalNanos();
        byte[] data = packet.data().toByteArray();
        if (i == 5) {
          data = Arrays.copyOf(data, data.length / 2);
          data[random.nextInt(data.length)] ^= 0x55;
          transcoder.replaceEncoder(VideoEncoder.OPENH264);
        }
        transcoder.packet(
            new Packet(
                1,
                packet.pts(),
                i,
                1,
                packet.key(),
                AccessUnit.copyOf(data),
                packet.arrivalNanos()),
            _ -> {});
      }
      assertTrue(transcoder.health().encoded() > 5, "encoded");
    }
  }
}
