package io.vedette.fragment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.media.AccessUnit;
import io.vedette.media.CodecParameters;
import io.vedette.media.Packet;
import io.vedette.media.StreamFormat;
import io.vedette.media.Track;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class FragmentReaderTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final int LEAD = 7200;
  private static final StreamFormat FORMAT =
      new StreamFormat(
          List.of(
              new Track(
                  1,
                  90_000,
                  CodecParameters.H264.of(
                      HexFormat.of()
                          .parseHex("6764001facd9405005bb011000000300100000030320f1831960"),
                      HexFormat.of().parseHex("68ebe3cb22c0")),
                  LEAD),
              new Track(2, 16_000, new CodecParameters.Aac(new byte[] {0x14, 0x08}, 16_000, 1))));

  /** A third of a tick is lost in nanoseconds here. */
  private static final long BEGIN = 100_000_040_000_000L;

  private final FragmentWriter writer =
      new FragmentWriter(FORMAT, new StreamTimeline(() -> NOW, 0));
  private final FragmentReader reader = new FragmentReader(writer.init());

  @Test
  void reorderedPicturesComeBackWithTheTimesAtWhichPlayersShowThem() {
    long[] order = {0, 3, 1, 2, 6, 4, 5};
    long origin = BEGIN / 1000 * 90 / 1000;
    for (int i = 0; i < order.length; i++) {
      byte[] data = {0, 0, 0, 2, (byte) i, 1};
      Packet in =
          new Packet(
              1,
              order[i] * 3601,
              i * 3601L - LEAD,
              3601,
              i == 0,
              AccessUnit.copyOf(data),
              BEGIN + i,
              5_000L + i);
      Packet out = reader.read(writer.write(in));
      assertEquals(1, out.trackId());
      assertEquals(origin + in.pts(), out.pts(), "picture " + i);
      assertEquals(origin + in.dts(), out.dts(), "picture " + i);
      assertEquals(3601, out.duration());
      assertEquals(i == 0, out.key());
      assertArrayEquals(data, out.data().toByteArray());
      assertEquals(BEGIN + i, out.arrivalNanos());
      assertEquals(5_000L + i, out.captureEpochNanos());
    }
  }

  @Test
  void whatIsWrittenAgainLiesWhereItLay() {
    FragmentWriter again = new FragmentWriter(reader.format(), StreamTimeline.inherited(() -> NOW));
    writer.write(new Packet(1, 0, -LEAD, 3600, true, AccessUnit.copyOf(new byte[5]), BEGIN));
    for (int i = 0; i < 50; i++) {
      Fragment sound =
          writer.write(
              new Packet(
                  2, i * 1024L, i * 1024L, 1024, true, AccessUnit.copyOf(new byte[9]), BEGIN));
      Fragment copy = again.write(reader.read(sound));
      assertEquals(sound.timeNanos(), copy.timeNanos());
      assertEquals(sound.durationNanos(), copy.durationNanos());
    }
    assertEquals(2, reader.format().tracks().size());
    assertTrue(reader.format().tracks().stream().allMatch(track -> track.decodingLead() == 0));
  }

  @Test
  void aFragmentOfNoTrackIsRefused() {
    Fragment stranger = new Fragment(1, 9, true, true, 0, 1, new byte[120], 0, 0);
    assertThrows(IllegalArgumentException.class, () -> reader.read(stranger));
  }
}
