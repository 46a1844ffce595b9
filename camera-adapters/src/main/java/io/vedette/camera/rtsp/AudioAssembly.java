package io.vedette.camera.rtsp;

import io.vedette.media.CodecParameters;
import io.vedette.media.Packet;
import io.vedette.media.Timebase;
import io.vedette.media.Track;
import io.vedette.rtsp.AacDepacketizer;
import io.vedette.rtsp.RtpHeader;
import io.vedette.rtsp.SessionDescription;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Makes packets of an audio stream's RTP packets. Used by the reading thread. */
final class AudioAssembly {

  private static final int ID = 2;
  private static final int AAC_SAMPLES = 1024;
  private static final long GONE_NANOS = 2 * Timebase.NANOS;

  private final Consumer<Packet> output;
  private final RtpTrack source;
  private final CodecParameters.Aac codec;
  private final AacDepacketizer depacketizer = new AacDepacketizer(this::sound);
  private final long sessionStartNanos;
  private long arrivalNanos;
  private long lastNanos;

  AudioAssembly(
      SessionDescription.Media media,
      RandomGenerator random,
      long sessionStartNanos,
      Consumer<Packet> output) {
    this.output = output;
    this.sessionStartNanos = sessionStartNanos;
    this.lastNanos = sessionStartNanos - GONE_NANOS;
    byte[] config = HexFormat.of().parseHex(media.format().get("config"));
    codec = new CodecParameters.Aac(config, media.clockRate(), Math.clamp(media.channels(), 1, 8));
    source = new RtpTrack(media, media.clockRate(), AAC_SAMPLES, random);
  }

  RtpTrack source() {
    return source;
  }

  Track track() {
    return new Track(ID, codec.sampleRate(), codec);
  }

  /** Whether it has come lately. */
  boolean comes(long nowNanos) {
    return nowNanos - lastNanos < GONE_NANOS;
  }

  void packet(RtpHeader header, byte[] buffer, boolean afterLoss, long arrival) {
    arrivalNanos = arrival;
    if (afterLoss) {
      depacketizer.lost();
    }
    depacketizer.packet(header, buffer);
  }

  private void sound(byte[] data, int timestamp) {
    lastNanos = arrivalNanos;
    RtpTimeline timeline = source.timeline();
    timeline.advance(timestamp, arrivalNanos, sessionStartNanos);
    // Sound has no reordering: it is presented when it is decoded.
    long time = timeline.decodingTime();
    output.accept(new Packet(ID, time, time, timeline.duration(), true, data, arrivalNanos));
  }
}
