package io.vedette.rtsp;

/** A request or a response (RFC 2326 4). */
public sealed interface RtspMessage permits RtspRequest, RtspResponse {

  /** The fields, without those that frame the body. */
  RtspHeaders headers();

  /** The body, possibly empty; not to be changed. */
  byte[] body();

  /** The message as it travels, {@code Content-Length} included where there is a body. */
  byte[] encoded();
}
