package io.vedette.camera.rtsp;

import io.vedette.camera.CameraException;
import io.vedette.rtsp.RtspMessage;
import io.vedette.rtsp.TransportHeader;
import java.time.Duration;

/**
 * The way that RTP and RTCP take to us. Used by the thread that reads; only {@link #close} by
 * another, once that one has left.
 */
sealed interface RtpChannels permits InterleavedChannels, UdpChannels {

  /** Takes what comes, on the reading thread; the bytes are overwritten afterwards. */
  interface Handler {

    void rtp(int track, byte[] buffer, int offset, int length) throws CameraException;

    void rtcp(int track, byte[] buffer, int offset, int length) throws CameraException;

    void message(RtspMessage message) throws CameraException;
  }

  /** The {@code Transport} value to ask for, for the track of that index. */
  String offer(int track) throws CameraException;

  /**
   * The camera has agreed to this for the track.
   *
   * @throws CameraException if it is not what was offered
   */
  void accepted(int track, TransportHeader answer) throws CameraException;

  /** Makes ready for what comes after PLAY. */
  void open() throws CameraException;

  /**
   * How long a read of the connection may block while the stream plays, where that is not watched
   * from outside.
   */
  Duration connectionReadLimit();

  /**
   * Hands over what is there, waiting for it at most half a second, or until the {@link Watchdog}
   * has the session ended.
   */
  void receive(Handler handler) throws CameraException;

  /** Sends a compound RTCP packet for the track. */
  void report(int track, byte[] packet) throws CameraException;

  /** Frees what is not the connection's own. */
  void close();
}
