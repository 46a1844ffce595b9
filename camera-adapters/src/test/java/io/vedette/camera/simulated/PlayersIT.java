package io.vedette.camera.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.Credentials;
import io.vedette.camera.PacketSource;
import io.vedette.testing.Command;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others make of the simulated cameras: FFmpeg and GStreamer. */
class PlayersIT {

  private static final Duration LIMIT = Duration.ofSeconds(180);
  private static final int ATTEMPTS = 3;
  private static final SceneSpec SMALL = new SceneSpec(320, 180, 25, 4);
  private static final Credentials CREDENTIALS = new Credentials("viewer", "secret");

  @TempDir private static Path folder;
  private static SimulatedCameras open;
  private static SimulatedCameras locked;

  @BeforeAll
  static void start() throws Exception {
    open = SimulatedCameras.start((address, given, memory) -> none(), folder, SMALL);
    locked = SimulatedCameras.start((address, given, memory) -> none(), folder, SMALL, CREDENTIALS);
    open.drawn(1).get(180, TimeUnit.SECONDS);
    locked.drawn(1).get(180, TimeUnit.SECONDS);
  }

  private static PacketSource none() throws CameraException {
    throw new CameraException(Reason.CLOSED, "connect", "these tests read with other programs");
  }

  @AfterAll
  static void stop() {
    open.close();
    locked.close();
  }

  @Test
  void ffmpegReadsItOverTcp() throws Exception {
    assertRead("320,180", 75, open.url(1), "tcp", 3);
  }

  @Test
  void ffmpegReadsItOverUdp() throws Exception {
    assertRead("320,180", 75, open.url(1), "udp", 3);
  }

  @Test
  void ffmpegReadsTheSubStream() throws Exception {
    assertRead("160,90", 38, open.subUrl(1), "tcp", 3);
  }

  @Test
  void ffmpegSignsInOverTcpAndUdp() throws Exception {
    URI url = withCredentials(locked.url(1), CREDENTIALS.password());

    assertRead("320,180", 25, url, "tcp", 1);
    assertRead("320,180", 25, url, "udp", 1);
  }

  @Test
  void ffmpegIsRefusedWithAWrongPassword() throws Exception {
    Command probe = ffprobe(withCredentials(locked.url(1), "wrong"), "tcp", 1);

    assertTrue(probe.status() != 0 && probe.output().contains("401"), probe.output());
  }

  @Test
  void ffmpegDecodesALoopsEndWithoutAnError() throws Exception {
    List<String> words =
        List.of(
            "ffmpeg",
            "-v",
            "warning",
            "-nostdin",
            "-rtsp_transport",
            "tcp",
            "-i",
            open.url(1).toString(),
            "-t",
            "6",
            "-f",
            "null",
            "-");
    // Six seconds have a loop's end in them every time; a busy machine has it warn of other things.
    List<Command> plays = new ArrayList<>();
    while (plays.size() < ATTEMPTS && (plays.isEmpty() || !plays.getLast().output().isEmpty())) {
      plays.add(Command.run(LIMIT, words));
    }
    assertEquals(0, plays.getLast().status(), plays.toString());
    assertEquals("", plays.getLast().output(), plays.toString());
  }

  @Test
  void gstreamerReadsItOverTcpAndUdp() throws Exception {
    for (String protocol : List.of("tcp", "udp")) {
      assertPlayed("location=" + open.url(1), "protocols=" + protocol);
    }
  }

  @Test
  void gstreamerSignsIn() throws Exception {
    assertPlayed(
        "location=" + locked.url(1),
        "protocols=tcp",
        "user-id=" + CREDENTIALS.username(),
        "user-pw=" + CREDENTIALS.password());
  }

  /**
   * That so many frames of this size are read, or the next one or two too. A camera that a busy
   * machine has held up leaves frames out: then once more.
   */
  private static void assertRead(String size, int frames, URI url, String transport, int seconds)
      throws Exception {
    List<String> good =
        IntStream.rangeClosed(frames, frames + 2)
            .mapToObj(count -> "h264,High," + size + "," + count)
            .toList();
    List<String> seen = new ArrayList<>();
    while (seen.size() < ATTEMPTS && (seen.isEmpty() || !good.contains(seen.getLast()))) {
      seen.add(probed(url, transport, seconds));
    }
    assertTrue(good.contains(seen.getLast()), seen.toString());
  }

  private static String probed(URI url, String transport, int seconds) throws Exception {
    Command probe = ffprobe(url, transport, seconds);
    assertEquals(0, probe.status(), probe.output());
    return probe.output().strip();
  }

  private static Command ffprobe(URI url, String transport, int seconds) throws Exception {
    return Command.run(
        LIMIT,
        List.of(
            "ffprobe",
            "-v",
            "error",
            "-rtsp_transport",
            transport,
            "-read_intervals",
            "%+" + seconds,
            "-count_frames",
            "-show_entries",
            "stream=codec_name,profile,width,height,nb_read_frames",
            "-of",
            "csv=p=0",
            url.toString()));
  }

  /**
   * That GStreamer plays fifty frames and ends without an error. It complains of a camera that a
   * busy machine lets take its TEARDOWN late: then once more.
   */
  private static void assertPlayed(String... source) throws Exception {
    List<Command> plays = new ArrayList<>();
    while (plays.size() < ATTEMPTS && (plays.isEmpty() || plays.getLast().status() != 0)) {
      plays.add(gstreamer(source));
    }
    assertEquals(0, plays.getLast().status(), plays.toString());
    assertTrue(plays.getLast().output().contains("EOS"), plays.toString());
  }

  private static Command gstreamer(String... source) throws Exception {
    List<String> words = new ArrayList<>(List.of("gst-launch-1.0", "rtspsrc"));
    words.addAll(List.of(source));
    words.addAll(
        List.of("!", "rtph264depay", "!", "h264parse", "!", "avdec_h264", "!", "fakesink"));
    words.add("num-buffers=50");
    return Command.run(LIMIT, words);
  }

  private static URI withCredentials(URI url, String password) {
    return URI.create(
        "rtsp://"
            + CREDENTIALS.username()
            + ":"
            + password
            + "@"
            + url.getRawAuthority()
            + url.getPath());
  }
}
