package io.vedette.rtmp;

import java.nio.charset.StandardCharsets;

/**
 * What the payload of a video message is (FLV 10.1 E.4.3; Enhanced RTMP v1, <i>Defining Additional
 * Video Codecs</i>). Ranges are those of the message's buffer.
 */
public sealed interface VideoTag {

  /** A decoder configuration record or AV1 configuration. */
  record Configuration(FlvCodec codec, int from, int to) implements VideoTag {}

  /**
   * An access unit.
   *
   * @param key whether the encoder calls it a key frame
   * @param compositionMillis presented so much later than it is decoded; 24 bits, may be negative
   */
  record Picture(FlvCodec codec, boolean key, int compositionMillis, int from, int to)
      implements VideoTag {}

  /** A codec or packing that is not read here, by the name that people know it by. */
  record Unsupported(String name) implements VideoTag {}

  /** Nothing that a decoder needs, such as metadata or the end of a sequence. */
  record Nothing() implements VideoTag {}

  /** Looks at a video message. A payload cut short is {@link Nothing}. */
  static VideoTag of(RtmpMessage message) {
    byte[] bytes = message.buffer();
    int length = message.length();
    if (length < 1) {
      return new Nothing();
    }
    return bytes[0] < 0 ? enhanced(bytes, length) : plain(bytes, length);
  }

  private static VideoTag plain(byte[] bytes, int length) {
    int frame = bytes[0] >> 4;
    int codec = bytes[0] & 0x0f;
    if (frame == 5) {
      return new Nothing(); // a command for the player
    }
    return switch (codec) {
      case 7 -> packet(FlvCodec.H264, bytes, length, frame == 1);
      case 12 -> packet(FlvCodec.H265, bytes, length, frame == 1);
      case 2 -> new Unsupported("Sorenson H.263");
      case 3, 6 -> new Unsupported("Screen Video");
      case 4, 5 -> new Unsupported("VP6");
      default -> new Unsupported("video of FLV codec " + codec);
    };
  }

  /** AVCVIDEOPACKET (E.4.3.2). */
  private static VideoTag packet(FlvCodec codec, byte[] bytes, int length, boolean key) {
    if (length < 5) {
      return new Nothing();
    }
    return switch (bytes[1]) {
      case 0 -> new Configuration(codec, 5, length);
      case 1 -> new Picture(codec, key, signed24(bytes, 2), 5, length);
      default -> new Nothing();
    };
  }

  private static VideoTag enhanced(byte[] bytes, int length) {
    boolean key = (bytes[0] >> 4 & 7) == 1;
    int packet = bytes[0] & 0x0f;
    if (length < 5 || (bytes[0] >> 4 & 7) == 5) {
      return new Nothing();
    }
    if (packet == 6 || packet == 7) {
      return new Unsupported(packet == 6 ? "several video tracks" : "Enhanced RTMP v2 modifiers");
    }
    String fourCc = new String(bytes, 1, 4, StandardCharsets.ISO_8859_1);
    FlvCodec codec;
    switch (fourCc) {
      case "avc1" -> codec = FlvCodec.H264;
      case "hvc1" -> codec = FlvCodec.H265;
      case "av01" -> codec = FlvCodec.AV1;
      case "vp09" -> {
        return new Unsupported("VP9");
      }
      case "vp08" -> {
        return new Unsupported("VP8");
      }
      default -> {
        return new Unsupported("video \"" + fourCc.replaceAll("[^\\x20-\\x7e]", ".") + "\"");
      }
    }
    return switch (packet) {
      case 0 -> new Configuration(codec, 5, length);
      case 1 ->
          codec == FlvCodec.AV1
              ? new Picture(codec, key, 0, 5, length)
              : length < 8 ? new Nothing() : new Picture(codec, key, signed24(bytes, 5), 8, length);
      case 3 -> new Picture(codec, key, 0, 5, length);
      default -> new Nothing();
    };
  }

  private static int signed24(byte[] bytes, int at) {
    return bytes[at] << 16 | (bytes[at + 1] & 0xff) << 8 | bytes[at + 2] & 0xff;
  }
}
