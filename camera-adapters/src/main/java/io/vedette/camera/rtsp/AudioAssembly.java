package io.vedette.camera.rtsp;

import io.vedette.media.AccessUnit;
import io.vedette.media.CodecParameters;
import io.vedette.media.Packet;
import io.vedette.media.Timebase;
import io.vedette.media.Track;
import io.vedette.rtsp.AudioDepacketizer;
import io.vedette.rtsp.RtpHeader;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Makes packets of an audio stream's RTP packets. Used by the reading thread. */
final class AudioAssembly {

  private static final int ID = 2;

  /** What a packet of a telephone lasts, until the first has told. */
  private static final int FIRST_MILLIS = 20;

  private static final long GONE_NANOS = 2 * Timebase.NANOS;

  private final Consumer<Packet> output;
  private final RtpTrack source;
  private final AudioDepacketizer depacketizer;
  private final long sessionStartNanos;
  private Optional<CodecParameters> codec;
  private long arrivalNanos;
  private long lastNanos;
  private long end;
  private long heardUntil;

  AudioAssembly(
      AudioOffer offer, RandomGenerator random, long sessionStartNanos, Consumer<Packet> output) {
    this.output = output;
    this.sessionStartNanos = sessionStartNanos;
    this.lastNanos = sessionStartNanos - GONE_NANOS;
    codec = offer.codec();
    depacketizer = offer.opening().open(told -> codec = Optional.of(told), this::sound);
    int clockRate = offer.clockRate();
    source = new RtpTrack(offer.media(), clockRate, clockRate * FIRST_MILLIS / 1000, random);
  }

  RtpTrack source() {
    return source;
  }

  /** What it is, if that is known and it has come lately. */
  Optional<Track> track(long nowNanos) {
    return nowNanos - lastNanos < GONE_NANOS
        ? codec.map(known -> new Track(ID, source.clockRate(), known))
        : Optional.empty();
  }

  /** Whether a track is what it is now. */
  boolean is(Track track) {
    return codec.equals(Optional.of(track.codec()));
  }

  void packet(RtpHeader header, byte[] buffer, boolean afterLoss, long arrival) {
    arrivalNanos = arrival;
    if (afterLoss) {
      depacketizer.lost();
    }
    depacketizer.packet(header, buffer);
  }

  /**
   * Moves what is to come; later if positive. What then lies where something was already is left
   * out.
   */
  void shift(long byTicks) {
    if (byTicks < 0) {
      heardUntil = end;
    }
    source.timeline().shift(byTicks);
  }

  private void sound(byte[] data, int timestamp, int ticks) {
    RtpTimeline timeline = source.timeline();
    timeline.advance(timestamp, arrivalNanos, sessionStartNanos);
    if (codec.isEmpty() || timeline.presentationTime() < heardUntil - ticks / 2) {
      return;
    }
    lastNanos = arrivalNanos;
    // Sound has no reordering: it is presented when it is decoded.
    long time = timeline.decodingTime();
    end = time + ticks;
    output.accept(new Packet(ID, time, time, ticks, true, AccessUnit.copyOf(data), arrivalNanos));
  }
}
