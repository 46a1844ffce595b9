package io.vedette.rtsp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A request (RFC 2326 6).
 *
 * @param method such as {@code DESCRIBE}
 * @param uri the absolute address it is about, or {@code *}
 * @param headers the fields, {@code CSeq} among them
 * @param body the body, possibly empty
 */
public record RtspRequest(String method, String uri, RtspHeaders headers, byte[] body)
    implements RtspMessage {

  private static final byte[] NO_BODY = {};

  /** A request without a body. */
  public RtspRequest(String method, String uri, RtspHeaders headers) {
    this(method, uri, headers, NO_BODY);
  }

  @Override
  public byte[] encoded() {
    return encode(method + " " + uri + " RTSP/1.0\r\n", headers, body);
  }

  static byte[] encode(String startLine, RtspHeaders headers, byte[] body) {
    StringBuilder head = new StringBuilder(startLine);
    headers.writeTo(head);
    if (body.length > 0) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    head.append("\r\n");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
    out.writeBytes(body);
    return out.toByteArray();
  }
}
