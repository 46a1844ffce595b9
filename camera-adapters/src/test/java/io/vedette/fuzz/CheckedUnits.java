package io.vedette.fuzz;

import io.vedette.media.AccessUnit;
import io.vedette.media.JpegPicture;
import io.vedette.media.PictureFormat;
import io.vedette.rtsp.AccessUnitSink;
import java.util.function.IntPredicate;

/**
 * Holds a video depacketizer to what {@link AccessUnitSink} promises. What comes out in all is
 * bounded by what went in: each unit of the stream takes a byte or more there.
 */
final class CheckedUnits implements AccessUnitSink {

  /** How the units of an access unit are laid out. */
  private enum Layout {
    NAL_UNITS,
    OBUS,
    JPEG,
    VISUAL_OBJECTS
  }

  private static final int LENGTH_BYTES = 4;

  /** At worst a unit of one byte behind its length in two gets one in four. */
  private static final int MOST_GROWTH = 4;

  private final Layout layout;
  private final IntPredicate allowed;
  private final long mostBytes;
  private long bytes;

  /** A picture of one byte comes in a packet of 23 behind its length, and gets these headers. */
  private static final int MOST_HEADER_BYTES = 1024;

  private static final int LEAST_JPEG_PACKET = 23;

  private CheckedUnits(Layout layout, IntPredicate allowed, int inputBytes) {
    this.layout = layout;
    this.allowed = allowed;
    long most = (long) MOST_GROWTH * inputBytes;
    this.mostBytes =
        layout == Layout.JPEG
            ? most + (long) MOST_HEADER_BYTES * (inputBytes / LEAST_JPEG_PACKET)
            : most;
  }

  /** Of H.264: no parameter sets, delimiters, ends and filler (types 7 to 12). */
  static CheckedUnits h264(int inputBytes) {
    return new CheckedUnits(
        Layout.NAL_UNITS, header -> (header & 0x1f) < 7 || (header & 0x1f) > 12, inputBytes);
  }

  /** Of H.265: no parameter sets and delimiters (types 32 to 35), no filler (38). */
  static CheckedUnits h265(int inputBytes) {
    return new CheckedUnits(
        Layout.NAL_UNITS,
        header -> {
          int type = header >> 1 & 0x3f;
          return (type < 32 || type > 35) && type != 38;
        },
        inputBytes);
  }

  /** Of AV1: each OBU has its size, and none is a temporal delimiter (type 2). */
  static CheckedUnits av1(int inputBytes) {
    return new CheckedUnits(
        Layout.OBUS, header -> (header >> 3 & 0x0f) != 2 && (header & 2) != 0, inputBytes);
  }

  /** Files of JPEG. */
  static CheckedUnits jpeg(int inputBytes) {
    return new CheckedUnits(Layout.JPEG, _ -> true, inputBytes);
  }

  /** Of MPEG-4: a VOP or a group of them, never a header of the layer. */
  static CheckedUnits mpeg4(int inputBytes) {
    return new CheckedUnits(
        Layout.VISUAL_OBJECTS, code -> code == 0xb3 || code == 0xb6, inputBytes);
  }

  @Override
  public void parameterSet(byte[] buffer, int offset, int length) {
    Check.that(
        length > 0 && offset >= 0 && offset + length <= buffer.length,
        "a parameter set outside of its buffer");
  }

  @Override
  public void accessUnit(AccessUnit unit, boolean key, int timestamp) {
    byte[] data = unit.toByteArray();
    bytes += data.length;
    Check.that(data.length > 0, "an access unit of nothing");
    Check.that(bytes <= mostBytes, "more comes out than can have gone in");
    int at = 0;
    while (at < data.length) {
      at =
          switch (layout) {
            case NAL_UNITS -> afterNalUnit(data, at);
            case OBUS -> afterObu(data, at);
            case JPEG -> afterJpeg(data);
            case VISUAL_OBJECTS -> afterVisualObject(data);
          };
    }
    Check.that(at == data.length, "units that do not add up to the access unit");
  }

  @Override
  public void refused(String why) {
    Check.that(!why.isBlank() && !why.endsWith("."), "no sentence without a full stop: " + why);
  }

  private int afterNalUnit(byte[] data, int at) {
    int nal = at + LENGTH_BYTES;
    Check.that(nal < data.length, "an access unit that ends within a length");
    int length =
        data[at] << 24
            | (data[at + 1] & 0xff) << 16
            | (data[at + 2] & 0xff) << 8
            | data[at + 3] & 0xff;
    Check.that(length > 0 && length <= data.length - nal, "a NAL unit of " + length + " bytes");
    Check.that(allowed.test(data[nal] & 0xff), "a NAL unit of a kind that is left out");
    return nal + length;
  }

  private static int afterJpeg(byte[] data) {
    PictureFormat picture = JpegPicture.parse(AccessUnit.copyOf(data));
    Check.that(picture.chromaFormat() == 1 || picture.chromaFormat() == 2, "no type 0 or 1");
    Check.that(
        data[data.length - 2] == -1 && data[data.length - 1] == (byte) 0xd9,
        "a picture without an end");
    return data.length;
  }

  private int afterVisualObject(byte[] data) {
    Check.that(data.length > 4 && data[0] == 0 && data[1] == 0 && data[2] == 1, "no start code");
    Check.that(allowed.test(data[3] & 0xff), "an object of a kind that is left out");
    return data.length;
  }

  private int afterObu(byte[] data, int at) {
    Check.that(
        allowed.test(data[at] & 0xff), "an OBU without a size or of a kind that is left out");
    int next = at + ((data[at] & 4) != 0 ? 2 : 1);
    long size = 0;
    for (int shift = 0; ; shift += 7) {
      Check.that(next < data.length && shift < 35, "an OBU whose size does not end");
      size |= (data[next] & 0x7fL) << shift;
      if (data[next++] >= 0) {
        break;
      }
    }
    Check.that(size <= data.length - next, "an OBU of " + size + " bytes");
    return next + (int) size;
  }
}
