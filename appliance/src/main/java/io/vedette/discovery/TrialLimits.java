package io.vedette.discovery;

import io.vedette.camera.onvif.soap.SoapLimits;
import java.time.Duration;

/**
 * What trying cameras may take.
 *
 * @param atOnce how many are tried at the same time
 * @param turn how long one waits for its turn
 * @param whole how long trying one may take
 * @param picture how long to wait for a key frame; cameras with smart codecs send one in 10 s
 * @param soap what an ONVIF device may ask
 * @param streams how many RTSP addresses of one camera are tried
 */
public record TrialLimits(
    int atOnce, Duration turn, Duration whole, Duration picture, SoapLimits soap, int streams) {

  /** What suits a box on a site's network. */
  public static final TrialLimits DEFAULT =
      new TrialLimits(
          4,
          Duration.ofSeconds(20),
          Duration.ofSeconds(40),
          Duration.ofSeconds(12),
          SoapLimits.DEFAULT.withAnswer(Duration.ofSeconds(8)),
          4);
}
