package io.vedette.rtsp;

/**
 * Puts the access units of one video stream together from its RTP packets. Used by one thread.
 *
 * <p>An access unit is handed on at its marker bit. If that is lost or never set, the next
 * timestamp ends it. After a loss everything up to the next picture with which decoding can begin
 * is dropped: it could not be decoded without damage.
 */
public sealed interface VideoDepacketizer
    permits Av1Depacketizer, JpegDepacketizer, Mpeg4Depacketizer, NalDepacketizer {

  /** Packets are missing before the next one. */
  void lost();

  /** Takes a packet. */
  void packet(RtpHeader header, byte[] buffer);
}
