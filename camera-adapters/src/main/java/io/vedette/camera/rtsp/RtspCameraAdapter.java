package io.vedette.camera.rtsp;

import io.vedette.camera.CameraAdapter;
import io.vedette.camera.CameraAddress;
import io.vedette.camera.CameraException;
import io.vedette.camera.Credentials;
import io.vedette.camera.PacketSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Opens cameras that speak RTSP. Safe for use by any thread. */
public final class RtspCameraAdapter implements CameraAdapter {

  private final RtspLimits limits;
  private final RandomGenerator random;

  /**
   * @param limits how long a camera may take
   * @param random makes client nonces and stream identifiers; safe for use by any thread
   */
  public RtspCameraAdapter(RtspLimits limits, RandomGenerator random) {
    this.limits = limits;
    this.random = random;
  }

  @Override
  public PacketSource open(CameraAddress address, Optional<Credentials> credentials)
      throws CameraException {
    if (!(address instanceof CameraAddress.Rtsp rtsp)) {
      throw new IllegalArgumentException("not an RTSP address: " + address);
    }
    return RtspPacketSource.open(rtsp, credentials, limits, random);
  }
}
