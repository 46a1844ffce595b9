package io.vedette.rtsp.server;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What clients are told of an H.264 stream before it plays.
 *
 * @param name its name for people, without line breaks
 * @param sps sequence parameter set, a NAL unit of at least four bytes
 * @param pps picture parameter set, a NAL unit
 * @param framesPerSecond its frame rate
 */
public record VideoDescription(String name, byte[] sps, byte[] pps, double framesPerSecond) {

  /** Name of the only stream in a presentation, under the presentation's own address. */
  static final String CONTROL = "video";

  static final int PAYLOAD_TYPE = 96;

  /** The session description (RFC 4566; RFC 6184 8.2.1; RFC 2326 Appendix C). */
  String sdp(String serverAddress) {
    String family = serverAddress.indexOf(':') < 0 ? "IP4" : "IP6";
    String anywhere = family.equals("IP4") ? "0.0.0.0" : "::";
    Base64.Encoder base64 = Base64.getEncoder();
    return String.join(
        "\r\n",
        "v=0",
        "o=- 1 1 IN " + family + " " + serverAddress,
        "s=" + name,
        "c=IN " + family + " " + anywhere,
        "t=0 0",
        "a=control:*",
        "a=range:npt=now-",
        "m=video 0 RTP/AVP " + PAYLOAD_TYPE,
        "a=rtpmap:" + PAYLOAD_TYPE + " H264/90000",
        "a=fmtp:"
            + PAYLOAD_TYPE
            + " packetization-mode=1;profile-level-id="
            + HexFormat.of().withUpperCase().formatHex(sps, 1, 4)
            + ";sprop-parameter-sets="
            + base64.encodeToString(sps)
            + ","
            + base64.encodeToString(pps),
        "a=framerate:" + String.format(Locale.ROOT, "%.3f", framesPerSecond),
        "a=control:" + CONTROL,
        "");
  }
}
