package io.vedette.media;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Parameter sets of H.264 (ISO/IEC 14496-10 7.3.2.1, 7.3.2.2). Used by one thread. */
public final class H264ParameterSets implements ParameterSets {

  private static final int SEQUENCE = 7;
  private static final int PICTURE = 8;
  private static final int IDR_SLICE = 5;

  private record Picture(ParameterSet set, int sequenceId) {}

  private final ParameterSet[] sequences = new ParameterSet[32];
  private final Picture[] pictures = new Picture[256];

  @Override
  public boolean note(byte[] buffer, int offset, int length) {
    if (length < 2 || length > MAX_BYTES) {
      return false;
    }
    try {
      return switch (buffer[offset] & 0x1f) {
        case SEQUENCE -> sequence(buffer, offset, length);
        case PICTURE -> picture(buffer, offset, length);
        default -> false;
      };
    } catch (IllegalArgumentException e) {
      // Too short to tell which it is.
      return false;
    }
  }

  private boolean sequence(byte[] buffer, int offset, int length) {
    BitReader in = BitReader.ofNalUnit(buffer, offset + 1, offset + length);
    in.skip(24); // profile, constraint flags and level
    int id = in.unsigned(sequences.length - 1);
    if (sequences[id] != null && sequences[id].equals(buffer, offset, length)) {
      return false;
    }
    sequences[id] = new ParameterSet(Arrays.copyOfRange(buffer, offset, offset + length));
    return true;
  }

  private boolean picture(byte[] buffer, int offset, int length) {
    BitReader in = BitReader.ofNalUnit(buffer, offset + 1, offset + length);
    int id = in.unsigned(pictures.length - 1);
    if (pictures[id] != null && pictures[id].set().equals(buffer, offset, length)) {
      return false;
    }
    ParameterSet set = new ParameterSet(Arrays.copyOfRange(buffer, offset, offset + length));
    pictures[id] = new Picture(set, in.unsigned(sequences.length - 1));
    return true;
  }

  /** The sequence parameter set of a picture, and all picture parameter sets that refer to it. */
  @Override
  public Optional<CodecParameters.Video> forPicture(AccessUnit accessUnit) {
    int id = pictureId(accessUnit);
    if (id < 0 || pictures[id] == null || sequences[pictures[id].sequenceId()] == null) {
      return Optional.empty();
    }
    int sequenceId = pictures[id].sequenceId();
    List<ParameterSet> used = new ArrayList<>();
    for (Picture picture : pictures) {
      if (picture != null && picture.sequenceId() == sequenceId) {
        used.add(picture.set());
      }
    }
    ParameterSet sequence = sequences[sequenceId];
    return Optional.of(
        new CodecParameters.H264(sequence, used, SequenceParameterSet.parse(sequence.bytes())));
  }

  /** pic_parameter_set_id of the first slice (7.3.3), or -1. */
  private int pictureId(AccessUnit unit) {
    byte[] bytes = unit.array();
    int at = unit.offset();
    while (at + NalUnits.LENGTH_BYTES < unit.end()) {
      int nal = at + NalUnits.LENGTH_BYTES;
      int end = nal + NalUnits.lengthAt(bytes, at, unit.end());
      int type = bytes[nal] & 0x1f;
      if (type >= 1 && type <= IDR_SLICE) {
        return pictureId(BitReader.ofNalUnit(bytes, nal + 1, end));
      }
      at = end;
    }
    return -1;
  }

  private int pictureId(BitReader slice) {
    try {
      slice.unsigned(); // first_mb_in_slice
      slice.unsigned(); // slice_type
      return slice.unsigned(pictures.length - 1);
    } catch (IllegalArgumentException e) {
      return -1;
    }
  }
}
