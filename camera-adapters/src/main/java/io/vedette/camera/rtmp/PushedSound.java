package io.vedette.camera.rtmp;

import io.vedette.media.AccessUnit;
import io.vedette.media.CodecParameters;
import io.vedette.media.Packet;
import io.vedette.media.RawEncoding;
import io.vedette.media.Timebase;
import io.vedette.media.Track;
import io.vedette.rtmp.AudioTag;
import io.vedette.rtmp.RtmpMessage;
import io.vedette.rtsp.AudioSpecificConfig;
import java.util.Arrays;
import java.util.Optional;

/**
 * Makes packets of a connection's audio messages. Used by the reading thread.
 *
 * <p>Timestamps are whole milliseconds, so packets are laid behind each other by the samples that
 * they hold, for as long as timestamps agree.
 */
final class PushedSound {

  static final int ID = 2;

  private static final int G711_RATE = 8000;
  private static final int MILLIS = 1000;

  /** Timestamps that are this far off tell of sound that is missing or was there before. */
  private static final int TOLERANCE_MILLIS = 30;

  /** Sound that has not come for this long is not waited for. */
  private static final long GONE_NANOS = 2 * Timebase.NANOS;

  private Optional<Track> track = Optional.empty();
  private Optional<String> unsupported = Optional.empty();
  private int aacTicks;
  private long lastNanos;
  private boolean placed;
  private long end;

  /** What it is, if that is known and it has come lately. */
  Optional<Track> track(long nowNanos) {
    return nowNanos - lastNanos < GONE_NANOS ? track : Optional.empty();
  }

  /** Why there is none although the camera sends it. */
  Optional<String> notice() {
    return unsupported.map(
        name -> "the camera's audio is not carried: " + name + "; set the camera to AAC");
  }

  /**
   * Takes a message.
   *
   * @param millis its time on the timeline
   * @return a packet, if it holds sound that can be carried
   */
  Optional<Packet> take(RtmpMessage message, long millis, long arrivalNanos) {
    byte[] bytes = message.buffer();
    return switch (AudioTag.of(message)) {
      case AudioTag.Configuration(int from, int to) -> {
        configure(Arrays.copyOfRange(bytes, from, to), arrivalNanos);
        yield Optional.empty();
      }
      case AudioTag.Aac(int from, int to) ->
          track.isPresent() && track.get().codec() instanceof CodecParameters.Aac
              ? packet(AccessUnit.copyOf(bytes, from, to - from), aacTicks, millis, arrivalNanos)
              : Optional.empty();
      case AudioTag.G711(boolean muLaw, int channels, int from, int to) -> {
        RawEncoding encoding = muLaw ? RawEncoding.G711_MU_LAW : RawEncoding.G711_A_LAW;
        become(G711_RATE, new CodecParameters.RawAudio(encoding, G711_RATE, channels));
        int ticks = (to - from) / channels;
        yield ticks == 0
            ? Optional.empty()
            : packet(AccessUnit.copyOf(bytes, from, to - from), ticks, millis, arrivalNanos);
      }
      case AudioTag.Unsupported(String name) -> {
        track = Optional.empty();
        unsupported = Optional.of(name);
        yield Optional.empty();
      }
      case AudioTag.Nothing() -> Optional.empty();
    };
  }

  private void configure(byte[] bytes, long arrivalNanos) {
    try {
      AudioSpecificConfig config = AudioSpecificConfig.parse(bytes);
      int objectType = AudioSpecificConfig.AAC_LC;
      if (config.ps()) {
        objectType = AudioSpecificConfig.PS;
      } else if (config.sbr()) {
        objectType = AudioSpecificConfig.SBR;
      }
      become(
          config.sampleRate(),
          new CodecParameters.Aac(
              config.bytes(),
              objectType,
              config.sampleRate(),
              config.ps() ? 2 : config.channels()));
      aacTicks = config.frameSamples() * config.sampleRate() / config.coreRate();
      // It is announced, so it is about to come.
      lastNanos = arrivalNanos;
    } catch (IllegalArgumentException e) {
      track = Optional.empty();
      unsupported = Optional.of(e.getMessage());
    }
  }

  private void become(int timescale, CodecParameters codec) {
    Track now = new Track(ID, timescale, codec);
    if (!track.equals(Optional.of(now))) {
      track = Optional.of(now);
      unsupported = Optional.empty();
      placed = false;
    }
  }

  private Optional<Packet> packet(AccessUnit data, int ticks, long millis, long arrivalNanos) {
    lastNanos = arrivalNanos;
    int rate = track.orElseThrow().timescale();
    long told = Timebase.rescale(millis, MILLIS, rate);
    long tolerance = Math.max(ticks, (long) TOLERANCE_MILLIS * rate / MILLIS);
    if (!placed || told - end > tolerance) {
      end = placed ? told : Math.max(told, end);
      placed = true;
    } else if (end - told > tolerance) {
      // It lies where something was already.
      return Optional.empty();
    }
    long time = end;
    end = time + ticks;
    return Optional.of(new Packet(ID, time, time, ticks, true, data, arrivalNanos));
  }
}
