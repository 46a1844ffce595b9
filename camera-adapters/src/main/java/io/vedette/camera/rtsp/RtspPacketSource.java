package io.vedette.camera.rtsp;

import static java.lang.System.Logger.Level.DEBUG;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.Link;
import io.vedette.camera.PacketSource;
import io.vedette.media.MediaEvent;
import io.vedette.rtsp.RtpHeader;
import io.vedette.rtsp.RtspHeaders;
import io.vedette.rtsp.RtspMessage;
import io.vedette.rtsp.RtspRequest;
import io.vedette.rtsp.RtspResponse;
import io.vedette.rtsp.SenderInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/** A session with an RTSP camera. */
final class RtspPacketSource implements PacketSource, RtpChannels.Handler {

  private static final System.Logger LOG = System.getLogger(RtspPacketSource.class.getName());
  private static final Duration REPORT_PERIOD = Duration.ofSeconds(5);
  private static final int AGGREGATE_NOT_ALLOWED = 459;

  private final RtspConnection connection;
  private final RtspLimits limits;
  private final RtspNegotiation.Outcome negotiated;
  private final Link link;
  private final MediaAssembly assembly;
  private final List<RtpTrack> tracks;
  private final KeepAlive keepAlive;
  private final RtpHeader header = new RtpHeader();

  private final ReentrantLock reading = new ReentrantLock();
  private volatile boolean closing;
  private boolean closed;

  private long nowNanos = System.nanoTime();
  private volatile boolean videoCame;
  private volatile long lastVideoPacketNanos;
  private long nextReportNanos;
  private Optional<String> redirection = Optional.empty();

  /** A session that has been negotiated and does not play yet. */
  RtspPacketSource(
      RtspConnection connection,
      RtspNegotiation.Outcome negotiated,
      Link link,
      RtspLimits limits,
      RandomGenerator random) {
    this.connection = connection;
    this.limits = limits;
    this.negotiated = negotiated;
    this.link = link;
    this.assembly = new MediaAssembly(negotiated.video(), negotiated.audio(), random, nowNanos);
    this.tracks = assembly.tracks();
    this.keepAlive = new KeepAlive(negotiated.methods(), negotiated.timeout(), nowNanos);
    this.lastVideoPacketNanos = nowNanos;
    this.nextReportNanos = nowNanos + REPORT_PERIOD.toNanos();
  }

  /**
   * Has the camera begin to send.
   *
   * @throws CameraException if it does not; the session is open until it is closed
   * @throws RedirectException if it is to be asked elsewhere; likewise
   */
  void play() throws CameraException, RedirectException {
    negotiated.channels().open();
    RtspHeaders headers = RtspHeaders.NONE.with("Range", "npt=0.000-");
    RtspConnection.FrameHandler frames =
        reader -> {
          if (negotiated.channels() instanceof InterleavedChannels channels) {
            channels.frame(reader, this);
          }
        };
    RtspResponse response = connection.request("PLAY", negotiated.sessionUri(), headers, frames);
    if (response.status() == AGGREGATE_NOT_ALLOWED) {
      response = connection.request("PLAY", negotiated.videoUri(), headers, frames);
    }
    RtspNegotiation.follow("PLAY", response);
    RtspNegotiation.succeed("PLAY", response, true);
    // However long the answer took: from here on pictures have to come.
    lastVideoPacketNanos = System.nanoTime();
    if (connection.isWatched() && link == Link.TCP) {
      Thread reading = Thread.currentThread();
      connection.until(now -> isStalled(now) || !videoCame && reading.isInterrupted());
    } else {
      connection.readTimeout(negotiated.channels().connectionReadLimit());
    }
  }

  /** Notes how the camera was signed in to; as {@link RtspConnection#noteSignIn}. */
  void noteSignIn() {
    connection.noteSignIn();
  }

  /**
   * Waits for the first packet of the video; what comes is kept for {@link #next()}.
   *
   * @throws CameraException with {@link Reason#TRANSPORT} if none comes
   */
  void awaitVideo() throws CameraException {
    reading.lock();
    try {
      while (!videoCame) {
        if (Thread.interrupted()) {
          throw new CameraException(Reason.STOPPED, "read", "the session was ended");
        }
        step();
      }
    } catch (CameraException e) {
      throw e.reason() == Reason.STALLED
          ? new CameraException(Reason.TRANSPORT, e.step(), noVideo(), e)
          : e;
    } finally {
      reading.unlock();
    }
  }

  /** Where the camera has sent us to while it played, if that is why the session ended. */
  Optional<String> redirection() {
    return redirection;
  }

  /** By which way the video comes. */
  Link link() {
    return link;
  }

  @Override
  public MediaEvent next() throws CameraException {
    reading.lock();
    try {
      while (true) {
        Optional<MediaEvent> event = assembly.poll();
        if (event.isPresent()) {
          return event.get();
        }
        if (closing) {
          throw new CameraException(Reason.STOPPED, "read", "the session was ended");
        }
        step();
      }
    } catch (CameraException e) {
      throw closing ? new CameraException(Reason.STOPPED, "read", "the session was ended", e) : e;
    } finally {
      reading.unlock();
    }
  }

  private void step() throws CameraException {
    long before = nowNanos;
    try {
      negotiated.channels().receive(this);
    } catch (CameraException e) {
      throw connection.isEnding() ? ended(e) : e;
    }
    if (connection.isEnding()) {
      throw ended(null);
    }
    if (nowNanos == before) {
      // No packet, whose arrival is now.
      nowNanos = System.nanoTime();
    }
    watch();
  }

  @Override
  public Duration sincePicture() {
    return Duration.ofNanos(Math.max(0, System.nanoTime() - assembly.lastPictureNanos()));
  }

  /** May be asked by any thread. */
  private boolean isStalled(long now) {
    return now - lastVideoPacketNanos > limits.video().toNanos();
  }

  /** Why the watchdog has ended the session; a packet that came too late changes nothing. */
  private CameraException ended(CameraException how) {
    return !videoCame && Thread.interrupted()
        ? new CameraException(Reason.STOPPED, "read", "the session was ended", how)
        : new CameraException(Reason.STALLED, "read", noVideo(), how);
  }

  private String noVideo() {
    boolean blocked = !videoCame && link == Link.UDP;
    return "the session is open, but no video came for "
        + limits.video().toSeconds()
        + " s"
        + (blocked ? " over UDP; a firewall may hold it up" : "");
  }

  private void watch() throws CameraException {
    if (isStalled(nowNanos)) {
      throw new CameraException(Reason.STALLED, "read", noVideo());
    }
    if (nowNanos - assembly.lastPictureNanos() > limits.picture().toNanos()) {
      throw new CameraException(
          Reason.STALLED,
          "read",
          "video packets come, but made no whole picture for "
              + limits.picture().toSeconds()
              + " s");
    }
    if (nowNanos - nextReportNanos >= 0) {
      nextReportNanos = nowNanos + REPORT_PERIOD.toNanos();
      for (int track = 0; track < tracks.size(); track++) {
        Optional<byte[]> report = tracks.get(track).report(nowNanos);
        if (report.isPresent()) {
          negotiated.channels().report(track, report.get());
        }
      }
    }
    if (keepAlive.isDue(nowNanos)) {
      keepAlive.sent(sendKeepAlive(), nowNanos);
    }
  }

  private int sendKeepAlive() throws CameraException {
    return connection.send(keepAlive.method(), negotiated.sessionUri(), RtspHeaders.NONE);
  }

  @Override
  public void rtp(int track, byte[] buffer, int offset, int length) throws CameraException {
    RtpTrack source = tracks.get(track);
    if (!header.read(buffer, offset, length) || !source.accepts(header.payloadType())) {
      return;
    }
    long arrival = System.nanoTime();
    nowNanos = arrival;
    if (track == MediaAssembly.VIDEO) {
      lastVideoPacketNanos = arrival;
      if (!videoCame) {
        videoCame = true;
      }
    }
    int missing = source.statistics().received(header, arrival);
    if (missing >= 0) {
      assembly.packet(track, header, buffer, missing > 0, arrival);
    }
  }

  @Override
  public void rtcp(int track, byte[] buffer, int offset, int length) throws CameraException {
    Optional<SenderInfo> info = SenderInfo.find(buffer, offset, length);
    if (info.isPresent()) {
      tracks.get(track).senderReported(info.get(), System.nanoTime());
      assembly.synchronise();
    }
    if (track == MediaAssembly.VIDEO && SenderInfo.saysGoodbye(buffer, offset, length)) {
      throw new CameraException(
          Reason.CLOSED, "read", "the camera ended the stream (RTCP goodbye)");
    }
  }

  @Override
  public void message(RtspMessage message) throws CameraException {
    switch (message) {
      case RtspRequest request -> asked(request);
      case RtspResponse response -> answered(response);
    }
  }

  private void asked(RtspRequest request) throws CameraException {
    connection.answer(request);
    Optional<String> location = request.headers().first("Location");
    // RFC 2326 10.10: the client has to end the session and to ask there.
    if (request.method().equals("REDIRECT") && location.isPresent()) {
      redirection = location;
      throw new CameraException(
          Reason.CLOSED, "read", "the camera's stream goes on at " + location.get());
    }
  }

  private void answered(RtspResponse response) throws CameraException {
    connection.noteEnd(response);
    if (!keepAlive.isAnsweredBy(response)) {
      return;
    }
    switch (response.status()) {
      case 401 -> {
        // Its nonce is too old.
        if (connection.challenged(response) && keepAlive.mayRepeat()) {
          keepAlive.repeated(sendKeepAlive());
        }
      }
      case 400, 405, 501, 551 -> keepAlive.refused();
      case 454 -> {
        if (keepAlive.isTrusted()) {
          throw new CameraException(
              Reason.CLOSED, "keep-alive", "the camera has forgotten the session (454)");
        }
        // Some firmware looks for the session where this method never finds it.
        keepAlive.refused();
      }
      default -> {
        keepAlive.accepted();
        connection.accepted(response);
      }
    }
  }

  /** Whoever calls second waits for the first: a session is over only when the camera knows. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    closing = true;
    try {
      connection.tearDown();
      if (reading.tryLock(limits.end().toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          connection.awaitEnd();
        } finally {
          reading.unlock();
        }
      }
    } catch (CameraException | IOException e) {
      LOG.log(DEBUG, "The connection was broken before it was closed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      release();
    }
  }

  private void release() {
    try {
      connection.close();
    } catch (IOException e) {
      LOG.log(DEBUG, "The connection was broken before it was closed", e);
    }
    negotiated.channels().close();
  }
}
