package io.vedette.camera;

import java.net.URI;

/**
 * Where a camera's pictures come from. Typed, so that no address can ever name a file, a process or
 * a protocol unknown to us.
 */
public sealed interface CameraAddress {

  /** Whether the camera connects to the box, and not the box to it. */
  default boolean connectsItself() {
    return false;
  }

  /** How RTP is to travel (RFC 2326 10.4, 10.12). */
  enum Transport {
    /** Whichever works: each {@link Link} in turn, the one that worked last first. */
    AUTO,
    /** Interleaved in the RTSP connection. */
    TCP,
    /** In datagrams beside it. */
    UDP,
    /** Interleaved, and the RTSP connection within two of HTTP. */
    HTTP
  }

  /**
   * A camera that speaks RTSP.
   *
   * @param url {@code rtsp://} or {@code rtsps://}, with a host, without credentials
   * @param transport how RTP is to travel
   */
  record Rtsp(URI url, Transport transport) implements CameraAddress {

    public Rtsp {
      String scheme = url.getScheme();
      if (!"rtsp".equalsIgnoreCase(scheme) && !"rtsps".equalsIgnoreCase(scheme)) {
        throw new IllegalArgumentException("not an RTSP address: scheme " + scheme);
      }
      if (url.getHost() == null) {
        throw new IllegalArgumentException("the address names no host");
      }
      if (url.getRawUserInfo() != null) {
        throw new IllegalArgumentException("credentials do not belong into the address");
      }
    }

    @Override
    public String toString() {
      return url + " over " + transport;
    }
  }

  /**
   * A camera or encoder that connects to the box and pushes RTMP. It is known by its stream key,
   * which is the password of its credentials.
   */
  record RtmpPush() implements CameraAddress {

    @Override
    public boolean connectsItself() {
      return true;
    }

    @Override
    public String toString() {
      return "pushed by RTMP";
    }
  }

  /**
   * One of the cameras that Vedette plays itself.
   *
   * @param number which one, from 1 to 16
   * @param sub whether its smaller stream is meant
   */
  record Simulated(int number, boolean sub) implements CameraAddress {

    public Simulated {
      if (number < 1 || number > 16) {
        throw new IllegalArgumentException("simulated cameras are numbered 1 to 16: " + number);
      }
    }

    /** Its main stream. */
    public Simulated(int number) {
      this(number, false);
    }

    @Override
    public String toString() {
      return "simulated camera " + number + (sub ? ", sub-stream" : "");
    }
  }
}
