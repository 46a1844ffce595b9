package io.vedette.fragment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.media.AccessUnit;
import io.vedette.media.CodecParameters;
import io.vedette.media.Packet;
import io.vedette.media.RawEncoding;
import io.vedette.media.StreamFormat;
import io.vedette.media.Track;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FragmentWriterTest {

  private static final byte[] SPS =
      HexFormat.of().parseHex("6764001facd9405005bb011000000300100000030320f1831960");
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final byte[] PPS = HexFormat.of().parseHex("68ebe3cb22c0");
  private static final StreamFormat FORMAT =
      new StreamFormat(
          List.of(
              new Track(1, 90_000, CodecParameters.H264.of(SPS, PPS)),
              new Track(2, 16_000, new CodecParameters.Aac(new byte[] {0x14, 0x08}, 16_000, 1))));

  /** A time on the timeline that takes more than 32 bits in ticks, as it does after half a day. */
  private static final long LATE = 100_000_000_000_000L;

  private final FragmentWriter writer =
      new FragmentWriter(FORMAT, new StreamTimeline(() -> NOW, 0));

  @Test
  void aFragmentIsOneMoofAndOneMdatWhoseSampleLiesWhereTheRunSays() {
    byte[] data = {0, 0, 0, 2, 0x65, (byte) 0x88};
    Fragment fragment =
        writer.write(new Packet(1, 0, 0, 3600, true, AccessUnit.copyOf(data), LATE));
    assertEquals("moof mdat", BoxTree.types(fragment.bytes()));
    ByteBuffer run = BoxTree.find(fragment.bytes(), "moof/traf/trun");
    assertEquals(0x01000f01, run.getInt());
    assertEquals(1, run.getInt());
    int offset = run.getInt();
    assertEquals(3600, run.getInt());
    assertEquals(data.length, run.getInt());
    assertEquals(0x02000000, run.getInt());
    assertEquals(0, run.getInt());
    assertEquals(fragment.bytes().length - data.length, offset);
    assertEquals(
        LATE / 1_000_000_000 * 90_000, BoxTree.find(fragment.bytes(), "moof/traf/tfdt").getLong(4));
    assertEquals(1, BoxTree.find(fragment.bytes(), "moof/traf/tfhd").getInt(4));
    assertTrue(fragment.isVideoKey());
  }

  @Test
  void aPacketsArrayBecomesTheFragmentsOnce() {
    Packet packet = new Packet(1, 0, 0, 3600, true, AccessUnit.copyOf(new byte[] {1, 2, 3}), LATE);
    Fragment first = writer.write(packet);
    assertSame(packet.data().array(), first.bytes());
    byte[] before = first.bytes().clone();
    Fragment second = writer.write(packet);
    assertArrayEquals(before, first.bytes());
    assertArrayEquals(new byte[] {1, 2, 3}, second.sample());
    assertEquals(2, BoxTree.find(second.bytes(), "moof/mfhd").getInt(4));
  }

  @Test
  void anEarlierPresentationTimeIsASignedOffset() {
    Fragment fragment =
        writer.write(new Packet(1, 3600, 7201, 1, false, AccessUnit.copyOf(new byte[5]), 0));
    ByteBuffer run = BoxTree.find(fragment.bytes(), "moof/traf/trun");
    assertEquals(0x01000f01, run.getInt());
    assertEquals(fragment.bytes().length - 5, run.getInt(8));
    assertEquals(0x01010000, run.getInt(20));
    assertEquals(-3601, run.getInt(24));
  }

  @Test
  void sequenceNumbersRiseOverBothTracks() {
    Fragment video =
        writer.write(new Packet(1, 0, 0, 3600, true, AccessUnit.copyOf(new byte[5]), 0));
    Fragment audio =
        writer.write(new Packet(2, 16_000, 16_000, 1024, true, AccessUnit.copyOf(new byte[5]), 0));
    assertEquals(1, BoxTree.find(video.bytes(), "moof/mfhd").getInt(4));
    assertEquals(2, BoxTree.find(audio.bytes(), "moof/mfhd").getInt(4));
    assertEquals(1_000_000_000L, audio.timeNanos());
    assertEquals(64_000_000L, audio.durationNanos());
  }

  @Test
  void aPacketOfNoTrackIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> writer.write(new Packet(3, 0, 0, 1, true, AccessUnit.copyOf(new byte[1]), 0)));
  }

  @Test
  void theInitSegmentCarriesBothDecodersConfigurations() {
    InitSegment init = writer.init();
    assertEquals("ftyp moov", BoxTree.types(init.bytes()));
    assertEquals("avc1.64001f,mp4a.40.2", init.codecs());
    assertEquals("video/mp4; codecs=\"avc1.64001f,mp4a.40.2\"", init.mimeType());
    ByteBuffer header = BoxTree.find(init.bytes(), "moov/trak/tkhd");
    assertEquals(1280 << 16, header.getInt(76));
    assertEquals(720 << 16, header.getInt(80));
    assertEquals(90_000, BoxTree.find(init.bytes(), "moov/trak/mdia/mdhd").getInt(12));
    ByteBuffer avcc = BoxTree.find(init.bytes(), "moov/trak/mdia/minf/stbl/stsd/avc1/avcC");
    byte[] record = new byte[avcc.remaining()];
    avcc.get(record);
    // Version, profile, compatibility, level, lengths of four bytes, one parameter set; High
    // profile's tail.
    assertEquals(
        "0164001fffe1001a"
            + HexFormat.of().formatHex(SPS)
            + "010006"
            + HexFormat.of().formatHex(PPS)
            + "fdf8f800",
        HexFormat.of().formatHex(record));
  }

  @Test
  void soundAloneHasItsOwnInitSegment() {
    StreamFormat sound = new StreamFormat(List.of(FORMAT.audio().orElseThrow()));
    InitSegment init = InitSegment.of(sound);
    assertEquals("audio/mp4; codecs=\"mp4a.40.2\"", init.mimeType());
    ByteBuffer entry = BoxTree.find(init.bytes(), "moov/trak/mdia/minf/stbl/stsd/mp4a/esds");
    byte[] descriptor = new byte[entry.remaining()];
    entry.get(descriptor);
    // ES_Descriptor, DecoderConfigDescriptor with the AudioSpecificConfig, SLConfigDescriptor.
    assertEquals(
        "00000000" + "0319000000" + "04114015" + "0000000000000000000000" + "05021408" + "060102",
        HexFormat.of().formatHex(descriptor));
  }

  @Test
  void opusHasItsSpecificBox() {
    StreamFormat sound =
        new StreamFormat(List.of(new Track(2, 48_000, new CodecParameters.Opus(2, 312, 16_000))));
    InitSegment init = InitSegment.of(sound);
    assertEquals("audio/mp4; codecs=\"opus\"", init.mimeType());
    ByteBuffer specific = BoxTree.find(init.bytes(), "moov/trak/mdia/minf/stbl/stsd/Opus/dOps");
    byte[] content = new byte[specific.remaining()];
    specific.get(content);
    // Version, channels, pre-skip, input rate, gain, mapping family.
    assertEquals(
        "00" + "02" + "0138" + "00003e80" + "0000" + "00", HexFormat.of().formatHex(content));
    ByteBuffer entry = BoxTree.find(init.bytes(), "moov/trak/mdia/minf/stbl/stsd/Opus");
    assertEquals(2, entry.getShort(16));
    assertEquals(48_000 << 16, entry.getInt(24));
  }

  @ParameterizedTest
  @CsvSource({"2, mp4a.40.2", "5, mp4a.40.5", "29, mp4a.40.29"})
  void highEfficiencyAacIsAnnounced(int objectType, String codecs) {
    CodecParameters.Aac aac =
        new CodecParameters.Aac(new byte[] {0x13, 0x10}, objectType, 48_000, 2);
    StreamFormat sound = new StreamFormat(List.of(new Track(2, 48_000, aac)));
    assertEquals(codecs, InitSegment.of(sound).codecs());
  }

  @Test
  void whatMustBeTranscodedIsNotWritten() {
    StreamFormat sound =
        new StreamFormat(
            List.of(
                new Track(
                    2, 8000, new CodecParameters.RawAudio(RawEncoding.G711_MU_LAW, 8000, 1))));
    assertThrows(IllegalArgumentException.class, () -> InitSegment.of(sound));
  }

  @Test
  void aStreamThatReordersPicturesBeginsAtZeroAndHasAnEditList() {
    Track track = new Track(1, 90_000, CodecParameters.H264.of(SPS, PPS), 7200);
    FragmentWriter reordering =
        new FragmentWriter(
            new StreamFormat(List.of(track, FORMAT.audio().orElseThrow())),
            new StreamTimeline(() -> NOW, 0));
    ByteBuffer edit = BoxTree.find(reordering.init().bytes(), "moov/trak/edts/elst");
    assertEquals(1, edit.getInt(4));
    assertEquals(0, edit.getInt(8));
    assertEquals(7200, edit.getInt(12));
    assertEquals(0x10000, edit.getInt(16));
    Fragment key =
        reordering.write(new Packet(1, 0, -7200, 3600, true, AccessUnit.copyOf(new byte[5]), 0));
    assertEquals(0, BoxTree.find(key.bytes(), "moof/traf/tfdt").getLong(4));
    assertEquals(7200, BoxTree.find(key.bytes(), "moof/traf/trun").getInt(24));
    assertEquals(0, key.timeNanos());
  }

  @Test
  void aStreamThatReordersNothingHasNoEditList() {
    assertThrows(AssertionError.class, () -> BoxTree.find(writer.init().bytes(), "moov/trak/edts"));
  }

  @Test
  void theNextSessionLiesBehindTheLastAsFarAsItCame() {
    StreamTimeline timeline = new StreamTimeline(() -> NOW, 0);
    FragmentWriter first = new FragmentWriter(FORMAT, timeline);
    first.write(new Packet(1, 900_000, 900_000, 3600, true, AccessUnit.copyOf(new byte[5]), 0));
    timeline.beginSession();
    FragmentWriter second = new FragmentWriter(FORMAT, timeline);
    Fragment video =
        second.write(
            new Packet(1, 4500, 4500, 3600, true, AccessUnit.copyOf(new byte[5]), 5_000_000_000L));
    Fragment audio =
        second.write(
            new Packet(2, 800, 800, 1024, true, AccessUnit.copyOf(new byte[5]), 5_000_000_000L));
    // A picture, five seconds; then the next step that keeps behind it.
    assertEquals(5_050_000_000L, video.timeNanos());
    assertEquals(video.timeNanos(), audio.timeNanos());
    assertEquals(5L * 90_000 + 4500, BoxTree.find(video.bytes(), "moof/traf/tfdt").getLong(4));
    assertEquals(5L * 16_000 + 800, BoxTree.find(audio.bytes(), "moof/traf/tfdt").getLong(4));
  }

  @Test
  void aFragmentKnowsWhenItWasCapturedOrElseWhenItCame() {
    long camera = NOW.toEpochMilli() * 1_000_000 - 123_456_789;
    Packet told = new Packet(1, 0, 0, 3600, true, AccessUnit.copyOf(new byte[5]), 0, camera);
    assertEquals(camera, writer.write(told).captureEpochNanos());
    Packet untold = new Packet(1, 3600, 3600, 3600, false, AccessUnit.copyOf(new byte[5]), 0);
    assertEquals(NOW.toEpochMilli() * 1_000_000, writer.write(untold).captureEpochNanos());
  }
}
