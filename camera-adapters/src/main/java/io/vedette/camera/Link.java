package io.vedette.camera;

import java.util.Locale;

/** The way by which a camera's video comes. */
public enum Link {
  /** RTP interleaved in the RTSP connection. */
  TCP,
  /** RTP in datagrams. */
  UDP,
  /** RTP interleaved, and the RTSP connection within two of HTTP. */
  HTTP,
  /** Read by FFmpeg. */
  FFMPEG,
  /** Messages of RTMP, in a connection that the camera has made. */
  RTMP;

  /** Its stable name, in lower case. */
  public String token() {
    return name().toLowerCase(Locale.ROOT);
  }
}
