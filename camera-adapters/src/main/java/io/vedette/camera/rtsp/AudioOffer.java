package io.vedette.camera.rtsp;

import io.vedette.media.CodecParameters;
import io.vedette.media.RawEncoding;
import io.vedette.rtsp.AacDepacketizer;
import io.vedette.rtsp.AudioDepacketizer;
import io.vedette.rtsp.AudioSpecificConfig;
import io.vedette.rtsp.LatmDepacketizer;
import io.vedette.rtsp.OpusDepacketizer;
import io.vedette.rtsp.SampleDepacketizer;
import io.vedette.rtsp.SessionDescription;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An audio stream of a session description that can be read: what it holds, and how to take it out
 * of its packets.
 *
 * @param media the stream as described
 * @param clockRate ticks per second of its RTP timestamps
 * @param codec what it holds; empty where only the stream itself will tell
 * @param rank how much it is preferred to others, 0 the most
 * @param opening makes its depacketizer
 */
record AudioOffer(
    SessionDescription.Media media,
    int clockRate,
    Optional<CodecParameters> codec,
    int rank,
    Opening opening) {

  /** Makes a depacketizer. */
  @FunctionalInterface
  interface Opening {
    /**
     * @param codecs is told what the stream holds where only the stream itself tells
     * @param sink takes access units
     */
    AudioDepacketizer open(Consumer<CodecParameters> codecs, AudioDepacketizer.Sink sink);
  }

  /** Payload types that need no rtpmap (RFC 3551 table 4), as encoding name, clock and channels. */
  private static final Map<Integer, String> STATIC_TYPES =
      Map.ofEntries(
          Map.entry(0, "PCMU/8000/1"),
          // G.721, which G.726 at 32 kbit/s has replaced (RFC 3551 4.5.4).
          Map.entry(2, "G726-32/8000/1"),
          Map.entry(3, "GSM/8000/1"),
          Map.entry(4, "G723/8000/1"),
          Map.entry(5, "DVI4/8000/1"),
          Map.entry(8, "PCMA/8000/1"),
          Map.entry(9, "G722/8000/1"),
          Map.entry(10, "L16/44100/2"),
          Map.entry(11, "L16/44100/1"),
          Map.entry(14, "MPA/90000/1"),
          Map.entry(18, "G729/8000/1"));

  private static final int MAX_CLOCK = 192_000;

  /** The rate of G.722, whose clock says 8000 for the sake of an old error (RFC 3551 4.5.2). */
  private static final int G722_RATE = 16_000;

  private static final int AAC_RANK = 0;
  private static final int OPUS_RANK = 1;
  private static final int RAW_RANK = 2;

  /**
   * What there is to read in an audio stream.
   *
   * @throws IllegalArgumentException if it cannot be read; the message is a noun phrase for the
   *     user, such as {@code audio G723 is a codec that this box does not read}
   */
  static AudioOffer of(SessionDescription.Media described) {
    SessionDescription.Media media = named(described);
    return switch (media.encoding()) {
      case "MPEG4-GENERIC" -> aac(media);
      case "MP4A-LATM" -> latm(media);
      case "OPUS" -> opus(media);
      case "PCMU" -> raw(media, RawEncoding.G711_MU_LAW, 3);
      case "PCMA" -> raw(media, RawEncoding.G711_A_LAW, 3);
      case "G722" -> raw(media, RawEncoding.G722, 2);
      case "G726-16" -> raw(media, RawEncoding.G726_16, 7);
      case "G726-24" -> raw(media, RawEncoding.G726_24, 6);
      case "G726-32" -> raw(media, RawEncoding.G726_32, 5);
      case "G726-40" -> raw(media, RawEncoding.G726_40, 4);
      case "AAL2-G726-16" -> raw(media, RawEncoding.AAL2_G726_16, 7);
      case "AAL2-G726-24" -> raw(media, RawEncoding.AAL2_G726_24, 6);
      case "AAL2-G726-32" -> raw(media, RawEncoding.AAL2_G726_32, 5);
      case "AAL2-G726-40" -> raw(media, RawEncoding.AAL2_G726_40, 4);
      case "L24" -> raw(media, RawEncoding.L24, 0);
      case "L16" -> raw(media, RawEncoding.L16, 1);
      case "L8" -> raw(media, RawEncoding.L8, 8);
      default ->
          throw new IllegalArgumentException(
              "audio " + name(media) + " is a codec that this box does not read");
    };
  }

  private static String name(SessionDescription.Media media) {
    return media.encoding().isEmpty() ? "of payload type " + media.payloadType() : media.encoding();
  }

  private static SessionDescription.Media named(SessionDescription.Media media) {
    String known = STATIC_TYPES.get(media.payloadType());
    if (!media.encoding().isEmpty() || known == null) {
      return media;
    }
    String[] parts = known.split("/");
    return new SessionDescription.Media(
        media.kind(),
        media.payloadType(),
        parts[0],
        Integer.parseInt(parts[1]),
        Integer.parseInt(parts[2]),
        media.format(),
        media.control(),
        media.frameRate());
  }

  /** RFC 3640. */
  private static AudioOffer aac(SessionDescription.Media media) {
    try {
      AudioSpecificConfig config = AudioSpecificConfig.parse(config(media));
      int clockRate = clockRate(media, config.sampleRate());
      AacDepacketizer.Layout layout = AacDepacketizer.Layout.of(media.format());
      int ticks = LatmDepacketizer.unitTicks(config, clockRate);
      return new AudioOffer(
          media,
          clockRate,
          Optional.of(codec(media, config, clockRate)),
          AAC_RANK,
          (_, sink) -> new AacDepacketizer(layout, ticks, sink));
    } catch (IllegalArgumentException e) {
      throw unreadable("AAC", e);
    }
  }

  /** RFC 6416. */
  private static AudioOffer latm(SessionDescription.Media media) {
    // Without the parameter the configuration is in the stream (RFC 6416 7.3); yet whoever gives
    // one in the description and says nothing means that one.
    boolean inStream =
        media
            .format()
            .getOrDefault("cpresent", media.format().containsKey("config") ? "0" : "1")
            .equals("1");
    try {
      if (inStream) {
        int clockRate = clockRate(media, 0);
        return new AudioOffer(
            media,
            clockRate,
            Optional.empty(),
            AAC_RANK,
            (codecs, sink) ->
                new LatmDepacketizer(
                    clockRate, told -> codecs.accept(codec(media, told, clockRate)), sink));
      }
      byte[] muxConfig = config(media);
      AudioSpecificConfig config = LatmDepacketizer.audioConfig(muxConfig);
      int clockRate = clockRate(media, config.sampleRate());
      return new AudioOffer(
          media,
          clockRate,
          Optional.of(codec(media, config, clockRate)),
          AAC_RANK,
          (_, sink) -> LatmDepacketizer.configured(muxConfig, clockRate, sink));
    } catch (IllegalArgumentException e) {
      throw unreadable("AAC in LATM", e);
    }
  }

  private static byte[] config(SessionDescription.Media media) {
    String config = media.format().getOrDefault("config", "");
    if (!config.matches("([0-9a-fA-F]{2}){2,64}")) {
      throw new IllegalArgumentException("without a configuration");
    }
    return HexFormat.of().parseHex(config);
  }

  /**
   * What a browser is told of AAC. SBR is announced where the configuration says so; where it says
   * nothing and the RTP clock runs at twice the core's rate, it is implied (RFC 6416 7.1, ISO/IEC
   * 14496-3 1.6.5).
   */
  private static CodecParameters codec(
      SessionDescription.Media media, AudioSpecificConfig config, int clockRate) {
    if (config.objectType() != AudioSpecificConfig.AAC_LC) {
      throw new IllegalArgumentException(
          "audio object type " + config.objectType() + ", which browsers do not play");
    }
    boolean implied =
        !config.sbr()
            && (clockRate == 2 * config.coreRate()
                || media.format().getOrDefault("sbr-enabled", "0").equals("1"));
    boolean ps = config.ps() || implied && config.channels() == 1 && media.channels() == 2;
    int objectType = AudioSpecificConfig.AAC_LC;
    if (ps) {
      objectType = AudioSpecificConfig.PS;
    } else if (implied || config.sbr()) {
      objectType = AudioSpecificConfig.SBR;
    }
    return new CodecParameters.Aac(
        config.bytes(),
        objectType,
        implied ? 2 * config.coreRate() : config.sampleRate(),
        ps ? 2 : config.channels());
  }

  /** RFC 7587. What stands behind the slashes of its rtpmap is always 48000/2 and means nothing. */
  private static AudioOffer opus(SessionDescription.Media media) {
    int channels = media.format().getOrDefault("sprop-stereo", "0").equals("1") ? 2 : 1;
    String told = media.format().getOrDefault("sprop-maxcapturerate", "");
    int inputRate = told.matches("\\d{4,5}") ? Integer.parseInt(told) : 0;
    return new AudioOffer(
        media,
        OpusDepacketizer.CLOCK_RATE,
        Optional.of(new CodecParameters.Opus(channels, 0, inputRate)),
        OPUS_RANK,
        (_, sink) -> new OpusDepacketizer(sink));
  }

  /** RFC 3551, RFC 3190. */
  private static AudioOffer raw(
      SessionDescription.Media media, RawEncoding encoding, int rankAmongRaw) {
    int clockRate = clockRate(media, 8000);
    int sampleRate = clockRate;
    int bitsPerTick = encoding.bitsPerSample() * media.channels();
    int mostChannels = 2;
    switch (encoding) {
      case G722 -> {
        clockRate = clockRate == G722_RATE ? G722_RATE : G722_RATE / 2;
        sampleRate = G722_RATE;
        bitsPerTick = encoding.bitsPerSample() * G722_RATE / clockRate;
        mostChannels = 1;
      }
      case G726_16,
          G726_24,
          G726_32,
          G726_40,
          AAL2_G726_16,
          AAL2_G726_24,
          AAL2_G726_32,
          AAL2_G726_40 ->
          mostChannels = 1;
      case L8, L16, L24 -> mostChannels = 8;
      case G711_MU_LAW, G711_A_LAW -> {
        // Two channels at most, any rate.
      }
    }
    if (media.channels() < 1 || media.channels() > mostChannels) {
      throw new IllegalArgumentException(
          "audio " + name(media) + " of " + media.channels() + " channels is not read by this box");
    }
    int bits = bitsPerTick;
    return new AudioOffer(
        media,
        clockRate,
        Optional.of(new CodecParameters.RawAudio(encoding, sampleRate, media.channels())),
        RAW_RANK + rankAmongRaw,
        (_, sink) -> new SampleDepacketizer(bits, sink));
  }

  private static int clockRate(SessionDescription.Media media, int otherwise) {
    int rate = media.clockRate() > 0 ? media.clockRate() : otherwise;
    if (rate < 1000 || rate > MAX_CLOCK) {
      throw new IllegalArgumentException("an RTP clock of " + rate + " Hz");
    }
    return rate;
  }

  private static IllegalArgumentException unreadable(String what, IllegalArgumentException cause) {
    return new IllegalArgumentException(
        "its " + what + " cannot be read: " + cause.getMessage(), cause);
  }
}
