package io.vedette.camera.rtmp;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.PacketSource;
import io.vedette.media.MediaEvent;
import io.vedette.rtmp.RtmpFormatException;
import io.vedette.rtmp.RtmpMessage;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

/** A camera that pushes, as somebody who reads it sees it. */
final class RtmpPacketSource implements PacketSource {

  private final PushedStream stream;
  private final RtmpLimits limits;
  private final Runnable whenLeft;
  private final PushAssembly assembly = new PushAssembly();
  private volatile boolean closing;
  private volatile long lastPictureNanos = System.nanoTime();
  private volatile boolean pictureCame;

  /**
   * A stream that has been accepted.
   *
   * @param whenLeft called once it is read no more
   */
  RtmpPacketSource(PushedStream stream, RtmpLimits limits, Runnable whenLeft) {
    this.stream = stream;
    this.limits = limits;
    this.whenLeft = whenLeft;
    stream.input().until(limits.picture(), limits.silence());
  }

  @Override
  public MediaEvent next() throws CameraException {
    try {
      while (true) {
        Optional<MediaEvent> event = assembly.poll();
        if (event.isPresent()) {
          return event.get();
        }
        RtmpMessage message = stream.conversation().nextMedia();
        long arrival = System.nanoTime();
        if (assembly.take(message, arrival)) {
          pictureCame = true;
          lastPictureNanos = arrival;
          stream.input().until(limits.picture(), limits.silence());
        }
      }
    } catch (IOException e) {
      throw explained(e);
    }
  }

  private CameraException explained(IOException e) {
    if (closing) {
      return new CameraException(Reason.STOPPED, "read", "the session was ended", e);
    }
    if (stream.isSuperseded()) {
      return new CameraException(
          Reason.CLOSED, "read", "another connection with the same stream key has taken over", e);
    }
    return switch (e) {
      case RtmpFormatException _ -> new CameraException(Reason.PROTOCOL, "read", e.getMessage(), e);
      case SocketTimeoutException _ -> new CameraException(Reason.STALLED, "read", noPicture(), e);
      case EOFException _ -> new CameraException(Reason.CLOSED, "read", e.getMessage(), e);
      default ->
          new CameraException(
              Reason.CLOSED, "read", "the connection has broken (" + e.getMessage() + ")", e);
    };
  }

  private String noPicture() {
    return sincePicture().compareTo(limits.picture()) < 0
        ? "the connection is open, but nothing came for " + limits.silence().toSeconds() + " s"
        : "the camera is connected, but sent no "
            + (pictureCame ? "picture" : "key frame that decoding could begin with")
            + " for "
            + limits.picture().toSeconds()
            + " s";
  }

  @Override
  public Duration sincePicture() {
    return Duration.ofNanos(Math.max(0, System.nanoTime() - lastPictureNanos));
  }

  @Override
  public void close() {
    closing = true;
    stream.close();
    whenLeft.run();
  }
}
