package io.vedette.media;

import java.util.Arrays;
import java.util.Optional;

/** The headers of MPEG-4 video, of which there are one set at a time. Used by one thread. */
public final class Mpeg4ParameterSets implements ParameterSets {

  private Optional<ParameterSet> headers = Optional.empty();
  private Optional<CodecParameters.Video> read = Optional.empty();

  /** Notes headers with their start codes, among them a video object layer. */
  @Override
  public boolean note(byte[] buffer, int offset, int length) {
    if (length < 5
        || length > MAX_BYTES
        || headers.isPresent() && headers.get().equals(buffer, offset, length)) {
      return false;
    }
    headers = Optional.of(new ParameterSet(Arrays.copyOfRange(buffer, offset, offset + length)));
    read = Optional.empty();
    return true;
  }

  @Override
  public Optional<CodecParameters.Video> forPicture(AccessUnit accessUnit) {
    if (read.isEmpty()) {
      read =
          headers.map(
              known -> new CodecParameters.Mpeg4(known, Mpeg4VideoHeader.parse(known.bytes())));
    }
    return read;
  }
}
