package io.vedette.rtsp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What a server says of a presentation (RFC 4566; RFC 2326 Appendix C).
 *
 * @param control the control address of the whole, if given
 * @param media the streams in it, in order
 */
public record SessionDescription(Optional<String> control, List<Media> media) {

  public SessionDescription {
    media = List.copyOf(media);
  }

  /**
   * One stream.
   *
   * @param kind {@code video}, {@code audio} or {@code application}
   * @param payloadType RTP payload type, the first one listed
   * @param encoding encoding name in upper case, such as {@code H264}; empty for a static payload
   *     type without rtpmap
   * @param clockRate ticks per second of the RTP timestamps, 0 if not told
   * @param channels audio channels, 1 if not told
   * @param format format parameters by name in lower case; values as they are. Among them are the
   *     attributes by which makers tell the size of pictures, {@code x-dimensions} and {@code
   *     framesize}
   * @param control the stream's control address, if given
   * @param frameRate frames per second, if given
   */
  public record Media(
      String kind,
      int payloadType,
      String encoding,
      int clockRate,
      int channels,
      Map<String, String> format,
      Optional<String> control,
      OptionalDouble frameRate) {

    public Media {
      format = Map.copyOf(format);
    }
  }

  /**
   * Reads a description. Cameras break the grammar in many ways: a line that cannot be read is
   * passed over.
   *
   * @throws RtspFormatException if there is no stream in it at all
   */
  public static SessionDescription parse(byte[] body) throws RtspFormatException {
    Optional<String> sessionControl = Optional.empty();
    List<Media> media = new ArrayList<>();
    MediaBuilder current = null;
    for (String line : new String(body, StandardCharsets.UTF_8).split("\r?\n|\r")) {
      if (line.startsWith("m=")) {
        if (current != null) {
          media.add(current.build());
        }
        current = new MediaBuilder(line.substring(2).strip().split("\\s+"));
      } else if (line.startsWith("a=") && current != null) {
        current.attribute(line.substring(2).strip());
      } else if (line.startsWith("a=control:")) {
        sessionControl = Optional.of(line.substring("a=control:".length()).strip());
      }
    }
    if (current == null) {
      throw new RtspFormatException("a session description without any stream");
    }
    media.add(current.build());
    return new SessionDescription(sessionControl, media);
  }

  /**
   * The absolute address of a control attribute (RFC 2326 C.1.1).
   *
   * @param base {@code Content-Base}, {@code Content-Location} or the address asked for, in this
   *     order
   * @param control the attribute; empty and {@code *} mean the base itself
   */
  public static String resolve(String base, Optional<String> control) {
    String value = control.orElse("*");
    if (value.equals("*") || value.isEmpty()) {
      return base;
    }
    if (value.toLowerCase(Locale.ROOT).matches("rtsps?://.*")) {
      return value;
    }
    if (value.startsWith("/")) {
      // A base that comes from a camera need not be an address by the letter.
      int authority = base.indexOf("://");
      int path = authority < 0 ? 0 : base.indexOf('/', authority + 3);
      return (path < 0 ? base : base.substring(0, path)) + value;
    }
    // Not by the rules of RFC 3986: for "rtsp://host/path?query" cameras mean what appending gives.
    return base.endsWith("/") ? base + value : base + "/" + value;
  }

  private static final class MediaBuilder {

    /** RFC 3551 table 5. */
    private static final int STATIC_JPEG = 26;

    private final String kind;
    private final int payloadType;
    private String encoding = "";
    private int clockRate;
    private int channels = 1;
    private final Map<String, String> format = new TreeMap<>();
    private Optional<String> control = Optional.empty();
    private OptionalDouble frameRate = OptionalDouble.empty();

    MediaBuilder(String[] words) {
      kind = words[0].toLowerCase(Locale.ROOT);
      payloadType = words.length > 3 ? number(words[3], -1) : -1;
    }

    void attribute(String attribute) {
      int colon = attribute.indexOf(':');
      String value = colon < 0 ? "" : attribute.substring(colon + 1).strip();
      switch (colon < 0 ? attribute : attribute.substring(0, colon)) {
        case "rtpmap" -> mapping(value);
        case "fmtp" -> parameters(value);
        case "control" -> control = Optional.of(value);
        case "framerate", "x-framerate" -> frameRate = rate(value);
        case "x-dimensions", "framesize" -> format.putIfAbsent(attribute.split(":", 2)[0], value);
        default -> {
          // Attributes that say nothing of how to read the stream.
        }
      }
    }

    private void mapping(String value) {
      String[] words = value.split("\\s+", 2);
      if (words.length == 2 && number(words[0], -1) == payloadType) {
        // Without a limit a lone slash would be no part at all.
        String[] parts = words[1].split("/", -1);
        encoding = parts[0].toUpperCase(Locale.ROOT);
        clockRate = parts.length > 1 ? number(parts[1], 0) : 0;
        channels = parts.length > 2 ? number(parts[2], 1) : 1;
      }
    }

    private void parameters(String value) {
      String[] words = value.split("\\s+", 2);
      if (words.length == 2 && number(words[0], -1) == payloadType) {
        for (String parameter : words[1].split(";")) {
          int equals = parameter.indexOf('=');
          if (equals > 0) {
            format.put(
                parameter.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                parameter.substring(equals + 1).strip());
          }
        }
      }
    }

    Media build() {
      if (payloadType == STATIC_JPEG && encoding.isEmpty()) {
        encoding = "JPEG";
        clockRate = 90_000;
      }
      return new Media(
          kind, payloadType, encoding, clockRate, channels, format, control, frameRate);
    }

    private static OptionalDouble rate(String value) {
      try {
        double rate = Double.parseDouble(value);
        return rate >= 0.1 && rate <= 240 ? OptionalDouble.of(rate) : OptionalDouble.empty();
      } catch (NumberFormatException e) {
        return OptionalDouble.empty();
      }
    }

    private static int number(String text, int otherwise) {
      return text.matches("\\d{1,9}") ? Integer.parseInt(text) : otherwise;
    }
  }
}
