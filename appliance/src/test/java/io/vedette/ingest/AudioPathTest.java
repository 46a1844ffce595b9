package io.vedette.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.vedette.media.AccessUnit;
import io.vedette.media.CodecParameters;
import io.vedette.media.CodecParameters.RawAudio;
import io.vedette.media.Packet;
import io.vedette.media.RawEncoding;
import io.vedette.media.StreamFormat;
import io.vedette.media.Track;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AudioPathTest {

  private static final Track VIDEO = ScriptedCamera.FORMAT.video().orElseThrow();
  private static final long MILLI = 1_000_000;

  private final List<Packet> out = new ArrayList<>();

  private static StreamFormat with(CodecParameters audio) {
    return new StreamFormat(List.of(VIDEO, new Track(2, 8000, audio)));
  }

  private static StreamFormat g711() {
    return with(new RawAudio(RawEncoding.G711_A_LAW, 8000, 1));
  }

  private static Packet picture(long millis, boolean key) {
    return new Packet(
        1, millis * 90, millis * 90, 3600, key, AccessUnit.copyOf(new byte[8]), millis * MILLI);
  }

  /** Twenty milliseconds of the quietest A-law. */
  private static Packet sound(long millis) {
    byte[] data = new byte[160];
    Arrays.fill(data, (byte) 0xd5);
    return new Packet(
        2, millis * 8, millis * 8, 160, true, AccessUnit.copyOf(data), millis * MILLI);
  }

  private static String audioOf(StreamFormat format) {
    return format.audio().map(Track::codec).map(CodecParameters::toString).orElse("none");
  }

  private static AudioPath path() {
    return new AudioPath("Camera c-1", codec -> !(codec instanceof RawAudio));
  }

  @Test
  void whatBrowsersPlayIsPassedOnAsItIs() {
    try (AudioPath path = path()) {
      StreamFormat opus = with(new CodecParameters.Opus(2, 0, 0));
      assertSame(opus, path.begin(opus));
      Packet packet = sound(0);
      path.sound(packet, out::add);
      assertSame(packet, out.getFirst());
      assertEquals("Opus 48 kHz stereo", path.label());
      assertEquals(List.of(), path.presented().notices());
    }
  }

  @Test
  void rawAudioBecomesAac() {
    try (AudioPath path = path()) {
      assertEquals("AAC 16 kHz mono", audioOf(path.begin(g711())));
      assertEquals("G.711 A-law → AAC 16 kHz mono", path.label());
      for (int i = 0; i < 50; i++) {
        path.sound(sound(1000 + 20 * i), out::add);
      }
      assertTrue(out.size() >= 13, out.size() + " frames in 1 s");
      // A change of the video alone does not interrupt the sound.
      path.begin(g711());
      for (int i = 50; i < 100; i++) {
        path.sound(sound(1000 + 20 * i), out::add);
      }
      for (int i = 1; i < out.size(); i++) {
        assertEquals(1024, out.get(i).dts() - out.get(i - 1).dts());
      }
    }
  }

  @Test
  void whatCannotBeTranscodedIsLeftOutAndSaysWhy() {
    try (AudioPath path = path()) {
      // FFmpeg's decoder takes one channel.
      StreamFormat stereo = with(new RawAudio(RawEncoding.G726_32, 8000, 2));
      assertEquals(List.of(VIDEO), path.begin(stereo).tracks());
      path.sound(sound(0), out::add);
      assertFalse(path.picture(picture(0, true), VIDEO, out::add));
      assertEquals(List.of(), out);
      assertEquals("", path.label());
      String notice = path.presented().notices().getFirst();
      assertTrue(
          notice.startsWith(
              "the camera's audio is not carried: G.726 32 kbit/s 8 kHz stereo cannot be turned into"
                  + " AAC: the decoder of G.726 32 kbit/s, open: "),
          notice);
    }
  }

  @Test
  void soundThatCannotBeDecodedAtAllIsGivenUpWithTheNextKeyFrame() {
    try (AudioPath path = path()) {
      path.begin(with(new RawAudio(RawEncoding.L24, 48_000, 1)));
      for (int i = 0; i < 60; i++) {
        path.sound(
            new Packet(2, i * 960, i * 960, 960, true, AccessUnit.copyOf(new byte[1]), 0),
            out::add);
      }
      assertFalse(path.picture(picture(40, false), VIDEO, out::add));
      assertTrue(path.picture(picture(80, true), VIDEO, out::add));
      assertEquals(List.of(VIDEO), path.presented().tracks());
      assertFalse(path.picture(picture(120, true), VIDEO, out::add));
      assertTrue(path.presented().notices().getFirst().contains("L24"));
    }
  }

  @Test
  void aCameraThatFallsSilentDoesNotHoldThePictureUp() {
    try (AudioPath path = path()) {
      path.begin(g711());
      long millis = 1000;
      for (; millis < 2000; millis += 20) {
        path.picture(picture(millis, false), VIDEO, out::add);
        path.sound(sound(millis), out::add);
      }
      for (; millis < 4000; millis += 40) {
        path.picture(picture(millis, false), VIDEO, out::add);
        // 400 ms and two packets until it counts as silent, two frames within the encoder.
        long end = (out.getLast().dts() + 1024) / 16;
        assertTrue(end > millis - 680, "sound ends at " + end + " ms, the picture is at " + millis);
      }
      int before = out.size();
      // It speaks again.
      for (; millis < 5000; millis += 20) {
        path.picture(picture(millis, false), VIDEO, out::add);
        path.sound(sound(millis), out::add);
      }
      assertTrue(out.size() >= before + 15, (out.size() - before) + " frames in 1 s");
      for (int i = 1; i < out.size(); i++) {
        assertEquals(1024, out.get(i).dts() - out.get(i - 1).dts());
      }
    }
  }

  /** GStreamer puts half a second of G.726 into a packet. */
  @Test
  void aCameraThatSendsLargePacketsIsNotTakenForSilent() {
    try (AudioPath path = path()) {
      path.begin(g711());
      byte[] loud = new byte[4096];
      Arrays.fill(loud, (byte) 0x2a);
      for (long i = 0; i < 10; i++) {
        for (long millis = i * 512; millis < (i + 1) * 512; millis += 40) {
          path.picture(picture(millis, false), VIDEO, _ -> fail("silence in between"));
        }
        // Half a second late, as it has to be full before it goes.
        path.sound(
            new Packet(2, i * 4096, i * 4096, 4096, true, AccessUnit.copyOf(loud), 0), out::add);
      }
      assertTrue(out.size() >= 77, out.size() + " frames in 5 s");
    }
  }
}
