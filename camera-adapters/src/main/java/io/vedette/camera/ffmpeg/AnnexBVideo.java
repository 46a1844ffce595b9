package io.vedette.camera.ffmpeg;

import io.vedette.media.AccessUnit;
import io.vedette.media.NalUnitRole;
import io.vedette.media.VideoTracks;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Turns access units of H.264 or H.265 from the byte stream format into NAL units behind their
 * lengths, and tells of parameter sets on the way. Used by one thread.
 */
final class AnnexBVideo {

  private static final int LENGTH_BYTES = 4;

  /**
   * An access unit.
   *
   * @param data NAL units, each behind its length in four bytes, without parameter sets, delimiters
   *     and filler; possibly empty
   * @param key whether it is an IDR (H.264) or IRAP picture (H.265)
   * @param continues whether it begins within a picture: its first slice is not the picture's first
   * @param type nal_unit_type of its first slice, 0 without one
   */
  record Unit(AccessUnit data, boolean key, boolean continues, int type) {

    /** Both pieces of one picture. */
    Unit and(Unit rest) {
      AccessUnit all = AccessUnit.join(data, rest.data);
      return new Unit(all, key || rest.key, continues, type);
    }
  }

  private final boolean h265;
  private final VideoTracks tracks;

  /**
   * @param h265 whether it is H.265, else H.264
   * @param extradata parameter sets known beforehand, in the same format
   * @param tracks told of parameter sets
   */
  AnnexBVideo(boolean h265, byte[] extradata, VideoTracks tracks) {
    this.h265 = h265;
    this.tracks = tracks;
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
      NalUnitRole role = role(unit);
      switch (role) {
        case PICTURE, KEY_PICTURE -> {
          key |= role == NalUnitRole.KEY_PICTURE;
          continues |= !sliceSeen && !beginsPicture(unit);
          type = sliceSeen ? type : type(unit);
          sliceSeen = true;
          out.putInt(unit.remaining()).put(unit.duplicate());
        }
        case PARAMETER_SET -> {
          byte[] set = new byte[unit.remaining()];
          unit.duplicate().get(set);
          tracks.note(set, 0, set.length);
        }
        case OTHER -> out.putInt(unit.remaining()).put(unit.duplicate());
        case DROPPED -> {
          // Of no use to a decoder.
        }
      }
    }
    return new Unit(AccessUnit.copyOf(out.array(), 0, out.position()), key, continues, type);
  }

  private NalUnitRole role(ByteBuffer unit) {
    return h265 ? NalUnitRole.h265(type(unit)) : NalUnitRole.h264(type(unit));
  }

  private int type(ByteBuffer unit) {
    int first = unit.get(unit.position());
    return h265 ? first >> 1 & 0x3f : first & 0x1f;
  }

  /** first_mb_in_slice is 0, or first_slice_segment_in_pic_flag is set: both are a leading 1. */
  private boolean beginsPicture(ByteBuffer unit) {
    int header = h265 ? 2 : 1;
    return unit.remaining() > header && unit.get(unit.position() + header) < 0;
  }
}
