package io.vedette.web;

import io.vedette.camera.CameraAddress;
import io.vedette.camera.CameraException;
import io.vedette.camera.CameraMemory;
import io.vedette.camera.Credentials;
import io.vedette.camera.PacketSource;
import io.vedette.camera.discovery.DiscoverySettings;
import io.vedette.camera.discovery.StreamPathWalk;
import io.vedette.camera.rtsp.RtspLimits;
import io.vedette.discovery.CameraFinding;
import io.vedette.discovery.CameraTrials;
import io.vedette.discovery.DiscoveryBoard;
import io.vedette.discovery.TrialLimits;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** A search on no network, which finds nothing. */
final class EmptySearch implements AutoCloseable {

  private final DiscoveryBoard board;
  private final CameraTrials trials;

  EmptySearch() throws IOException {
    board = new DiscoveryBoard(DiscoverySettings.DEFAULT, List::of, InstantSource.system());
    trials =
        new CameraTrials(
            board,
            List::of,
            EmptySearch::none,
            new StreamPathWalk(RtspLimits.DEFAULT, new SecureRandom()),
            TrialLimits.DEFAULT,
            InstantSource.system());
  }

  CameraFinding search() {
    return new CameraFinding(board, trials);
  }

  private static PacketSource none(
      CameraAddress address, Optional<Credentials> credentials, CameraMemory memory)
      throws CameraException {
    throw new CameraException(CameraException.Reason.UNREACHABLE, "connect", "there is no camera");
  }

  @Override
  public void close() {
    trials.close();
    board.close();
  }
}
