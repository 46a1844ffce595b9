package io.vedette.rtsp;

/**
 * A response (RFC 2326 7).
 *
 * @param protocol what it says it speaks, such as {@code RTSP/1.0}; a web server's answer is read
 *     too, so that it can be named
 * @param status the status code
 * @param reason the reason phrase, possibly empty
 * @param headers the fields
 * @param body the body, possibly empty
 */
public record RtspResponse(
    String protocol, int status, String reason, RtspHeaders headers, byte[] body)
    implements RtspMessage {

  private static final byte[] NO_BODY = {};

  /** An answer of ours without a body. */
  public RtspResponse(int status, String reason, RtspHeaders headers) {
    this("RTSP/1.0", status, reason, headers, NO_BODY);
  }

  @Override
  public byte[] encoded() {
    return RtspRequest.encode(protocol + " " + status + " " + reason + "\r\n", headers, body);
  }
}
