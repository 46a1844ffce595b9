package io.vedette.health;

import java.util.Optional;

/**
 * What a stream's headers say of its pictures.
 *
 * @param codec such as {@code H.264}
 * @param codecString its codecs parameter of RFC 6381, such as {@code avc1.64001f}
 * @param width in pixels
 * @param height in pixels
 * @param bitDepth bits per sample, of luma
 * @param chroma {@code 4:0:0}, {@code 4:2:0}, {@code 4:2:2} or {@code 4:4:4}
 * @param colour what the samples mean as colours, if the stream tells it
 */
public record PictureFacts(
    String codec,
    String codecString,
    int width,
    int height,
    int bitDepth,
    String chroma,
    Optional<ColourFacts> colour) {

  /**
   * What samples mean as colours, in names of ITU-T H.273, such as {@code bt709}; {@code
   * unspecified} for what the stream does not tell.
   *
   * @param primaries the colour primaries
   * @param transfer the transfer characteristics
   * @param matrix the matrix coefficients
   * @param fullRange whether samples use all their values, not only those of television
   */
  public record ColourFacts(String primaries, String transfer, String matrix, boolean fullRange) {}
}
