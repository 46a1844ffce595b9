package io.vedette.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.testing.Attempts;
import io.vedette.testing.Box;
import io.vedette.testing.Command;
import io.vedette.testing.Feed;
import io.vedette.testing.GStreamerCamera;
import io.vedette.testing.LiveRecording;
import io.vedette.testing.Sound;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cameras with every kind of sound: what viewers get, heard by the ffmpeg binary. */
@Timeout(420)
class AudioIT {

  private static final int HERTZ = 600;

  /** Seconds of GStreamer's Opus packets. */
  private static final double OPUS_PACKET = 0.02;

  private static final Duration LENGTH = Duration.ofSeconds(5);

  @TempDir private static Path data;
  private static Box box;
  private static Feed feed;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    box = new Box(data);
    feed = new Feed(box);
  }

  @AfterAll
  static void stop() throws Exception {
    feed.close();
    box.close();
  }

  private static String microphone(String source, String raw, String pay) {
    return GStreamerCamera.VIDEO_TRACK
        + " audiotestsrc is-live=true "
        + source
        + " ! audioconvert ! audioresample ! audio/x-raw,"
        + raw
        + " ! "
        + pay
        + " name=pay1";
  }

  private String add(GStreamerCamera camera) throws Exception {
    String id = box.addCamera("Gate", camera.url().toString());
    feed.awaitState(id, "streaming");
    return id;
  }

  private LiveRecording record(String id, String codec) throws Exception {
    return LiveRecording.of(box, id, codec, LENGTH, folder.resolve("live.mp4"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "G.711 mu | rate=8000,channels=1 | mulawenc ! rtppcmupay pt=0 | mp4a.40.2 | aac,16000,1"
            + "| G.711 µ-law → AAC 16 kHz mono",
        "G.711 A | rate=8000,channels=1 | alawenc ! rtppcmapay pt=8 | mp4a.40.2 | aac,16000,1"
            + "| G.711 A-law → AAC 16 kHz mono",
        "G.722 | rate=16000,channels=1 | avenc_g722 ! rtpg722pay pt=9 | mp4a.40.2 | aac,16000,1"
            + "| G.722 → AAC 16 kHz mono",
        // GStreamer packs the other two rates in a way that is neither of the RFC's.
        "G.726 16 | rate=8000,channels=1 | avenc_g726 bitrate=16000 ! rtpg726pay force-aal2=false pt=98"
            + "| mp4a.40.2 | aac,16000,1"
            + "| G.726 16 kbit/s → AAC 16 kHz mono",
        "G.726 32 | rate=8000,channels=1 | avenc_g726 bitrate=32000 ! rtpg726pay force-aal2=false pt=98"
            + "| mp4a.40.2 | aac,16000,1"
            + "| G.726 32 kbit/s → AAC 16 kHz mono",
        "L16 | rate=44100,channels=2 | rtpL16pay pt=98 | mp4a.40.2 | aac,44100,2"
            + "| L16 → AAC 44.1 kHz stereo",
        "L24 | rate=48000,channels=1 | rtpL24pay pt=98 | mp4a.40.2 | aac,48000,1"
            + "| L24 → AAC 48 kHz mono",
        "Opus | rate=48000,channels=2 | opusenc ! rtpopuspay pt=98 | opus | opus,48000,2"
            + "| Opus 48 kHz stereo",
        "AAC | rate=16000,channels=1 | avenc_aac ! rtpmp4gpay pt=97 | mp4a.40.2 | aac,16000,1"
            + "| AAC 16 kHz mono",
        "LATM | rate=48000,channels=2 | avenc_aac ! rtpmp4apay pt=97 | mp4a.40.2 | aac,48000,2"
            + "| AAC 48 kHz stereo",
      })
  void soundComesThrough(
      String name, String raw, String pay, String codec, String stream, String label)
      throws Exception {
    try (GStreamerCamera camera = GStreamerCamera.playing(microphone("freq=" + HERTZ, raw, pay))) {
      String id = add(camera);
      JsonObject facts = feed.await(id, Feed.PATIENCE, seen -> !audioOf(seen).isEmpty());
      assertEquals(label, audioOf(facts));
      assertTrue(Feed.main(facts).getJsonArray("notices").isEmpty());
      boolean transcoded = label.contains("→");
      // A transcoder holds back up to two frames and what has not filled a packet of the camera's,
      // which is half a second with GStreamer's G.726.
      double held = label.startsWith("G.726") ? 0.9 : transcoded ? 0.3 : 0.1;
      // Where the camera's microphone is late, the box makes silence, and leaves out what comes.
      Attempts.upToThree(
          _ -> {
            LiveRecording recording = record(id, codec);
            assertEquals(List.of("h264,320,240", stream), recording.streams());
            isWhole(recording, transcoded, held);
          });
    }
  }

  /**
   * No sound is missing, none is late, and what is heard is the tone.
   *
   * @param held seconds that sound may come later than the picture
   */
  private static void isWhole(LiveRecording recording, boolean transcoded, double held)
      throws Exception {
    List<LiveRecording.Packet> packets = recording.packets();
    List<LiveRecording.Packet> video =
        packets.stream().filter(LiveRecording.Packet::video).toList();
    List<LiveRecording.Packet> audio = packets.stream().filter(one -> !one.video()).toList();
    double missing = 0;
    for (int i = 1; i < audio.size(); i++) {
      double before = audio.get(i - 1).duration();
      double step = audio.get(i).dts() - audio.get(i - 1).dts();
      assertTrue(step > 0, "packet " + i);
      double gap = step - (Double.isNaN(before) ? OPUS_PACKET : before);
      missing += gap;
      // What is passed on has the camera's own times.
      assertTrue(!transcoded || Math.abs(gap) < 0.002, gap + " s are missing at packet " + i);
    }
    assertEquals(0, missing, 0.1);
    double ahead = video.getLast().pts() - audio.getLast().pts();
    assertTrue(Math.abs(ahead) < held, "the sound ends " + ahead + " s before the picture");
    Sound sound = Sound.decode(recording.file().toString(), 48_000);
    double end = sound.seconds();
    assertEquals(HERTZ, sound.frequency(1, end), 1);
    // GStreamer's tone has a peak of 0.8.
    assertEquals(0.8 / Math.sqrt(2), sound.loudness(1, end), 0.1);
  }

  private static String audioOf(JsonObject camera) {
    JsonObject main = Feed.main(camera);
    return main.isNull("audio") ? "" : main.getJsonObject("audio").getString("description");
  }

  @Test
  void soundThatIsNotReadLeavesThePictureAndANotice() throws Exception {
    try (GStreamerCamera camera =
        GStreamerCamera.playing(
            microphone("", "rate=8000,channels=1", "gsmenc ! rtpgsmpay pt=3"))) {
      String id = add(camera);
      LiveRecording recording = record(id, "avc1");
      assertEquals(List.of("h264,320,240"), recording.streams());
      JsonObject shown = box.request("GET", "/api/v1/cameras/" + id, null);
      assertEquals("", audioOf(shown));
      assertEquals(
          List.of(
              "the camera's audio is not carried: audio GSM is a codec that this box does not read"),
          Feed.main(shown).getJsonArray("notices").getValuesAs(JsonString::getString));
    }
  }

  /**
   * The camera ticks and sends a key frame once a second. How far one is from the other, ffmpeg
   * hears from the camera itself.
   */
  @Test
  void soundAndPictureStayTogether() throws Exception {
    try (GStreamerCamera camera =
        GStreamerCamera.playing(
            microphone("wave=ticks", "rate=8000,channels=1", "mulawenc ! rtppcmupay pt=0"))) {
      String id = add(camera);
      Attempts.upToThree(
          _ -> {
            double here = tickAfterKeyFrame(record(id, "mp4a"));
            assertEquals(tickAfterKeyFrame(direct(camera)), here, 0.04);
          });
    }
  }

  /** What ffmpeg gets of the camera, without the box. */
  private LiveRecording direct(GStreamerCamera camera) throws Exception {
    Path direct = folder.resolve("direct.mkv");
    Command command =
        Command.run(
            Duration.ofSeconds(90),
            List.of(
                "ffmpeg",
                "-v",
                "error",
                "-y",
                "-rtsp_transport",
                "tcp",
                "-i",
                camera.url().toString(),
                "-t",
                "5",
                "-c",
                "copy",
                direct.toString()));
    assertEquals(0, command.status(), command.output());
    return new LiveRecording(direct, "");
  }

  /** Seconds from a key frame to the next tick; the mean over all that can be told. */
  private static double tickAfterKeyFrame(LiveRecording recording) throws Exception {
    List<LiveRecording.Packet> packets = recording.packets();
    double soundStart =
        packets.stream().filter(one -> !one.video()).findFirst().orElseThrow().pts();
    Sound sound = Sound.decode(recording.file().toString(), 16_000);
    double sum = 0;
    int compared = 0;
    for (LiveRecording.Packet packet : packets) {
      double from = packet.pts() - soundStart;
      // The first second may begin in the middle of a tick.
      if (packet.video() && packet.key() && from > 1 && sound.onset(from) > 0) {
        sum += sound.onset(from) - from;
        compared++;
      }
    }
    assertTrue(compared >= 3, compared + " ticks");
    return sum / compared;
  }
}
