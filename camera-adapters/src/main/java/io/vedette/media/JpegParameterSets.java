package io.vedette.media;

import java.util.Optional;

/** Motion JPEG has no parameter sets: each picture tells all of itself. Used by one thread. */
public final class JpegParameterSets implements ParameterSets {

  private Optional<CodecParameters.Video> last = Optional.empty();

  @Override
  public boolean note(byte[] buffer, int offset, int length) {
    return false;
  }

  @Override
  public Optional<CodecParameters.Video> forPicture(AccessUnit accessUnit) {
    PictureFormat picture = JpegPicture.parse(accessUnit);
    if (last.isEmpty() || !last.get().picture().equals(picture)) {
      last = Optional.of(new CodecParameters.Mjpeg(picture));
    }
    return last;
  }
}
