package io.vedette.camera.rtsp;

import io.vedette.camera.CameraAdapter;
import io.vedette.camera.CameraAddress;
import io.vedette.camera.CameraException;
import io.vedette.camera.CameraMemory;
import io.vedette.camera.Credentials;
import io.vedette.camera.PacketSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Opens cameras that speak RTSP. Safe for use by any thread; closed when all that it has opened is.
 */
public final class RtspCameraAdapter implements CameraAdapter, AutoCloseable {

  private final TransportLadder ladder;

  /**
   * @param limits how long a camera may take
   * @param random makes client nonces and stream identifiers; safe for use by any thread
   */
  public RtspCameraAdapter(RtspLimits limits, RandomGenerator random) {
    ladder = new TransportLadder(limits, random, Optional.empty());
  }

  /**
   * As above, with another reader for cameras whose video comes by none of our transports.
   *
   * @param lastResort opens the same addresses
   */
  public RtspCameraAdapter(RtspLimits limits, RandomGenerator random, CameraAdapter lastResort) {
    ladder = new TransportLadder(limits, random, Optional.of(lastResort));
  }

  @Override
  public PacketSource open(
      CameraAddress address, Optional<Credentials> credentials, CameraMemory memory)
      throws CameraException {
    if (!(address instanceof CameraAddress.Rtsp rtsp)) {
      throw new IllegalArgumentException("not an RTSP address: " + address);
    }
    RtspTarget target = new RtspTarget(rtsp.url(), credentials, memory);
    return FollowingSource.open(ladder, target, rtsp.transport(), memory);
  }

  /** Ends the thread that looks whether cameras still answer. Idempotent. */
  @Override
  public void close() {
    ladder.close();
  }
}
