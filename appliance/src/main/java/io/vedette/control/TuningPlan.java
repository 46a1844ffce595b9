package io.vedette.control;

import io.vedette.camera.onvif.EncoderPlan;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What would make the streams of a camera ones that every browser plays.
 *
 * @param encoders for each of the camera's encoders that makes them
 */
public record TuningPlan(List<EncoderPlan> encoders) {

  private static final int ID_BYTES = 8;

  public TuningPlan {
    encoders = List.copyOf(encoders);
  }

  /** Whether there is anything to do. */
  public boolean isNeeded() {
    return encoders.stream().anyMatch(EncoderPlan::isNeeded);
  }

  /** Names what is to be changed, and from what: another plan has another one. */
  public String id() {
    StringBuilder text = new StringBuilder();
    for (EncoderPlan plan : encoders) {
      text.append(plan.configuration().token()).append('\n');
      text.append(plan.configuration().encoding()).append('\n');
      text.append(plan.after()).append('\n');
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
