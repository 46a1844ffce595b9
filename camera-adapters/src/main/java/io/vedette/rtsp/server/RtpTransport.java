package io.vedette.rtsp.server;

import java.io.IOException;

/** The way of one session's RTP and RTCP packets to its client. */
sealed interface RtpTransport permits InterleavedTransport, UdpTransport {

  /** The {@code Transport} value that tells the client (RFC 2326 12.39). */
  String header(int ssrc);

  /** Sends, or keeps until {@link #flush}, an RTP packet that begins at index 0. */
  void rtp(byte[] packet, int length) throws IOException;

  /** Sends what was kept. */
  void flush() throws IOException;

  /** Sends an RTCP compound packet. */
  void rtcp(byte[] packet) throws IOException;

  /** Frees what it holds; packets sent afterwards fail or vanish. */
  void close();
}
