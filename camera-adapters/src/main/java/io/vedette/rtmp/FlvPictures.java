package io.vedette.rtmp;

import io.vedette.media.AccessUnit;
import io.vedette.media.Av1ParameterSets;
import io.vedette.media.CodecParameters;
import io.vedette.media.H264ParameterSets;
import io.vedette.media.H265ParameterSets;
import io.vedette.media.ParameterSets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Takes the access units of one video codec out of FLV: NAL units behind their lengths, or OBUs,
 * without those that a decoder gets beside them. Used by one thread.
 *
 * <p>Decoding begins with an IDR picture of H.264, an IRAP picture of H.265 or a key frame of AV1.
 * Behind a CRA or BLA picture with which decoding has begun, RASL pictures are dropped: they refer
 * to pictures from before it (ISO/IEC 23008-2 3.132).
 */
public final class FlvPictures {

  private static final int LENGTH_BYTES = 4;
  private static final int MAX_OBU_SIZE_BYTES = 5;

  private static final int RASL_N = 8;
  private static final int RASL_R = 9;
  private static final int LAST_BLA = 18;
  private static final int CRA = 21;

  /** What a unit is to its access unit. */
  private enum Role {
    PICTURE,
    KEY_PICTURE,
    PARAMETER_SET,
    OTHER,
    DROPPED
  }

  /**
   * An access unit.
   *
   * @param data as in {@link io.vedette.media.Packet#data()}
   * @param key whether decoding can begin with it
   */
  public record Picture(AccessUnit data, boolean key) {}

  private final FlvCodec codec;
  private final ParameterSets sets;
  private byte[] unit = new byte[128 * 1024];
  private int size;
  private int lengthBytes = LENGTH_BYTES;
  private boolean changed = true;

  private boolean begun;
  private boolean leadingDropped;

  /** Nothing has come yet. */
  public FlvPictures(FlvCodec codec) {
    this.codec = codec;
    this.sets =
        switch (codec) {
          case H264 -> new H264ParameterSets();
          case H265 -> new H265ParameterSets();
          case AV1 -> new Av1ParameterSets();
        };
  }

  /** What codec it is. */
  public FlvCodec codec() {
    return codec;
  }

  /** Whether parameter sets have changed since a picture's parameters were looked up last. */
  public boolean isChanged() {
    return changed;
  }

  /**
   * Takes a configuration record (ISO/IEC 14496-15 5.3.3.1, 8.3.3.1; AV1 in ISO-BMFF 2.3). What it
   * holds may come in the stream as well, so one that is cut short is taken as far as it goes.
   */
  public void configure(byte[] bytes, int from, int to) {
    switch (codec) {
      case H264 -> {
        if (to - from > 6) {
          lengthBytes = (bytes[from + 4] & 3) + 1;
          int at = sets(bytes, from + 6, to, bytes[from + 5] & 0x1f);
          if (at < to) {
            sets(bytes, at + 1, to, bytes[at] & 0xff);
          }
        }
      }
      case H265 -> {
        if (to - from > 23) {
          lengthBytes = (bytes[from + 21] & 3) + 1;
          int at = from + 23;
          for (int i = bytes[from + 22] & 0xff; i > 0 && at + 3 <= to; i--) {
            at = sets(bytes, at + 3, to, u16(bytes, at + 1));
          }
        }
      }
      case AV1 -> {
        size = 0;
        obus(bytes, Math.min(from + 4, to), to);
      }
    }
  }

  /** Parameter sets, each behind its length in two bytes; the index behind them. */
  private int sets(byte[] bytes, int from, int to, int count) {
    int at = from;
    for (int i = 0; i < count && at + 2 <= to; i++) {
      int length = u16(bytes, at);
      at += 2;
      if (length > to - at) {
        return to;
      }
      changed |= sets.note(bytes, at, length);
      at += length;
    }
    return at;
  }

  /**
   * Takes an access unit.
   *
   * @param encoderSaysKey whether the message calls it a key frame, which only AV1 needs
   * @return empty if it cannot be decoded with what has come, or is broken: then the next key frame
   *     is waited for
   */
  public Optional<Picture> picture(byte[] bytes, int from, int to, boolean encoderSaysKey) {
    size = 0;
    int type = codec == FlvCodec.AV1 ? (obus(bytes, from, to) ? 0 : -1) : nalUnits(bytes, from, to);
    if (type < 0) {
      begun = false;
      return Optional.empty();
    }
    boolean key = codec == FlvCodec.AV1 ? encoderSaysKey : role(type, codec) == Role.KEY_PICTURE;
    if (!isDecodable(type, key)) {
      return Optional.empty();
    }
    return Optional.of(new Picture(AccessUnit.copyOf(unit, 0, size), key));
  }

  private boolean isDecodable(int type, boolean key) {
    boolean h265 = codec == FlvCodec.H265;
    if (key) {
      leadingDropped = h265 && (type <= LAST_BLA || !begun && type == CRA);
      begun = true;
      return true;
    }
    return begun && !(h265 && leadingDropped && (type == RASL_N || type == RASL_R));
  }

  /**
   * What a decoder has to know for a picture, if it has come.
   *
   * @throws IllegalArgumentException if it cannot be read
   */
  public Optional<CodecParameters.Video> parametersOf(Picture picture) {
    Optional<CodecParameters.Video> found = sets.forPicture(picture.data());
    changed = found.isEmpty();
    return found;
  }

  /** Copies what a decoder needs; the type of the first picture unit, or -1 if there is none. */
  private int nalUnits(byte[] bytes, int from, int to) {
    int headerBytes = codec == FlvCodec.H265 ? 2 : 1;
    int picture = -1;
    int at = from;
    while (to - at >= lengthBytes) {
      long length = 0;
      for (int i = 0; i < lengthBytes; i++) {
        length = length << 8 | bytes[at++] & 0xff;
      }
      if (length > to - at) {
        return -1;
      }
      int count = (int) length;
      if (count > headerBytes) {
        int type = codec == FlvCodec.H265 ? bytes[at] >> 1 & 0x3f : bytes[at] & 0x1f;
        switch (role(type, codec)) {
          case PICTURE, KEY_PICTURE -> {
            picture = picture < 0 ? type : picture;
            append(bytes, at, count);
          }
          case PARAMETER_SET -> changed |= sets.note(bytes, at, count);
          case OTHER -> append(bytes, at, count);
          case DROPPED -> {
            // Of no use to a decoder.
          }
        }
      }
      at += count;
    }
    return at == to ? picture : -1;
  }

  private void append(byte[] bytes, int at, int length) {
    reserve(LENGTH_BYTES + length);
    unit[size++] = (byte) (length >> 24);
    unit[size++] = (byte) (length >> 16);
    unit[size++] = (byte) (length >> 8);
    unit[size++] = (byte) length;
    System.arraycopy(bytes, at, unit, size, length);
    size += length;
  }

  /** OBUs with their sizes (AV1 5.3.1); whether all is whole and there is a frame. */
  private boolean obus(byte[] bytes, int from, int to) {
    boolean frame = false;
    int at = from;
    while (at < to) {
      int header = bytes[at];
      int sizeAt = at + ((header & 4) == 0 ? 1 : 2);
      if (header < 0 || (header & 2) == 0) {
        return false;
      }
      long length = 0;
      int sizeBytes = 0;
      boolean more = true;
      while (more) {
        if (sizeAt + sizeBytes >= to || sizeBytes == MAX_OBU_SIZE_BYTES) {
          return false;
        }
        int part = bytes[sizeAt + sizeBytes];
        length |= (long) (part & 0x7f) << 7 * sizeBytes++;
        more = part < 0;
      }
      int data = sizeAt + sizeBytes;
      if (length > to - data) {
        return false;
      }
      int end = data + (int) length;
      int type = header >> 3 & 0x0f;
      switch (type) {
        case 1 -> {
          changed |= sets.note(bytes, at, end - at);
          copy(bytes, at, end);
        }
        case 2, 8, 15 -> {
          // Temporal delimiter, tile list, padding.
        }
        default -> {
          frame |= type == 3 || type == 6;
          copy(bytes, at, end);
        }
      }
      at = end;
    }
    return frame;
  }

  private void copy(byte[] bytes, int from, int to) {
    reserve(to - from);
    System.arraycopy(bytes, from, unit, size, to - from);
    size += to - from;
  }

  private void reserve(int more) {
    if (size + more > unit.length) {
      unit = Arrays.copyOf(unit, Math.max(unit.length * 2, size + more));
    }
  }

  private static Role role(int type, FlvCodec codec) {
    return codec == FlvCodec.H265 ? h265Role(type) : h264Role(type);
  }

  /** ISO/IEC 14496-10 table 7-1. */
  private static Role h264Role(int type) {
    return switch (type) {
      case 1, 2, 3, 4 -> Role.PICTURE;
      case 5 -> Role.KEY_PICTURE;
      case 7, 8 -> Role.PARAMETER_SET;
      case 0, 9, 10, 11, 12 -> Role.DROPPED;
      default -> Role.OTHER;
    };
  }

  /** ISO/IEC 23008-2 table 7-1: 16 to 23 are intra random access points. */
  private static Role h265Role(int type) {
    if (type < 32) {
      return type >= 16 && type <= 23 ? Role.KEY_PICTURE : Role.PICTURE;
    }
    return switch (type) {
      case 32, 33, 34 -> Role.PARAMETER_SET;
      case 35, 36, 37, 38 -> Role.DROPPED;
      default -> Role.OTHER;
    };
  }

  private static int u16(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }
}
