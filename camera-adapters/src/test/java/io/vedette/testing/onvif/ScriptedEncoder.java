package io.vedette.testing.onvif;

import java.util.List;
import org.w3c.dom.Element;

/** A video encoder that can be changed, and insists upon the order of the schema. */
public final class ScriptedEncoder {

  private static final List<String> MEDIA_ORDER =
      List.of(
          "Name",
          "UseCount",
          "Encoding",
          "Resolution",
          "Quality",
          "RateControl",
          "MPEG4",
          "H264",
          "Multicast",
          "SessionTimeout");
  private static final List<String> MEDIA2_ORDER =
      List.of("Name", "UseCount", "Encoding", "Resolution", "RateControl", "Multicast", "Quality");

  final String token;
  String codec;
  int width;
  int height;
  double rate;
  int bitrate;
  int gop;
  String profile;

  ScriptedEncoder(
      String token,
      String codec,
      int width,
      int height,
      double rate,
      int bitrate,
      int gop,
      String profile) {
    this.token = token;
    this.codec = codec;
    this.width = width;
    this.height = height;
    this.rate = rate;
    this.bitrate = bitrate;
    this.gop = gop;
    this.profile = profile;
  }

  private static final String MULTICAST =
      "<tt:Multicast><tt:Address><tt:Type>IPv4</tt:Type><tt:IPv4Address>0.0.0.0</tt:IPv4Address>"
          + "</tt:Address><tt:Port>0</tt:Port><tt:TTL>5</tt:TTL><tt:AutoStart>false</tt:AutoStart>"
          + "</tt:Multicast>";

  private String resolution() {
    return "<tt:Resolution><tt:Width>%d</tt:Width><tt:Height>%d</tt:Height></tt:Resolution>"
        .formatted(width, height);
  }

  /** Its content as Media 1 writes it. */
  String media1() {
    String details =
        codec.equals("H264")
            ? ("<tt:H264><tt:GovLength>%d</tt:GovLength><tt:H264Profile>%s</tt:H264Profile>"
                    + "</tt:H264>")
                .formatted(gop, profile)
            : "";
    return "<tt:Name>encoder %s</tt:Name><tt:UseCount>1</tt:UseCount><tt:Encoding>%s</tt:Encoding>"
            .formatted(token, codec)
        + resolution()
        + "<tt:Quality>4</tt:Quality><tt:RateControl><tt:FrameRateLimit>%d</tt:FrameRateLimit>"
            .formatted((int) rate)
        + "<tt:EncodingInterval>1</tt:EncodingInterval><tt:BitrateLimit>%d</tt:BitrateLimit>"
            .formatted(bitrate)
        + "</tt:RateControl>"
        + details
        + MULTICAST
        + "<tt:SessionTimeout>PT60S</tt:SessionTimeout>";
  }

  /** Its attributes and content as Media 2 writes them, for an element of this name. */
  String media2(String element) {
    return "<%s token=\"%s\" GovLength=\"%d\" Profile=\"%s\">"
            .formatted(element, token, gop, profile)
        + "<tt:Name>encoder %s</tt:Name><tt:UseCount>1</tt:UseCount><tt:Encoding>%s</tt:Encoding>"
            .formatted(token, codec)
        + resolution()
        + "<tt:RateControl ConstantBitRate=\"true\"><tt:FrameRateLimit>%s</tt:FrameRateLimit>"
            .formatted(rate)
        + "<tt:BitrateLimit>%d</tt:BitrateLimit></tt:RateControl>".formatted(bitrate)
        + MULTICAST
        + "<tt:Quality>4</tt:Quality></%s>".formatted(element);
  }

  /** Takes a Configuration element; says what is wrong with it, or nothing. */
  String change(Element configuration, boolean second) {
    List<String> order = second ? MEDIA2_ORDER : MEDIA_ORDER;
    int last = -1;
    for (Element child : OnvifRequest.children(configuration)) {
      int at = order.indexOf(child.getLocalName());
      if (at <= last || !child.getNamespaceURI().equals("http://www.onvif.org/ver10/schema")) {
        return child.getLocalName() + " is not expected here";
      }
      last = at;
    }
    if (!text(configuration, "IPv4Address").equals("0.0.0.0")) {
      return "the multicast address got lost";
    }
    codec = text(configuration, "Encoding");
    width = Integer.parseInt(text(configuration, "Width"));
    height = Integer.parseInt(text(configuration, "Height"));
    rate = Double.parseDouble(text(configuration, "FrameRateLimit"));
    bitrate = Integer.parseInt(text(configuration, "BitrateLimit"));
    gop =
        Integer.parseInt(
            second ? configuration.getAttribute("GovLength") : text(configuration, "GovLength"));
    profile = second ? configuration.getAttribute("Profile") : text(configuration, "H264Profile");
    return "";
  }

  private static String text(Element parent, String name) {
    return parent.getElementsByTagNameNS("*", name).item(0).getTextContent();
  }
}
