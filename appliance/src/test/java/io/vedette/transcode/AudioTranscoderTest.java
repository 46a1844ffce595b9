package io.vedette.transcode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.media.AccessUnit;
import io.vedette.media.CodecParameters;
import io.vedette.media.CodecParameters.RawAudio;
import io.vedette.media.Packet;
import io.vedette.media.RawEncoding;
import io.vedette.media.Track;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AudioTranscoderTest {

  private static final Track G711 =
      new Track(2, 8000, new RawAudio(RawEncoding.G711_MU_LAW, 8000, 1));

  /** Beyond what the heap and the allocator do by themselves; a leak of an encoder is 100 MB. */
  private static final long NOISE_BYTES = 24 << 20;

  private final List<Packet> out = new ArrayList<>();

  private static Packet packet(long index) {
    long dts = index * RawTones.PACKET_SAMPLES;
    return RawTones.packet(dts, dts, time -> RawTones.sine(440, time));
  }

  private void assertStepsOfAFrame() {
    for (int i = 1; i < out.size(); i++) {
      assertEquals(1024, out.get(i).dts() - out.get(i - 1).dts(), "step " + i);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "G711_MU_LAW, 8000, 1, AAC 16 kHz mono",
    "G711_A_LAW, 16000, 2, AAC 16 kHz stereo",
    "G722, 16000, 1, AAC 16 kHz mono",
    "G726_24, 8000, 1, AAC 16 kHz mono",
    "AAL2_G726_40, 8000, 1, AAC 16 kHz mono",
    "L8, 11025, 1, AAC 16 kHz mono",
    "L16, 44100, 2, AAC 44.1 kHz stereo",
    "L24, 96000, 6, AAC 48 kHz stereo",
  })
  void tellsWhatComesOut(RawEncoding encoding, int rate, int channels, String label)
      throws TranscodeException {
    Track input = new Track(2, 8000, new RawAudio(encoding, rate, channels));
    try (AudioTranscoder transcoder = AudioTranscoder.open(input)) {
      CodecParameters.Aac aac =
          assertInstanceOf(CodecParameters.Aac.class, transcoder.output().codec());
      assertEquals(label, aac.toString());
      assertEquals(aac.sampleRate(), transcoder.output().timescale());
      assertEquals(2, transcoder.output().id());
      // AAC-LC in the upper five bits.
      assertEquals(2, aac.audioSpecificConfig()[0] >> 3);
    }
  }

  @Test
  void theFirstFrameLiesOneFrameBeforeTheFirstSample() throws TranscodeException {
    try (AudioTranscoder transcoder = AudioTranscoder.open(G711)) {
      for (int i = 100; i < 200; i++) {
        transcoder.transcode(packet(i), out::add);
      }
    }
    assertEquals(2 * 100 * RawTones.PACKET_SAMPLES - 1024, out.getFirst().dts());
    assertStepsOfAFrame();
    // Two seconds went in; at most two frames are still inside.
    assertTrue(out.size() >= 29, out.size() + " frames");
    assertEquals(1024, out.getFirst().duration());
  }

  @Test
  void nothingComesOutBeforeTheTimelineBegins() throws TranscodeException {
    try (AudioTranscoder transcoder = AudioTranscoder.open(G711)) {
      for (int i = 0; i < 50; i++) {
        transcoder.transcode(packet(i), out::add);
      }
    }
    assertEquals(0, out.getFirst().dts());
    assertStepsOfAFrame();
  }

  @Test
  void aHoleIsFilledAndALongOneStays() throws TranscodeException {
    try (AudioTranscoder transcoder = AudioTranscoder.open(G711)) {
      transcoder.transcode(packet(100), out::add);
      transcoder.transcode(packet(150), out::add);
      for (int i = 151; i < 160; i++) {
        transcoder.transcode(packet(i), out::add);
      }
      assertStepsOfAFrame();
      int before = out.size();
      assertTrue(before >= 16, before + " frames in 1.2 s");
      long later = 160 + 50L * (AudioTranscoder.MOST_SILENCE_SECONDS + 1);
      for (long i = later; i < later + 20; i++) {
        transcoder.transcode(packet(i), out::add);
      }
      long jump = 0;
      for (int i = before; i < out.size(); i++) {
        jump = Math.max(jump, out.get(i).dts() - out.get(i - 1).dts());
      }
      assertTrue(jump > 16_000 * AudioTranscoder.MOST_SILENCE_SECONDS, jump + " ticks");
      assertEquals(2 * later * RawTones.PACKET_SAMPLES, out.getLast().dts(), 8 * 1024);
    }
  }

  @Test
  void silenceKeepsThePaceWhileNothingComes() throws TranscodeException {
    try (AudioTranscoder transcoder = AudioTranscoder.open(G711)) {
      transcoder.silence(16_000, 0, out::add);
      assertEquals(List.of(), out);
      transcoder.transcode(packet(100), out::add);
      transcoder.silence(200 * RawTones.PACKET_SAMPLES, 0, out::add);
      int filled = out.size();
      assertTrue(filled >= 29, filled + " frames in 2 s");
      // What comes late belongs to a time that has been filled.
      for (int i = 101; i < 200; i++) {
        transcoder.transcode(packet(i), out::add);
      }
      assertEquals(filled, out.size(), 1);
      for (int i = 200; i < 250; i++) {
        transcoder.transcode(packet(i), out::add);
      }
      assertStepsOfAFrame();
      assertTrue(out.size() >= filled + 14, (out.size() - filled) + " frames in 1 s");
    }
  }

  @ParameterizedTest
  @EnumSource(RawEncoding.class)
  void noiseIsSoundToo(RawEncoding encoding) throws TranscodeException {
    Random random = new Random(5);
    Track input = new Track(2, 8000, new RawAudio(encoding, 8000, 1));
    try (AudioTranscoder transcoder = AudioTranscoder.open(input)) {
      long dts = 0;
      for (int i = 0; i < 200; i++) {
        byte[] data = new byte[random.nextInt(1, 2000)];
        random.nextBytes(data);
        transcoder.transcode(
            new Packet(2, dts, dts, 1, true, AccessUnit.copyOf(data), 0), out::add);
        dts += random.nextInt(1, 4000);
      }
    }
    assertTrue(out.size() > 100, out.size() + " frames");
    assertStepsOfAFrame();
  }

  @Test
  void whatFfmpegRefusesIsNamed() {
    Track input = new Track(2, 8000, new RawAudio(RawEncoding.G726_32, 8000, 2));
    TranscodeException refused =
        assertThrows(TranscodeException.class, () -> AudioTranscoder.open(input).close());
    assertTrue(
        refused.getMessage().startsWith("the decoder of G.726 32 kbit/s, open: "),
        refused.getMessage());
  }

  @Test
  void nothingIsLeftOpenHoweverItEnds() throws TranscodeException {
    openAndClose(100);
    long more = NOISE_BYTES;
    // What leaks does so each time. The heap of a JVM with more to do grows once or twice.
    for (int i = 0; i < 5 && more >= NOISE_BYTES; i++) {
      System.gc();
      long before = Pointer.physicalBytes();
      openAndClose(1000);
      System.gc();
      more = Pointer.physicalBytes() - before;
    }
    assertTrue(more < NOISE_BYTES, more + " bytes more");
  }

  private void openAndClose(int times) throws TranscodeException {
    Track refused = new Track(2, 8000, new RawAudio(RawEncoding.G726_32, 8000, 2));
    for (int i = 0; i < times; i++) {
      try (AudioTranscoder transcoder = AudioTranscoder.open(G711)) {
        for (int k = 0; k < 12; k++) {
          transcoder.transcode(packet(k), _ -> {});
        }
      }
      assertThrows(TranscodeException.class, () -> AudioTranscoder.open(refused).close());
    }
  }
}
