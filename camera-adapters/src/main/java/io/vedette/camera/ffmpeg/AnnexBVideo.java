package io.vedette.camera.ffmpeg;

import io.vedette.media.AccessUnit;
import io.vedette.media.CodecParameters;
import io.vedette.media.H264ParameterSets;
import io.vedette.media.H265ParameterSets;
import io.vedette.media.ParameterSets;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Turns access units of H.264 or H.265 from the byte stream format into NAL units behind their
 * lengths, and notes parameter sets on the way. Used by one thread.
 */
final class AnnexBVideo {

  private static final int LENGTH_BYTES = 4;

  // ITU-T H.265 table 7-1.
  private static final int RASL_N = 8;
  private static final int RASL_R = 9;
  private static final int FIRST_BLA = 16;
  private static final int LAST_BLA = 18;
  private static final int CRA = 21;

  /** What a NAL unit is to its access unit. */
  private enum Role {
    SLICE,
    KEY_SLICE,
    PARAMETER_SET,
    DROPPED,
    OTHER
  }

  /**
   * An access unit.
   *
   * @param data NAL units, each behind its length in four bytes, without parameter sets, delimiters
   *     and filler; possibly empty
   * @param key whether it is an IDR (H.264) or IRAP picture (H.265)
   * @param continues whether it begins within a picture: its first slice is not the picture's first
   * @param h265 whether it is H.265, else H.264
   * @param type NAL unit type of its first slice, 0 without one
   */
  record Unit(AccessUnit data, boolean key, boolean continues, boolean h265, int type) {

    /** Of H.265, whether nothing from before it may be referred to after it (BLA). */
    boolean cutsBefore() {
      return h265 && type >= FIRST_BLA && type <= LAST_BLA;
    }

    /** Of H.265, whether pictures that follow it may refer to what came before it (CRA). */
    boolean joinable() {
      return h265 && type == CRA;
    }

    /** Of H.265, whether it is skipped where decoding began with the key frame before it (RASL). */
    boolean skipped() {
      return h265 && (type == RASL_N || type == RASL_R);
    }

    /** Both pieces of one picture. */
    Unit and(Unit rest) {
      AccessUnit all = AccessUnit.join(data, rest.data);
      return new Unit(all, key || rest.key, continues, h265, type);
    }
  }

  private final boolean h265;
  private final ParameterSets sets;
  private boolean changed = true;

  /**
   * @param h265 whether it is H.265, else H.264
   * @param extradata parameter sets known beforehand, in the same format
   */
  AnnexBVideo(boolean h265, byte[] extradata) {
    this.h265 = h265;
    this.sets = h265 ? new H265ParameterSets() : new H264ParameterSets();
    unit(extradata);
  }

  /** Takes an access unit. */
  Unit unit(byte[] annexB) {
    List<ByteBuffer> units = AnnexB.nalUnits(annexB);
    ByteBuffer out = ByteBuffer.allocate(annexB.length + LENGTH_BYTES * units.size());
    boolean key = false;
    boolean sliceSeen = false;
    boolean continues = false;
    int type = 0;
    for (ByteBuffer unit : units) {
      Role role = role(unit);
      switch (role) {
        case SLICE, KEY_SLICE -> {
          key |= role == Role.KEY_SLICE;
          continues |= !sliceSeen && !beginsPicture(unit);
          type = sliceSeen ? type : type(unit);
          sliceSeen = true;
          out.putInt(unit.remaining()).put(unit.duplicate());
        }
        case PARAMETER_SET -> {
          byte[] set = new byte[unit.remaining()];
          unit.duplicate().get(set);
          changed |= sets.note(set, 0, set.length);
        }
        case OTHER -> out.putInt(unit.remaining()).put(unit.duplicate());
        case DROPPED -> {
          // Of no use to a decoder.
        }
      }
    }
    return new Unit(AccessUnit.copyOf(out.array(), 0, out.position()), key, continues, h265, type);
  }

  /** Whether parameter sets have changed since a picture's parameters were looked up last. */
  boolean isChanged() {
    return changed;
  }

  /**
   * What a decoder has to know for a picture, if it has come.
   *
   * @throws IllegalArgumentException if it cannot be read
   */
  Optional<CodecParameters.Video> parametersOf(Unit picture) {
    Optional<CodecParameters.Video> found = sets.forPicture(picture.data());
    changed = found.isEmpty();
    return found;
  }

  private Role role(ByteBuffer unit) {
    return h265 ? h265Role(type(unit)) : h264Role(type(unit));
  }

  private int type(ByteBuffer unit) {
    int first = unit.get(unit.position());
    return h265 ? first >> 1 & 0x3f : first & 0x1f;
  }

  /** ITU-T H.264 table 7-1. */
  private static Role h264Role(int type) {
    return switch (type) {
      case 1, 2, 3, 4 -> Role.SLICE;
      case 5 -> Role.KEY_SLICE;
      case 7, 8 -> Role.PARAMETER_SET;
      case 0, 9, 10, 11, 12 -> Role.DROPPED;
      default -> Role.OTHER;
    };
  }

  /** ITU-T H.265 table 7-1: 16 to 23 are intra random access points. */
  private static Role h265Role(int type) {
    if (type < 32) {
      return type >= 16 && type <= 23 ? Role.KEY_SLICE : Role.SLICE;
    }
    return switch (type) {
      case 32, 33, 34 -> Role.PARAMETER_SET;
      case 35, 36, 37, 38 -> Role.DROPPED;
      default -> Role.OTHER;
    };
  }

  /** first_mb_in_slice is 0, or first_slice_segment_in_pic_flag is set: both are a leading 1. */
  private boolean beginsPicture(ByteBuffer unit) {
    int header = h265 ? 2 : 1;
    return unit.remaining() > header && unit.get(unit.position() + header) < 0;
  }
}
