package io.vedette.camera.rtsp;

import static java.lang.System.Logger.Level.DEBUG;

import io.vedette.camera.CameraAddress;
import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.Credentials;
import io.vedette.camera.PacketSource;
import io.vedette.media.MediaEvent;
import io.vedette.media.Silence;
import io.vedette.rtsp.RtpHeader;
import io.vedette.rtsp.RtspHeaders;
import io.vedette.rtsp.RtspMessage;
import io.vedette.rtsp.RtspReader;
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
  private static final Duration SILENCE_PERIOD = Duration.ofSeconds(1);
  private static final Duration REPORT_PERIOD = Duration.ofSeconds(5);
  private static final Duration TEARDOWN_LIMIT = Duration.ofMillis(700);

  private final RtspConnection connection;
  private final RtspLimits limits;
  private final RtspNegotiation.Outcome negotiated;
  private final MediaAssembly assembly;
  private final List<RtpTrack> tracks;
  private final RtpHeader header = new RtpHeader();

  private final ReentrantLock reading = new ReentrantLock();
  private volatile boolean closing;
  private boolean closed;
  private boolean lost;

  private long nowNanos = System.nanoTime();
  private long lastVideoPacketNanos;
  private long lastSilenceNanos;
  private long nextReportNanos;
  private long nextKeepAliveNanos;

  private RtspPacketSource(
      RtspConnection connection,
      RtspNegotiation.Outcome negotiated,
      RtspLimits limits,
      RandomGenerator random) {
    this.connection = connection;
    this.limits = limits;
    this.negotiated = negotiated;
    this.assembly = new MediaAssembly(negotiated.video(), negotiated.audio(), random, nowNanos);
    this.tracks = assembly.tracks();
    this.lastVideoPacketNanos = nowNanos;
    this.lastSilenceNanos = nowNanos;
    this.nextReportNanos = nowNanos + REPORT_PERIOD.toNanos();
    this.nextKeepAliveNanos = nowNanos + negotiated.keepAlivePeriod().toNanos();
  }

  static PacketSource open(
      CameraAddress.Rtsp address,
      Optional<Credentials> credentials,
      RtspLimits limits,
      RandomGenerator random)
      throws CameraException {
    RtspConnection connection = RtspConnection.connect(address.url(), credentials, limits, random);
    RtspPacketSource source;
    try {
      RtspNegotiation.Outcome negotiated =
          new RtspNegotiation(connection, address.url()).negotiate(address.transport());
      source = new RtspPacketSource(connection, negotiated, limits, random);
    } catch (CameraException e) {
      abandon(connection, address.url().toString());
      throw e;
    }
    try {
      source.play();
      return source;
    } catch (CameraException e) {
      source.close();
      throw e;
    }
  }

  /** Ends a session that did not come to play: some cameras count it as open otherwise. */
  private static void abandon(RtspConnection connection, String uri) {
    try {
      if (connection.inSession()) {
        connection.send("TEARDOWN", uri, RtspHeaders.NONE);
        connection.shutdownOutput();
      }
      connection.close();
    } catch (CameraException | IOException e) {
      LOG.log(DEBUG, "The connection was broken before it was closed", e);
    }
  }

  private void play() throws CameraException {
    RtspHeaders headers = RtspHeaders.NONE.with("Range", "npt=0.000-");
    RtspConnection.FrameHandler frames =
        reader -> {
          if (negotiated.channels() instanceof InterleavedChannels channels) {
            channels.frame(reader, this);
          }
        };
    RtspResponse response = connection.request("PLAY", negotiated.sessionUri(), headers, frames);
    RtspNegotiation.succeed("PLAY", response);
    // However long the answer took: from here on pictures have to come.
    lastVideoPacketNanos = System.nanoTime();
    connection.readTimeout(negotiated.channels().connectionReadLimit());
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
        negotiated.channels().receive(this);
        nowNanos = System.nanoTime();
        watch();
        if (nowNanos - Math.max(assembly.lastPictureNanos(), lastSilenceNanos)
            >= SILENCE_PERIOD.toNanos()) {
          lastSilenceNanos = nowNanos;
          return new Silence(Duration.ofNanos(nowNanos - assembly.lastPictureNanos()));
        }
      }
    } catch (CameraException e) {
      lost = e.reason() == Reason.CLOSED;
      throw closing ? new CameraException(Reason.STOPPED, "read", "the session was ended", e) : e;
    } finally {
      reading.unlock();
    }
  }

  private void watch() throws CameraException {
    if (nowNanos - lastVideoPacketNanos > limits.video().toNanos()) {
      throw new CameraException(
          Reason.STALLED,
          "read",
          "the session is open, but no video came for " + limits.video().toSeconds() + " s");
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
    if (nowNanos - nextKeepAliveNanos >= 0) {
      nextKeepAliveNanos = nowNanos + negotiated.keepAlivePeriod().toNanos();
      connection.send(negotiated.keepAliveMethod(), negotiated.sessionUri(), RtspHeaders.NONE);
    }
  }

  @Override
  public void rtp(int track, byte[] buffer, int offset, int length) throws CameraException {
    RtpTrack source = tracks.get(track);
    if (!header.read(buffer, offset, length)
        || header.payloadType() != source.media().payloadType()) {
      return;
    }
    long arrival = System.nanoTime();
    if (track == MediaAssembly.VIDEO) {
      lastVideoPacketNanos = arrival;
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
      case RtspRequest request -> connection.decline(request);
      case RtspResponse response -> {
        // 454: the session is gone, though the connection still stands.
        if (response.status() == 454) {
          throw new CameraException(
              Reason.CLOSED, "keep-alive", "the camera has forgotten the session (454)");
        }
      }
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    closing = true;
    try {
      if (!lost) {
        connection.send("TEARDOWN", negotiated.sessionUri(), RtspHeaders.NONE);
        connection.shutdownOutput();
        awaitEnd();
      }
    } catch (CameraException | IOException e) {
      LOG.log(DEBUG, "The connection was broken before it was closed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      release();
    }
  }

  /**
   * Reads on until the camera has answered: closing with unread bytes would reset the connection
   * and lose the TEARDOWN.
   */
  private void awaitEnd() throws InterruptedException, CameraException, IOException {
    if (!reading.tryLock(TEARDOWN_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
      return;
    }
    try {
      long deadline = System.nanoTime() + TEARDOWN_LIMIT.toNanos();
      connection.readTimeout(TEARDOWN_LIMIT);
      RtspReader reader = connection.reader();
      while (System.nanoTime() < deadline) {
        RtspReader.Kind kind = reader.next();
        if (kind == RtspReader.Kind.END
            || kind == RtspReader.Kind.MESSAGE && reader.lastMessage() instanceof RtspResponse) {
          return;
        }
      }
    } finally {
      reading.unlock();
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
