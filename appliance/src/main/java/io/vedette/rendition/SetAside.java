package io.vedette.rendition;

import io.vedette.health.HardwareAside;
import io.vedette.transcode.TranscodeException;
import io.vedette.transcode.video.VideoDecoder;
import io.vedette.transcode.video.VideoEncoder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The hardware that failed while it was in use, which new transcodes do without: for a while where
 * it said that it failed, until the box starts anew where it never answered, for that takes a
 * thread and a device each time. The processor is never set aside. Safe for use by any thread.
 */
final class SetAside {

  /** Long enough that viewers are not the ones who find out whether it works again. */
  private static final Duration PAUSE = Duration.ofMinutes(10);

  private static final String NO_ANSWER = "it no longer answers";

  private final InstantSource clock;
  private final Map<Enum<?>, HardwareAside> aside = new ConcurrentHashMap<>();

  SetAside(InstantSource clock) {
    this.clock = clock;
  }

  /** An encoder said that it failed. */
  void failed(VideoEncoder encoder, TranscodeException why) {
    if (encoder.isHardware()) {
      aside.merge(encoder, of(encoder, why.getMessage(), forAWhile()), SetAside::longer);
    }
  }

  /** A decoder said that it failed. */
  void failed(VideoDecoder decoder, TranscodeException why) {
    if (decoder != VideoDecoder.SOFTWARE) {
      aside.merge(decoder, of(decoder, why.getMessage(), forAWhile()), SetAside::longer);
    }
  }

  /** One of the two did not answer; which of them, nobody can tell. */
  void hung(Gear gear) {
    if (gear.decoder() != VideoDecoder.SOFTWARE) {
      aside.put(gear.decoder(), of(gear.decoder(), NO_ANSWER, Optional.empty()));
    }
    if (gear.encoder().isHardware()) {
      aside.put(gear.encoder(), of(gear.encoder(), NO_ANSWER, Optional.empty()));
    }
  }

  private Optional<Instant> forAWhile() {
    return Optional.of(clock.instant().plus(PAUSE));
  }

  private static HardwareAside of(VideoEncoder encoder, String why, Optional<Instant> until) {
    return new HardwareAside("encoder", encoder.codecName(), why, until);
  }

  private static HardwareAside of(VideoDecoder decoder, String why, Optional<Instant> until) {
    return new HardwareAside("decoder", decoder.name().toLowerCase(Locale.ROOT), why, until);
  }

  private static HardwareAside longer(HardwareAside one, HardwareAside other) {
    return end(one).isAfter(end(other)) ? one : other;
  }

  private static Instant end(HardwareAside one) {
    return one.until().orElse(Instant.MAX);
  }

  /** What is left of the means; all encoders if none would be. */
  Means without(Means means) {
    List<VideoEncoder> left =
        means.encoders().stream().filter(encoder -> !isAside(encoder)).toList();
    return new Means(
        isAside(means.decoder()) ? VideoDecoder.SOFTWARE : means.decoder(),
        left.isEmpty() ? means.encoders() : left,
        means.opener(),
        means.deviceLimit());
  }

  private boolean isAside(Enum<?> hardware) {
    return Optional.ofNullable(aside.get(hardware)).filter(this::lasts).isPresent();
  }

  private boolean lasts(HardwareAside one) {
    return clock.instant().isBefore(end(one));
  }

  /** What is not used now, in an order that stays. */
  List<HardwareAside> all() {
    return aside.values().stream()
        .filter(this::lasts)
        .sorted(
            Comparator.comparing(HardwareAside::kind).reversed().thenComparing(HardwareAside::name))
        .toList();
  }
}
