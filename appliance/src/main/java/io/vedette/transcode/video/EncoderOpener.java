package io.vedette.transcode.video;

/** Opens encoders of pictures in the main memory, as {@link PictureEncoder#open} does. */
@FunctionalInterface
public interface EncoderOpener {

  /**
   * Opens one; called by the thread that will use it.
   *
   * @throws EncoderFailedException if it cannot be opened; another may do
   */
  PictureEncoder open(VideoEncoder encoder, EncodingPlan plan) throws EncoderFailedException;
}
