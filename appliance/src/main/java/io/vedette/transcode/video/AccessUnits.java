package io.vedette.transcode.video;

import io.vedette.media.AccessUnit;
import io.vedette.media.CodecParameters;
import io.vedette.media.H264ParameterSets;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Turns what an encoder of H.264 gives, a byte stream with start codes (ISO/IEC 14496-10 Annex B),
 * into access units as {@link io.vedette.media.Packet} has them, and takes the parameter sets out.
 * Used by one thread.
 */
final class AccessUnits {

  private static final int START_CODE = 3;
  private static final int LENGTH_BYTES = 4;

  private static final int FIRST_SLICE = 1;
  private static final int IDR_SLICE = 5;
  private static final int SEQUENCE_SET = 7;
  private static final int PICTURE_SET = 8;
  private static final int DELIMITER = 9;
  private static final int FILLER = 12;

  private final H264ParameterSets sets = new H264ParameterSets();
  private Optional<CodecParameters.H264> parameters = Optional.empty();
  private boolean setsChanged;
  private boolean key;

  // Enough for most; where a unit does not fit, it grows and stays.
  private byte[] unit = new byte[64 * 1024];

  /**
   * Notes the parameter sets that an encoder keeps apart.
   *
   * @param length of what is looked at; what lies behind it may be anything
   */
  void noteHeader(byte[] annexB, int length) {
    take(annexB, length);
  }

  /**
   * Takes what an encoder gave.
   *
   * @param length of what is looked at; what lies behind it may be anything
   * @return one access unit, or nothing if there were parameter sets only
   * @throws IllegalArgumentException if the parameter sets of its picture cannot be read
   */
  byte[] read(byte[] annexB, int length) {
    byte[] accessUnit = take(annexB, length);
    if (setsChanged && key) {
      sets.forPicture(AccessUnit.copyOf(accessUnit))
          .ifPresent(
              found -> {
                parameters = Optional.of((CodecParameters.H264) found);
                setsChanged = false;
              });
    }
    return accessUnit;
  }

  /** Whether the last access unit read is an IDR picture. */
  boolean isKey() {
    return key;
  }

  /** What a decoder must know for the last key frame read; empty before the first. */
  Optional<CodecParameters.H264> parameters() {
    return parameters;
  }

  private byte[] take(byte[] annexB, int length) {
    key = false;
    boolean picture = false;
    int filled = 0;
    int start = startCode(annexB, 0, length);
    while (start < length) {
      int from = start + START_CODE;
      int next = startCode(annexB, from, length);
      int to = next;
      // A NAL unit never ends with a zero byte: those belong to what follows (7.4.1).
      while (to > from && annexB[to - 1] == 0) {
        to--;
      }
      start = next;
      if (to == from) {
        continue;
      }
      int type = annexB[from] & 0x1f;
      if (type == SEQUENCE_SET || type == PICTURE_SET) {
        setsChanged |= sets.note(annexB, from, to - from);
      } else if (type != DELIMITER && type != FILLER) {
        picture |= type >= FIRST_SLICE && type <= IDR_SLICE;
        key |= type == IDR_SLICE;
        filled = append(annexB, from, to, filled);
      }
    }
    return picture ? Arrays.copyOf(unit, filled) : new byte[0];
  }

  private int append(byte[] annexB, int from, int to, int filled) {
    int end = filled + LENGTH_BYTES + to - from;
    if (end > unit.length) {
      unit = Arrays.copyOf(unit, Math.max(end, 2 * unit.length));
    }
    ByteBuffer.wrap(unit).putInt(filled, to - from);
    System.arraycopy(annexB, from, unit, filled + LENGTH_BYTES, to - from);
    return end;
  }

  /** Index of the next 00 00 01 at or behind a place; the length if there is none. */
  private static int startCode(byte[] bytes, int from, int length) {
    int i = from;
    while (i + 2 < length) {
      if (bytes[i + 2] > 1 || bytes[i + 2] < 0) {
        i += 3;
      } else if (bytes[i] == 0 && bytes[i + 1] == 0 && bytes[i + 2] == 1) {
        return i;
      } else {
        i++;
      }
    }
    return length;
  }
}
