package io.vedette.camera.ffmpeg;

import io.vedette.media.CodecParameters;
import io.vedette.media.SequenceParameterSet;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Turns access units of H.264 from the byte stream format into NAL units behind their lengths, and
 * notes parameter sets on the way. Used by one thread.
 */
final class AnnexBVideo {

  private static final int IDR = 5;
  private static final int SPS = 7;
  private static final int PPS = 8;
  private static final int DELIMITER = 9;
  private static final int FILLER = 12;
  private static final int LENGTH_BYTES = 4;

  /**
   * An access unit.
   *
   * @param data NAL units, each behind its length in four bytes, without parameter sets, delimiters
   *     and filler; possibly empty
   * @param key whether it is an IDR picture
   * @param continues whether it begins within a picture: its first slice does not hold the first
   *     macroblock (ITU-T H.264 7.4.3)
   */
  record Unit(byte[] data, boolean key, boolean continues) {

    /** Both pieces of one picture. */
    Unit and(Unit rest) {
      byte[] all = Arrays.copyOf(data, data.length + rest.data.length);
      System.arraycopy(rest.data, 0, all, data.length, rest.data.length);
      return new Unit(all, key || rest.key, continues);
    }
  }

  private byte[] sps = {};
  private byte[] pps = {};
  private boolean changed;

  /** Parameter sets known beforehand, in the same format. */
  AnnexBVideo(byte[] extradata) {
    unit(extradata);
  }

  /** Takes an access unit. */
  Unit unit(byte[] annexB) {
    List<ByteBuffer> units = AnnexB.nalUnits(annexB);
    int size = 0;
    boolean key = false;
    boolean sliceSeen = false;
    boolean continues = false;
    for (ByteBuffer unit : units) {
      int type = unit.get(unit.position()) & 0x1f;
      key |= type == IDR;
      if (type >= 1 && type <= IDR && !sliceSeen && unit.remaining() > 1) {
        sliceSeen = true;
        continues = (unit.get(unit.position() + 1) & 0x80) == 0;
      }
      note(type, unit);
      size += isCarried(type) ? LENGTH_BYTES + unit.remaining() : 0;
    }
    ByteBuffer out = ByteBuffer.allocate(size);
    for (ByteBuffer unit : units) {
      if (isCarried(unit.get(unit.position()) & 0x1f)) {
        out.putInt(unit.remaining()).put(unit.duplicate());
      }
    }
    return new Unit(out.array(), key, continues);
  }

  /** What the units are by now, if it is known and new since this was asked last. */
  Optional<CodecParameters> changedCodec() {
    if (!changed || sps.length == 0 || pps.length == 0) {
      return Optional.empty();
    }
    changed = false;
    try {
      SequenceParameterSet set = SequenceParameterSet.parse(sps);
      return Optional.of(new CodecParameters.H264(sps, pps, set.width(), set.height()));
    } catch (IllegalArgumentException e) {
      // The next one may be readable.
      return Optional.empty();
    }
  }

  private static boolean isCarried(int type) {
    return type != 0 && type != SPS && type != PPS && (type < DELIMITER || type > FILLER);
  }

  private void note(int type, ByteBuffer unit) {
    if (type != SPS && type != PPS) {
      return;
    }
    byte[] set = new byte[unit.remaining()];
    unit.duplicate().get(set);
    if (type == SPS && !Arrays.equals(set, sps)) {
      sps = set;
      changed = true;
    } else if (type == PPS && !Arrays.equals(set, pps)) {
      pps = set;
      changed = true;
    }
  }
}
