package io.vedette.rendition;

import io.vedette.transcode.TranscodeException;
import io.vedette.transcode.video.TranscodeHealth;
import io.vedette.transcode.video.VideoDecoder;

/** Hardware was given a picture and does not come back. */
final class DeviceHangsException extends TranscodeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param last what was in use
   */
  DeviceHangsException(TranscodeHealth last) {
    super(
        last.encoder().codecName()
            + (last.decoder() == VideoDecoder.SOFTWARE
                ? ""
                : ", or the decoder " + last.decoder() + ",")
            + " no longer answers; the box does without until it starts anew");
  }
}
