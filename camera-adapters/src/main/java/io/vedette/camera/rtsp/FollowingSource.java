package io.vedette.camera.rtsp;

import static java.lang.System.Logger.Level.INFO;

import io.vedette.camera.CameraAddress.Transport;
import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.CameraMemory;
import io.vedette.camera.PacketSource;
import io.vedette.media.MediaEvent;
import java.time.Duration;

/**
 * A session that goes on elsewhere when the camera says so (RFC 2326 10.10): the old one is ended
 * before the next one is opened. Notes also when the way by which the video came has broken.
 */
final class FollowingSource implements PacketSource {

  private static final System.Logger LOG = System.getLogger(FollowingSource.class.getName());
  private static final int MAX_REDIRECTS = 3;

  private final TransportLadder ladder;
  private final Transport transport;
  private final CameraMemory memory;
  private RtspTarget target;
  private PacketSource current;
  private boolean closing;
  private int redirects;

  private FollowingSource(
      TransportLadder ladder, RtspTarget target, Transport transport, CameraMemory memory)
      throws CameraException {
    this.ladder = ladder;
    this.transport = transport;
    this.memory = memory;
    this.target = target;
    this.current = ladder.open(target, transport, memory);
  }

  static PacketSource open(
      TransportLadder ladder, RtspTarget target, Transport transport, CameraMemory memory)
      throws CameraException {
    return new FollowingSource(ladder, target, transport, memory);
  }

  @Override
  public Duration sincePicture() {
    return current().sincePicture();
  }

  @Override
  public MediaEvent next() throws CameraException {
    while (true) {
      PacketSource source = current();
      try {
        return source.next();
      } catch (CameraException e) {
        if (!(source instanceof RtspPacketSource session)) {
          throw e;
        }
        if (session.redirection().isEmpty() || redirects++ == MAX_REDIRECTS) {
          if (e.reason() == Reason.TRANSPORT && transport == Transport.AUTO) {
            memory.note(learned -> learned.withLink(TransportLadder.after(session.link())));
          }
          throw e;
        }
        follow(session, session.redirection().get());
      }
    }
  }

  private void follow(RtspPacketSource session, String location) throws CameraException {
    session.close();
    target = target.redirected("REDIRECT", location);
    LOG.log(INFO, "The camera sends us to {0}", target.url());
    PacketSource next = ladder.open(target, transport, memory);
    synchronized (this) {
      if (!closing) {
        current = next;
        return;
      }
    }
    next.close();
    throw new CameraException(Reason.STOPPED, "REDIRECT", "the session was ended");
  }

  private synchronized PacketSource current() {
    return current;
  }

  @Override
  public void close() {
    PacketSource last;
    synchronized (this) {
      closing = true;
      last = current;
    }
    last.close();
  }
}
