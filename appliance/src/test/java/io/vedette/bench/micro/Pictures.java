package io.vedette.bench.micro;

import io.vedette.fragment.Fragment;
import io.vedette.fragment.FragmentWriter;
import io.vedette.fragment.StreamTimeline;
import io.vedette.live.LiveStream;
import io.vedette.live.RingLimits;
import io.vedette.live.SequenceSpace;
import io.vedette.media.CodecParameters;
import io.vedette.media.StreamFormat;
import io.vedette.media.Track;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A camera's pictures: 25 a second, a key frame every two seconds. */
final class Pictures {

  static final int CLOCK_RATE = 90_000;
  static final int FRAME_TICKS = 3600;
  static final long FRAME_NANOS = 40_000_000;
  static final int GOP = 50;

  private static final byte[] SPS =
      HexFormat.of().parseHex("6764001facd9405005bb011000000300100000030320f1831960");
  private static final byte[] PPS = HexFormat.of().parseHex("68ebe3cb22c0");

  private Pictures() {}

  static FragmentWriter writer() {
    StreamFormat format =
        new StreamFormat(List.of(new Track(1, CLOCK_RATE, CodecParameters.H264.of(SPS, PPS))));
    return new FragmentWriter(format, new StreamTimeline(() -> Instant.EPOCH, 0));
  }

  /** A slice of that many bytes behind its length, as a depacketizer hands it over. */
  static byte[] accessUnit(int bytes, boolean key) {
    byte[] unit = new byte[bytes];
    int nal = bytes - 4;
    unit[0] = (byte) (nal >> 24);
    unit[1] = (byte) (nal >> 16);
    unit[2] = (byte) (nal >> 8);
    unit[3] = (byte) nal;
    unit[4] = (byte) (key ? 0x65 : 0x41);
    // first_mb_in_slice 0
    unit[5] = (byte) 0x88;
    return unit;
  }

  /** Picture number {@code n}, which comes when its time has come. */
  static Fragment fragment(long n, byte[] bytes) {
    return new Fragment(
        n, 1, true, n % GOP == 0, n * FRAME_NANOS, FRAME_NANOS, bytes, n * FRAME_NANOS, 0);
  }

  /** A stream with a format and nothing in it. */
  static LiveStream stream() {
    LiveStream stream =
        new LiveStream("bench", RingLimits.DEFAULT, new SequenceSpace(new AtomicLong()::getAndAdd));
    stream.format(writer().init());
    return stream;
  }
}
