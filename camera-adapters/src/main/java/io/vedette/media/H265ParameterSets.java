package io.vedette.media;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Parameter sets of H.265 (ISO/IEC 23008-2 7.3.2.1 to 7.3.2.3). Used by one thread. */
public final class H265ParameterSets implements ParameterSets {

  private static final int VIDEO = 32;
  private static final int SEQUENCE = 33;
  private static final int PICTURE = 34;
  private static final int LAST_SLICE = 31;
  private static final int FIRST_IRAP = 16;
  private static final int LAST_IRAP = 23;
  private static final int HEADER_BYTES = 2;

  private record Picture(ParameterSet set, int sequenceId) {}

  private final ParameterSet[] videos = new ParameterSet[16];
  private final ParameterSet[] sequences = new ParameterSet[16];
  private final Picture[] pictures = new Picture[64];

  @Override
  public boolean note(byte[] buffer, int offset, int length) {
    if (length < HEADER_BYTES + 1 || length > MAX_BYTES) {
      return false;
    }
    try {
      return switch (buffer[offset] >> 1 & 0x3f) {
        case VIDEO -> put(videos, reader(buffer, offset, length).bits(4), buffer, offset, length);
        case SEQUENCE -> put(sequences, sequenceId(buffer, offset, length), buffer, offset, length);
        case PICTURE -> picture(buffer, offset, length);
        default -> false;
      };
    } catch (IllegalArgumentException e) {
      // Too short to tell which it is.
      return false;
    }
  }

  private static boolean put(ParameterSet[] sets, int id, byte[] buffer, int offset, int length) {
    if (sets[id] != null && sets[id].equals(buffer, offset, length)) {
      return false;
    }
    sets[id] = new ParameterSet(Arrays.copyOfRange(buffer, offset, offset + length));
    return true;
  }

  private int sequenceId(byte[] buffer, int offset, int length) {
    BitReader in = reader(buffer, offset, length);
    in.skip(4); // sps_video_parameter_set_id
    int layers = in.bits(3) + 1;
    in.flag(); // sps_temporal_id_nesting_flag
    H265Profile.read(in, layers);
    return in.unsigned(sequences.length - 1);
  }

  private boolean picture(byte[] buffer, int offset, int length) {
    BitReader in = reader(buffer, offset, length);
    int id = in.unsigned(pictures.length - 1);
    if (pictures[id] != null && pictures[id].set().equals(buffer, offset, length)) {
      return false;
    }
    ParameterSet set = new ParameterSet(Arrays.copyOfRange(buffer, offset, offset + length));
    pictures[id] = new Picture(set, in.unsigned(sequences.length - 1));
    return true;
  }

  /**
   * The video and the sequence parameter set of a picture, and all picture parameter sets that
   * refer to the latter.
   */
  @Override
  public Optional<CodecParameters.Video> forPicture(AccessUnit accessUnit) {
    int id = pictureId(accessUnit);
    if (id < 0 || pictures[id] == null || sequences[pictures[id].sequenceId()] == null) {
      return Optional.empty();
    }
    int sequenceId = pictures[id].sequenceId();
    ParameterSet sequence = sequences[sequenceId];
    H265SequenceParameterSet read = H265SequenceParameterSet.parse(sequence.bytes());
    ParameterSet video = videos[read.videoId()];
    if (video == null) {
      return Optional.empty();
    }
    List<ParameterSet> used = new ArrayList<>();
    for (Picture picture : pictures) {
      if (picture != null && picture.sequenceId() == sequenceId) {
        used.add(picture.set());
      }
    }
    return Optional.of(new CodecParameters.H265(video, sequence, used, read));
  }

  /** slice_pic_parameter_set_id of the first slice segment (7.3.6.1), or -1. */
  private int pictureId(AccessUnit unit) {
    byte[] bytes = unit.array();
    int at = unit.offset();
    while (at + NalUnits.LENGTH_BYTES < unit.end()) {
      int nal = at + NalUnits.LENGTH_BYTES;
      int length = NalUnits.lengthAt(bytes, at, unit.end());
      int type = bytes[nal] >> 1 & 0x3f;
      if (type <= LAST_SLICE && length > HEADER_BYTES) {
        return pictureId(type, reader(bytes, nal, length));
      }
      at = nal + length;
    }
    return -1;
  }

  private int pictureId(int type, BitReader slice) {
    try {
      slice.flag(); // first_slice_segment_in_pic_flag
      if (type >= FIRST_IRAP && type <= LAST_IRAP) {
        slice.flag(); // no_output_of_prior_pics_flag
      }
      return slice.unsigned(pictures.length - 1);
    } catch (IllegalArgumentException e) {
      return -1;
    }
  }

  private static BitReader reader(byte[] buffer, int offset, int length) {
    return BitReader.ofNalUnit(buffer, offset + HEADER_BYTES, offset + length);
  }
}
