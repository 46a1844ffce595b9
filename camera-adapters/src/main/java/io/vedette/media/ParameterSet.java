package io.vedette.media;

import java.util.Arrays;

/**
 * A parameter set or sequence header as it came, compared by its bytes.
 *
 * @param bytes a NAL unit with its header and emulation prevention but no start code, or an OBU;
 *     not to be changed
 */
public record ParameterSet(byte[] bytes) {

  /** Whether a part of a buffer holds the same. */
  boolean equals(byte[] buffer, int offset, int length) {
    return Arrays.equals(bytes, 0, bytes.length, buffer, offset, offset + length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ParameterSet that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "parameter set of " + bytes.length + " bytes";
  }
}
