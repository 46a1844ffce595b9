package io.vedette.rendition;

import io.vedette.media.CodecParameters;

/**
 * What the box has to transcode with, as far as it is known at the moment. Asked by any thread,
 * with every transcode and once a second.
 */
public interface Equipment {

  /** What a stream of that codec is transcoded with. */
  Means means(CodecParameters.Video codec);

  /** What H.265 is transcoded with, the costliest that cameras usually send. */
  Means usual();

  /**
   * How much can be transcoded, if all of it is done so.
   *
   * @param gear any decoder and encoder, also those that no new transcode begins with
   */
  Power power(Gear gear);
}
