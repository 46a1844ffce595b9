package io.vedette.media;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What the headers before the pictures of MPEG-4 video say (ISO/IEC 14496-2 6.2.2, 6.2.3).
 *
 * @param profileAndLevel profile_and_level_indication, 0 to 255; 1, Simple at level 1, if not told
 * @param picture what the video object layer says of the pictures
 */
public record Mpeg4VideoHeader(int profileAndLevel, PictureFormat picture) {

  private static final int SEQUENCE_START = 0xb0;
  private static final int FIRST_LAYER_START = 0x20;
  private static final int LAST_LAYER_START = 0x2f;
  private static final int SIMPLE = 1;
  private static final int EXTENDED_ASPECT_RATIO = 15;
  private static final int GRAYSCALE = 3;
  private static final int BUFFER_PARAMETER_BITS = 79;

  /**
   * Reads headers.
   *
   * @param headers with their start codes; at least a video object layer
   * @throws IllegalArgumentException if there is no layer, it is cut short, is not rectangular, or
   *     describes pictures that cannot be
   */
  public static Mpeg4VideoHeader parse(byte[] headers) {
    int profileAndLevel = SIMPLE;
    for (int at = 0; at + 4 <= headers.length; at++) {
      if (headers[at] == 0 && headers[at + 1] == 0 && headers[at + 2] == 1) {
        int code = headers[at + 3] & 0xff;
        if (code == SEQUENCE_START && at + 4 < headers.length) {
          profileAndLevel = headers[at + 4] & 0xff;
        } else if (code >= FIRST_LAYER_START && code <= LAST_LAYER_START) {
          return new Mpeg4VideoHeader(
              profileAndLevel, layer(BitReader.ofBytes(headers, at + 4, headers.length)));
        }
      }
    }
    throw new IllegalArgumentException("no video object layer");
  }

  private static PictureFormat layer(BitReader in) {
    in.flag(); // random_accessible_vol
    int type = in.bits(8);
    int version = 1;
    if (in.flag()) {
      version = in.bits(4);
      in.bits(3); // video_object_layer_priority
    }
    if (in.bits(4) == EXTENDED_ASPECT_RATIO) {
      in.skip(16);
    }
    // Simple has no B pictures; others may say that they have none.
    boolean inOrder = type == SIMPLE;
    if (in.flag()) {
      in.bits(2); // chroma_format, always 4:2:0
      inOrder |= in.flag();
      if (in.flag()) {
        in.skip(BUFFER_PARAMETER_BITS);
      }
    }
    int shape = in.bits(2);
    if (shape == GRAYSCALE && version != 1) {
      in.bits(4);
    }
    if (shape != 0) {
      throw new IllegalArgumentException("pictures that are not rectangular");
    }
    in.flag(); // marker
    int resolution = in.bits(16);
    in.flag(); // marker
    OptionalDouble rate = OptionalDouble.empty();
    if (in.flag()) {
      int increment =
          in.bits(Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(resolution - 1)));
      rate = increment == 0 ? rate : VideoUsability.rate((double) resolution / increment);
    }
    in.flag(); // marker
    int width = in.bits(13);
    in.flag(); // marker
    int height = in.bits(13);
    return new PictureFormat(
        width,
        height,
        1,
        8,
        8,
        rate,
        Optional.empty(),
        inOrder ? OptionalInt.of(0) : OptionalInt.empty());
  }
}
