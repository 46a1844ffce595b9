package io.vedette.transcode.video;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.media.AccessUnit;
import io.vedette.media.CodecParameters;
import io.vedette.media.Orientation;
import io.vedette.media.Packet;
import io.vedette.media.StreamFormat;
import io.vedette.media.Track;
import io.vedette.transcode.TranscodeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VideoTranscoderTest {

  private static final Duration TWO_SECONDS = Duration.ofSeconds(2);

  @TempDir Path folder;

  /** The time of day; a test sets it. */
  private final AtomicLong clock = new AtomicLong();

  private static VideoTarget target(int width, int height, double rate) {
    return target(width, height, rate, Orientation.UPRIGHT);
  }

  private static VideoTarget target(int width, int height, double rate, Orientation orientation) {
    return new VideoTarget(
        new PictureBox(width, height), rate, 300_000, 2_000_000, TWO_SECONDS, orientation);
  }

  private VideoTranscoder open(Clip clip, VideoTarget target) throws TranscodeException {
    VideoTranscoder transcoder =
        new VideoTranscoder(
            target, VideoDecoder.SOFTWARE, VideoEncoder.X264, PictureEncoder::open, clock::get);
    transcoder.video(clip.track(), clip.video());
    return transcoder;
  }

  /** Gives it packets, each a millisecond after it arrived. */
  private void feed(VideoTranscoder transcoder, Transcoded out, List<Packet> packets)
      throws TranscodeException {
    for (Packet packet : packets) {
      clock.set(packet.arrivalNanos() + 1_000_000);
      transcoder.packet(packet, out);
    }
  }

  private Transcoded transcode(Clip clip, VideoTarget target) throws TranscodeException {
    Transcoded out = new Transcoded();
    try (VideoTranscoder transcoder = open(clip, target)) {
      feed(transcoder, out, clip.packets());
      TranscodeHealth health = transcoder.health();
      assertEquals(out.packets().size(), health.encoded());
      assertEquals(0, health.dropped(), "dropped");
      assertEquals(0, health.concealed(), "concealed");
    }
    return out;
  }

  private static Clip h265(Path file, int seconds) throws Exception {
    return Clip.make(
        file,
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=1920x1080:r=25:d=" + seconds,
        "-c:v",
        "libx265",
        "-preset",
        "ultrafast",
        "-x265-params",
        "log-level=none:pools=1:frame-threads=1:bframes=0:keyint=25:min-keyint=25:scenecut=0");
  }

  @Test
  void aPictureOfH265ComesOutAsItComesIn() throws Exception {
    Clip clip = h265(folder.resolve("in.ts"), 3);
    Transcoded out = new Transcoded();
    try (VideoTranscoder transcoder = open(clip, target(1280, 720, 30))) {
      for (int i = 0; i < clip.packets().size(); i++) {
        Packet in = clip.packets().get(i);
        feed(transcoder, out, List.of(in));
        assertEquals(i + 1, out.packets().size(), "no delay");
        Packet last = out.packets().getLast();
        assertEquals(in.pts(), last.pts());
        assertEquals(in.pts(), last.dts());
        assertEquals(3600, last.duration());
        assertEquals(in.arrivalNanos(), last.arrivalNanos());
        assertEquals(in.captureEpochNanos(), last.captureEpochNanos());
        assertEquals(i % 25 == 0, last.key(), "key frame at " + i);
      }
    }
    assertEquals("1280,720,yuv420p,75", out.probed(folder.resolve("out.h264")));
    Track track = out.formats().getFirst().video().orElseThrow();
    assertEquals(1, out.formats().size());
    assertEquals(1, track.id());
    assertEquals(90_000, track.timescale());
    assertEquals(0, track.decodingLead());
    assertEquals(1280, ((CodecParameters.H264) track.codec()).picture().width());
  }

  @Test
  void reorderedPicturesComeOutInOrder() throws Exception {
    Clip clip = Clip.h264(folder.resolve("in.ts"), "320x180", 2, "-bf", "3", "-b_strategy", "0");
    long[] times = clip.times();
    long[] decoded = clip.packets().stream().mapToLong(Packet::pts).toArray();
    assertFalse(Arrays.equals(times, decoded), "a clip that reorders nothing shows nothing");
    Transcoded out = transcode(clip, target(320, 180, 30));
    // The decoder keeps the last ones, to which others could belong.
    int held = times.length - out.packets().size();
    assertTrue(held <= 3, held + " held back");
    assertArrayEquals(Arrays.copyOf(times, out.packets().size()), out.times());
  }

  @Test
  void jpegPicturesOfFullRangeBecomeWhatBrowsersPlay() throws Exception {
    Clip clip =
        Clip.make(
            folder.resolve("in.mkv"),
            "-f",
            "lavfi",
            "-i",
            "color=white:s=640x480:r=10:d=3",
            "-c:v",
            "mjpeg",
            "-pix_fmt",
            "yuvj422p");
    Transcoded out = transcode(clip, target(1280, 720, 30));
    assertEquals("640,480,yuv420p,30", out.probed(folder.resolve("out.h264")));
    assertArrayEquals(clip.times(), out.times());
    int white = out.lastLuma(folder)[640 * 240 + 320] & 0xff;
    assertEquals(235, white, 2, "white of limited range");
    for (int i = 0; i < 30; i++) {
      assertEquals(i % 20 == 0, out.packets().get(i).key(), "key frame at " + i);
    }
  }

  @Test
  void tenBitsBecomeEight() throws Exception {
    Clip clip =
        Clip.make(
            folder.resolve("in.ts"),
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=640x360:r=25:d=1",
            "-c:v",
            "libx265",
            "-preset",
            "ultrafast",
            "-pix_fmt",
            "yuv420p10le",
            "-x265-params",
            "log-level=none:pools=1:bframes=0");
    Transcoded out = transcode(clip, target(320, 180, 30));
    assertEquals("320,180,yuv420p,25", out.probed(folder.resolve("out.h264")));
  }

  @Test
  void av1BecomesH264() throws Exception {
    Clip clip =
        Clip.make(
            folder.resolve("in.mkv"),
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=320x180:r=25:d=1",
            "-c:v",
            "libaom-av1",
            "-cpu-used",
            "8",
            "-usage",
            "realtime",
            "-lag-in-frames",
            "0");
    Transcoded out = transcode(clip, target(1280, 720, 30));
    assertEquals("320,180,yuv420p,25", out.probed(folder.resolve("out.h264")));
  }

  @ParameterizedTest
  @CsvSource({"in.ts,libx264,-x264-params,tff=1", "in.mkv,mpeg4,-top,1"})
  void whatIsInterlacedShowsNoCombs(String name, String encoder, String option, String value)
      throws Exception {
    // Fifty fields a second of something that moves, woven into 25 frames.
    Clip clip =
        Clip.make(
            folder.resolve(name),
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=640x480:r=50:d=2",
            "-vf",
            "tinterlace=interleave_top,setfield=tff",
            "-c:v",
            encoder,
            option,
            value,
            "-flags",
            "+ildct+ilme",
            "-b:v",
            "4M",
            "-g",
            "25",
            "-bf",
            "0");
    assertTrue(interlaced(clip.file()) >= 40, "a clip without combs shows nothing");
    Transcoded out = new Transcoded();
    try (VideoTranscoder transcoder = open(clip, target(640, 480, 30))) {
      feed(transcoder, out, clip.packets());
    }
    // How things moved is seen with the next picture only.
    assertEquals(clip.packets().size() - 1, out.packets().size());
    assertArrayEquals(Arrays.copyOf(clip.times(), out.packets().size()), out.times());
    // The binary, with the same filter, leaves four: edges of the test picture that look like it.
    int combed = interlaced(out.write(folder.resolve("out.h264")));
    assertTrue(combed <= 5, combed + " combed pictures");
  }

  /** Pictures that ffmpeg finds to be combed. */
  private static int interlaced(Path file) throws Exception {
    String report =
        Transcoded.run(
            "ffmpeg",
            "-nostdin",
            "-hide_banner",
            "-i",
            file.toString(),
            "-vf",
            "idet",
            "-f",
            "null",
            "-");
    String line =
        report.lines().filter(l -> l.contains("Multi frame detection")).findFirst().orElseThrow();
    Matcher counts = Pattern.compile("TFF:\\s*(\\d+)\\s+BFF:\\s*(\\d+)").matcher(line);
    assertTrue(counts.find(), line);
    return Integer.parseInt(counts.group(1)) + Integer.parseInt(counts.group(2));
  }

  /** The bright corner is at the top left as the camera sends it; x and y of where it has to go. */
  @ParameterizedTest
  @CsvSource({
    "0,false,0,0", "90,false,1,0", "180,false,1,1", "270,false,0,1",
    "0,true,1,0", "90,true,1,1", "180,true,0,1", "270,true,0,0"
  })
  void aCornerGoesWhereItBelongs(int degrees, boolean mirrored, int right, int down)
      throws Exception {
    Clip clip =
        Clip.make(
            folder.resolve("in.ts"),
            "-f",
            "lavfi",
            "-i",
            "color=black:s=320x160:r=25:d=0.2",
            "-vf",
            "drawbox=0:0:40:40:white:fill",
            "-c:v",
            "libx264",
            "-preset",
            "veryfast",
            "-bf",
            "0");
    Orientation orientation = new Orientation(degrees, mirrored);
    Transcoded out = transcode(clip, target(160, 80, 30, orientation));
    int width = orientation.isSideways() ? 80 : 160;
    int height = orientation.isSideways() ? 160 : 80;
    assertEquals(width + "," + height + ",yuv420p,5", out.probed(folder.resolve("out.h264")));
    byte[] luma = out.lastLuma(folder);
    for (int x = 0; x < 2; x++) {
      for (int y = 0; y < 2; y++) {
        int value = luma[(y == 0 ? 8 : height - 8) * width + (x == 0 ? 8 : width - 8)] & 0xff;
        assertEquals(x == right && y == down ? 235 : 16, value, 10, "corner " + x + "," + y);
      }
    }
  }

  @Test
  void moreFramesThanWantedAreLeftOutEvenly() throws Exception {
    Clip clip =
        Clip.make(
            folder.resolve("in.ts"),
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=320x180:r=50:d=2",
            "-c:v",
            "libx264",
            "-bf",
            "0");
    assertEquals(100, clip.packets().size());
    Transcoded out = transcode(clip, target(320, 180, 30));
    assertEquals(60, out.packets().size(), 1);
    long[] times = out.times();
    for (int i = 1; i < times.length; i++) {
      long step = times[i] - times[i - 1];
      assertTrue(step == 1800 || step == 3600, "a step of " + step);
    }
  }

  @Test
  void anotherSizeInMidStreamIsAnotherFormat() throws Exception {
    Clip small = Clip.h264(folder.resolve("small.ts"), "320x180", 1);
    Clip large = Clip.h264(folder.resolve("large.ts"), "640x480", 1);
    Transcoded out = new Transcoded();
    try (VideoTranscoder transcoder = open(small, target(1280, 720, 30))) {
      feed(transcoder, out, small.packets());
      // As a camera that tells its new parameter sets within the stream, and as one that is told.
      transcoder.format(new StreamFormat(List.of(large.track())));
      long last = small.packets().getLast().pts();
      for (Packet packet : large.packets()) {
        clock.set(packet.arrivalNanos());
        transcoder.packet(
            new Packet(
                1,
                last + 3600 + packet.pts(),
                packet.dts(),
                1,
                packet.key(),
                packet.data(),
                packet.arrivalNanos()),
            out);
      }
    }
    assertEquals(2, out.formats().size());
    assertEquals(50, out.packets().size());
    assertTrue(out.packets().get(25).key());
    CodecParameters.H264 last =
        (CodecParameters.H264) out.formats().getLast().video().orElseThrow().codec();
    assertEquals(640, last.picture().width());
    assertEquals(480, last.picture().height());
    long[] times = out.times();
    for (int i = 1; i < times.length; i++) {
      assertEquals(3600, times[i] - times[i - 1]);
    }
  }

  @Test
  void damageIsCountedAndNeverThrown() throws Exception {
    Random random = new Random(7);
    for (Clip clip :
        List.of(
            Clip.h264(folder.resolve("in.ts"), "320x180", 2, "-bf", "2"),
            Clip.make(
                folder.resolve("in5.ts"),
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=320x180:r=25:d=2",
                "-c:v",
                "libx265",
                "-preset",
                "ultrafast",
                "-x265-params",
                "log-level=none:pools=1"),
            Clip.make(
                folder.resolve("in.mkv"),
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=320x180:r=25:d=2",
                "-c:v",
                "mpeg4"),
            Clip.make(
                folder.resolve("inj.mkv"),
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=320x180:r=25:d=2",
                "-c:v",
                "mjpeg"))) {
      Transcoded out = new Transcoded();
      try (VideoTranscoder transcoder = open(clip, target(320, 180, 30))) {
        feed(transcoder, out, clip.packets().subList(0, 10));
        for (Packet packet : clip.packets().subList(10, clip.packets().size())) {
          byte[] data = packet.data().toByteArray();
          for (int i = 0; i < 20; i++) {
            data[random.nextInt(data.length)] = (byte) random.nextInt();
          }
          byte[] cut = Arrays.copyOf(data, random.nextInt(data.length + 1));
          clock.set(packet.arrivalNanos());
          transcoder.packet(
              new Packet(
                  1,
                  packet.pts(),
                  packet.dts(),
                  1,
                  packet.key(),
                  AccessUnit.copyOf(cut),
                  packet.arrivalNanos()),
              out);
        }
        assertTrue(
            transcoder.health().concealed() > 0, clip.video().codec() + ": nothing concealed");
      }
    }
  }

  @Test
  void whatCameBeforeAnybodyWatchedIsNotCountedAsLeftOut() throws Exception {
    Clip clip = Clip.h264(folder.resolve("in.ts"), "320x180", 8, "-g", "25");
    List<Packet> packets = clip.packets();
    Transcoded out = new Transcoded();
    try (VideoTranscoder transcoder = open(clip, target(320, 180, 30))) {
      feed(transcoder, out, packets.subList(0, 20), 800);
      assertEquals(1, out.packets().size());
      assertEquals(0, transcoder.health().dropped());
      feed(transcoder, out, packets.subList(20, 30), 1);
      feed(transcoder, out, packets.subList(30, 40), 300);
      assertEquals(10, transcoder.health().dropped());
    }
    // Whoever has not caught up after three seconds is too slow.
    try (VideoTranscoder transcoder = open(clip, target(320, 180, 30))) {
      feed(transcoder, out, packets.subList(0, 100), 800);
      assertEquals(100 - 75 - 1, transcoder.health().dropped(), 2);
    }
  }

  @Test
  void whatComesLateIsNotEncodedAndNothingIsDelayed() throws Exception {
    Clip clip = Clip.h264(folder.resolve("in.ts"), "320x180", 8, "-g", "25");
    List<Packet> packets = clip.packets();
    Transcoded out = new Transcoded();
    try (VideoTranscoder transcoder = open(clip, target(320, 180, 30))) {
      feed(transcoder, out, packets.subList(0, 50));
      assertEquals(50, out.packets().size());
      // Ten pictures wait while something else takes 300 ms: decoded, but not encoded.
      feed(transcoder, out, packets.subList(50, 60), 300);
      assertEquals(50, out.packets().size());
      assertEquals(10, transcoder.health().dropped());
      assertEquals(60, transcoder.health().decoded());
      feed(transcoder, out, packets.subList(60, 70), 100);
      assertEquals(60, out.packets().size());
      // Far behind, nothing is decoded before the next key frame, which is picture 75.
      feed(transcoder, out, packets.subList(70, 75), 2500);
      assertEquals(70, transcoder.health().decoded());
      assertEquals(15, transcoder.health().dropped());
      feed(transcoder, out, packets.subList(75, 85), 10);
      assertEquals(70, out.packets().size());
      assertEquals(packets.get(75).pts(), out.packets().get(60).pts());
    }
    assertEquals("320,180,yuv420p,70", out.probed(folder.resolve("out.h264")));
  }

  private void feed(
      VideoTranscoder transcoder, Transcoded out, List<Packet> packets, int lateMillis)
      throws TranscodeException {
    for (Packet packet : packets) {
      clock.set(packet.arrivalNanos() + lateMillis * 1_000_000L);
      transcoder.packet(packet, out);
    }
  }

  @Test
  void anEncoderThatCannotBeHadIsReplacedWhileTheDecoderGoesOn() throws Exception {
    Clip clip = Clip.h264(folder.resolve("in.ts"), "320x180", 2);
    Transcoded out = new Transcoded();
    try (VideoTranscoder transcoder = open(clip, target(320, 180, 30))) {
      feed(transcoder, out, clip.packets().subList(0, 10));
      // There is no such device where this runs.
      transcoder.replaceEncoder(VideoEncoder.NVENC);
      EncoderFailedException e =
          assertThrows(
              EncoderFailedException.class,
              () -> feed(transcoder, out, clip.packets().subList(10, 11)));
      assertEquals(VideoEncoder.NVENC, e.encoder());
      transcoder.replaceEncoder(VideoEncoder.OPENH264);
      feed(transcoder, out, clip.packets().subList(11, 50));
      assertEquals(VideoEncoder.OPENH264, transcoder.health().encoder());
      assertEquals(50, transcoder.health().decoded());
    }
    assertEquals(49, out.packets().size());
    assertEquals(2, out.formats().size());
    assertTrue(out.packets().get(10).key(), "the other begins with a key frame");
    assertEquals("320,180,yuv420p,49", out.probed(folder.resolve("out.h264")));
  }
}
