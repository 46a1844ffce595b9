package io.vedette.camera.onvif;

import io.vedette.camera.onvif.VideoEncoding.Codec;
import io.vedette.camera.onvif.soap.XmlElement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration of a video encoder as a device holds it. What we do not know in it is kept and
 * given back.
 *
 * @param service the Media service that told of it; the two write it differently
 * @param token its name for the device
 * @param name its name for people, possibly empty
 * @param encoding what it says
 * @param raw its element
 */
public record EncoderConfiguration(
    OnvifService service, String token, String name, VideoEncoding encoding, XmlElement raw) {

  /** The schema's order, which devices insist upon (ver10/schema/onvif.xsd). */
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

  /** Reads one; empty if it has no token or is no video's. */
  static Optional<EncoderConfiguration> of(OnvifService service, XmlElement told) {
    return told.attribute("token")
        .flatMap(
            token ->
                VideoEncoding.of(told)
                    .map(
                        encoding ->
                            new EncoderConfiguration(
                                service, token, told.textAt("Name").orElse(""), encoding, told)));
  }

  /** The element of a request that changes it to this. */
  XmlElement changedTo(VideoEncoding wanted) {
    Map<String, XmlElement> children = new LinkedHashMap<>();
    raw.children().forEach(child -> children.putIfAbsent(child.name(), child));
    if (wanted.codec() != encoding.codec()) {
      children.put("Encoding", text("Encoding", wanted.codec().token()));
    }
    children.put(
        "Resolution",
        element("Resolution")
            .with(text("Width", String.valueOf(wanted.size().width())))
            .with(text("Height", String.valueOf(wanted.size().height()))));
    rateControl(wanted).ifPresent(control -> children.put("RateControl", control));
    if (service == OnvifService.MEDIA) {
      details(children, "H264", "H264Profile", Codec.H264, wanted);
      details(children, "MPEG4", "Mpeg4Profile", Codec.MPEG4, wanted);
    }
    return attributes(
        new XmlElement(
            service.namespace(), "Configuration", raw.attributes(), "", ordered(children)),
        wanted);
  }

  private XmlElement attributes(XmlElement element, VideoEncoding wanted) {
    if (service == OnvifService.MEDIA) {
      return element;
    }
    XmlElement changed = element;
    if (wanted.gop().isPresent()) {
      changed = changed.with("GovLength", String.valueOf(wanted.gop().getAsInt()));
    }
    if (wanted.profile().isPresent()) {
      changed = changed.with("Profile", wanted.profile().get());
    }
    return changed;
  }

  private Optional<XmlElement> rateControl(VideoEncoding wanted) {
    if (wanted.rate().isEmpty() || wanted.bitrate().isEmpty()) {
      // Both are mandatory in it: what the device has is left as it is.
      return raw.at("RateControl");
    }
    XmlElement control =
        new XmlElement(
                OnvifService.SCHEMA,
                "RateControl",
                raw.at("RateControl").map(XmlElement::attributes).orElseGet(Map::of),
                "",
                List.of())
            .with(text("FrameRateLimit", number(wanted.rate().getAsDouble())));
    if (service == OnvifService.MEDIA) {
      // The rate was read as what is left after it.
      control = control.with(text("EncodingInterval", "1"));
    }
    return Optional.of(
        control.with(text("BitrateLimit", String.valueOf(wanted.bitrate().getAsInt()))));
  }

  /** What Media 1 has for one codec only. */
  private static void details(
      Map<String, XmlElement> children,
      String name,
      String profileName,
      Codec codec,
      VideoEncoding wanted) {
    Optional<XmlElement> before = Optional.ofNullable(children.remove(name));
    if (wanted.codec() == codec) {
      String profile =
          wanted
              .profile()
              .or(() -> before.flatMap(b -> b.textAt(profileName)))
              .orElse(codec == Codec.H264 ? "Main" : "SP");
      children.put(
          name,
          element(name)
              .with(text("GovLength", String.valueOf(wanted.gop().orElse(1))))
              .with(text(profileName, profile)));
    }
  }

  private List<XmlElement> ordered(Map<String, XmlElement> children) {
    List<XmlElement> ordered = new ArrayList<>();
    for (String name : service == OnvifService.MEDIA ? MEDIA_ORDER : MEDIA2_ORDER) {
      Optional.ofNullable(children.remove(name)).ifPresent(ordered::add);
    }
    ordered.addAll(children.values());
    return ordered;
  }

  /** Without a point where there is nothing behind it: Media 1 has whole numbers only. */
  private static String number(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }

  private static XmlElement element(String name) {
    return XmlElement.of(OnvifService.SCHEMA, name);
  }

  private static XmlElement text(String name, String text) {
    return XmlElement.text(OnvifService.SCHEMA, name, text);
  }
}
