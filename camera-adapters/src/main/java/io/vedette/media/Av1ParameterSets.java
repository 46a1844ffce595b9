package io.vedette.media;

import java.util.Arrays;
import java.util.Optional;

/** The sequence header of AV1, of which there is one at a time. Used by one thread. */
public final class Av1ParameterSets implements ParameterSets {

  private Optional<ParameterSet> header = Optional.empty();

  /** Notes a sequence header OBU that has its size field. */
  @Override
  public boolean note(byte[] buffer, int offset, int length) {
    if (length < 2
        || length > MAX_BYTES
        || header.isPresent() && header.get().equals(buffer, offset, length)) {
      return false;
    }
    header = Optional.of(new ParameterSet(Arrays.copyOfRange(buffer, offset, offset + length)));
    return true;
  }

  @Override
  public Optional<CodecParameters.Video> forPicture(AccessUnit accessUnit) {
    return header.map(
        known -> new CodecParameters.Av1(known, Av1SequenceHeader.parse(known.bytes())));
  }
}
