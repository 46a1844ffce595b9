package io.vedette.media;

import java.util.Optional;

/**
 * The parameter sets of one video stream by their identifiers, and which of them a picture needs.
 * Used by one thread.
 */
public sealed interface ParameterSets
    permits Av1ParameterSets,
        H264ParameterSets,
        H265ParameterSets,
        JpegParameterSets,
        Mpeg4ParameterSets {

  /** Longest parameter set that is kept; what is longer is garbage. */
  int MAX_BYTES = 8192;

  /**
   * Notes a parameter set. Other units, and what has no readable identifier, are passed over.
   * Copies the bytes only if they are new.
   *
   * @return whether it is new or differs from the one it replaces
   */
  boolean note(byte[] buffer, int offset, int length);

  /**
   * What a decoder must know for a picture: the sets that it refers to, and those that others of
   * its sequence may refer to, sorted by identifier.
   *
   * @param accessUnit as in {@link Packet#data()}
   * @return empty if the picture refers to a set that has not come
   * @throws IllegalArgumentException if a set it refers to cannot be read; the message says why
   */
  Optional<CodecParameters.Video> forPicture(AccessUnit accessUnit);
}
