package io.vedette.rtmp;

/**
 * What the payload of an audio message is (FLV 10.1 E.4.2). Ranges are those of the message's
 * buffer.
 */
public sealed interface AudioTag {

  /** An AudioSpecificConfig of AAC. */
  record Configuration(int from, int to) implements AudioTag {}

  /** A raw data block of AAC. */
  record Aac(int from, int to) implements AudioTag {}

  /**
   * Samples of G.711, always 8 kHz.
   *
   * @param muLaw whether by the μ-law, else by the A-law
   * @param channels 1 or 2
   */
  record G711(boolean muLaw, int channels, int from, int to) implements AudioTag {}

  /** A codec that is not read here, by the name that people know it by. */
  record Unsupported(String name) implements AudioTag {}

  /** No sound. */
  record Nothing() implements AudioTag {}

  /** Looks at an audio message. */
  static AudioTag of(RtmpMessage message) {
    byte[] bytes = message.buffer();
    int length = message.length();
    if (length < 2) {
      return new Nothing();
    }
    int format = (bytes[0] & 0xff) >> 4;
    int channels = 1 + (bytes[0] & 1);
    return switch (format) {
      case 10 -> aac(bytes, length);
      case 7, 8 -> new G711(format == 8, channels, 1, length);
      case 0, 3 -> new Unsupported("uncompressed samples");
      case 1 -> new Unsupported("ADPCM");
      case 2, 14 -> new Unsupported("MP3");
      case 4, 5, 6 -> new Unsupported("Nellymoser");
      case 9 -> new Unsupported("audio of Enhanced RTMP v2");
      case 11 -> new Unsupported("Speex");
      default -> new Unsupported("audio of FLV format " + format);
    };
  }

  private static AudioTag aac(byte[] bytes, int length) {
    if (length < 3) {
      return new Nothing();
    }
    return switch (bytes[1]) {
      case 0 -> new Configuration(2, length);
      case 1 -> new Aac(2, length);
      default -> new Nothing();
    };
  }
}
