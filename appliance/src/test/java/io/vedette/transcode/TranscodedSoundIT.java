package io.vedette.transcode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.fragment.FragmentWriter;
import io.vedette.fragment.StreamTimeline;
import io.vedette.media.AccessUnit;
import io.vedette.media.CodecParameters.RawAudio;
import io.vedette.media.Packet;
import io.vedette.media.RawEncoding;
import io.vedette.media.StreamFormat;
import io.vedette.media.Track;
import io.vedette.testing.Command;
import io.vedette.testing.Sound;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes out of the transcoder, as the ffmpeg binary hears it. */
@Timeout(420)
class TranscodedSoundIT {

  private static final Track G711 =
      new Track(2, 8000, new RawAudio(RawEncoding.G711_MU_LAW, 8000, 1));

  private static final double HERTZ = 440;
  private static final int PACKETS_PER_SECOND = RawTones.RATE / RawTones.PACKET_SAMPLES;

  @TempDir private Path folder;

  /** Sound, and where on the stream's timeline it begins, in seconds. */
  private record Heard(Sound sound, double start) {

    /** When something is heard for the first time from a time on. */
    double onset(double from) {
      return start + sound.onset(from - start);
    }
  }

  private Heard hear(Track input, List<Packet> packets)
      throws IOException, InterruptedException, TranscodeException {
    Path file = folder.resolve("sound.mp4");
    List<Packet> made = new ArrayList<>();
    try (AudioTranscoder transcoder = AudioTranscoder.open(input);
        OutputStream out = Files.newOutputStream(file)) {
      for (Packet packet : packets) {
        transcoder.transcode(packet, made::add);
      }
      FragmentWriter writer =
          new FragmentWriter(
              new StreamFormat(List.of(transcoder.output())),
              new StreamTimeline(InstantSource.system(), 0));
      out.write(writer.init().bytes());
      for (Packet packet : made) {
        out.write(writer.write(packet).bytes());
      }
    }
    return new Heard(Sound.decode(file.toString(), 16_000), made.getFirst().dts() / 16_000.0);
  }

  /** Half a second of silence, half a second of a tone, and so on. */
  private static double beeps(double seconds) {
    return seconds % 1 < 0.5 ? 0 : RawTones.sine(HERTZ, seconds);
  }

  private static Packet at(long dts, long sample) {
    return RawTones.packet(dts, sample, TranscodedSoundIT::beeps);
  }

  @Test
  void soundStaysWhereItWas() throws Exception {
    List<Packet> packets = new ArrayList<>();
    for (long i = 3 * PACKETS_PER_SECOND; i < 13 * PACKETS_PER_SECOND; i++) {
      packets.add(at(i * RawTones.PACKET_SAMPLES, i * RawTones.PACKET_SAMPLES));
    }
    Heard heard = hear(G711, packets);
    for (int second = 3; second < 12; second++) {
      assertEquals(second + 0.5, heard.onset(second + 0.2), 0.005);
      double from = second + 0.6 - heard.start;
      assertEquals(HERTZ, heard.sound.frequency(from, from + 0.3), 2);
      assertEquals(0.5 / Math.sqrt(2), heard.sound.loudness(from, from + 0.3), 0.05);
    }
    assertEquals(13 - heard.start, heard.sound.seconds(), 0.15);
  }

  @Test
  void afterAHoleItIsInPlaceAgain() throws Exception {
    List<Packet> packets = new ArrayList<>();
    for (long i = 0; i < 6 * PACKETS_PER_SECOND; i++) {
      // From 1.7 to 2.3 s nothing comes.
      if (i < 85 || i >= 115) {
        packets.add(at(i * RawTones.PACKET_SAMPLES, i * RawTones.PACKET_SAMPLES));
      }
    }
    Heard heard = hear(G711, packets);
    assertEquals(1.5, heard.onset(1.2), 0.005);
    assertTrue(heard.sound.loudness(1.8, 2.2) < 0.01, "the hole is silent");
    assertEquals(2.5, heard.onset(2.1), 0.005);
    assertEquals(4.5, heard.onset(4.2), 0.005);
  }

  /** A cheap camera's microphone is a part in five hundred faster than the clock that stamps it. */
  @Test
  void twoClocksDoNotDriftApart() throws Exception {
    List<Packet> packets = new ArrayList<>();
    int minute = 60 * PACKETS_PER_SECOND;
    for (long i = 0; i < minute; i++) {
      long dts = Math.round(i * RawTones.PACKET_SAMPLES * 0.998);
      // What is heard at a time is what the clock says of it.
      packets.add(at(dts, dts));
    }
    Heard heard = hear(G711, packets);
    for (int second = 1; second < 59; second++) {
      assertEquals(second + 0.5, heard.onset(second + 0.2), 0.04, "second " + second);
    }
  }

  /** Other encodings, coded by the ffmpeg binary in packets of 40 ms. */
  @ParameterizedTest
  @CsvSource({
    "G722, g722, 64, g722",
    "G726_16, g726le, 16, g726le",
    "G726_24, g726le, 24, g726le",
    "G726_32, g726le, 32, g726le",
    "G726_40, g726le, 40, g726le",
    "AAL2_G726_16, g726, 16, g726",
    "AAL2_G726_24, g726, 24, g726",
    "AAL2_G726_32, g726, 32, g726",
    "AAL2_G726_40, g726, 40, g726",
    "G711_A_LAW, pcm_alaw, 64, alaw",
    "L8, pcm_u8, 64, u8",
    "L16, pcm_s16be, 128, s16be",
    "L24, pcm_s24be, 192, s24be",
  })
  void aToneKeepsItsPitch(RawEncoding encoding, String codec, int kilobits, String format)
      throws Exception {
    int rate = encoding == RawEncoding.G722 ? 16_000 : RawTones.RATE;
    Path coded = folder.resolve("coded.raw");
    Command command =
        Command.run(
            Duration.ofSeconds(120),
            List.of(
                "ffmpeg",
                "-v",
                "error",
                "-f",
                "lavfi",
                "-i",
                "sine=frequency=" + (int) HERTZ + ":sample_rate=" + rate + ":duration=4,volume=4",
                "-c:a",
                codec,
                "-b:a",
                kilobits + "k",
                "-f",
                format,
                coded.toString()));
    assertEquals(0, command.status(), command.output());
    byte[] all = Files.readAllBytes(coded);
    int bytes = kilobits * 40 / 8;
    List<Packet> packets = new ArrayList<>();
    for (int i = 0; (i + 1) * bytes <= all.length; i++) {
      byte[] data = Arrays.copyOfRange(all, i * bytes, (i + 1) * bytes);
      packets.add(new Packet(2, i * 320L, i * 320L, 320, true, AccessUnit.copyOf(data), 0));
    }
    Heard heard = hear(new Track(2, 8000, new RawAudio(encoding, rate, 1)), packets);
    // What the encoder holds back is up to two frames.
    assertEquals(4, heard.sound.seconds(), 0.2);
    assertEquals(HERTZ, heard.sound.frequency(0.5, 3.5), 1);
    // ffmpeg's sine has an eighth of the full scale, times four.
    assertEquals(0.5 / Math.sqrt(2), heard.sound.loudness(0.5, 3.5), 0.05);
  }
}
