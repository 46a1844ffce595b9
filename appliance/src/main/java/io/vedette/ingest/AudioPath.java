package io.vedette.ingest;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.vedette.media.CodecParameters;
import io.vedette.media.Packet;
import io.vedette.media.StreamFormat;
import io.vedette.media.Timebase;
import io.vedette.media.Track;
import io.vedette.transcode.AudioTranscoder;
import io.vedette.transcode.TranscodeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The way of a stream's audio to the viewers: as it is, by a transcoder, or not at all and why.
 * Whatever happens here, video goes on. Used by the thread that brings the packets.
 *
 * <p>A source announces audio only once it comes, so a transcoder is opened with the format that
 * announces it, and not before. Where the camera then falls silent, the transcoder is fed silence
 * at the pace of the pictures: browsers show no picture for which the sound is missing.
 */
public final class AudioPath implements AutoCloseable {

  /**
   * Pictures may run ahead of the sound by this much, and by two packets of sound, before the
   * camera counts as silent.
   */
  private static final long LATE_NANOS = 400_000_000;

  private static final System.Logger LOG = System.getLogger(AudioPath.class.getName());

  private sealed interface Way {

    /** There is none. */
    record None() implements Way {}

    /** Viewers get what the camera sends. */
    record Pass(Track track) implements Way {}

    /** Viewers get AAC. */
    record Transcode(Track input, AudioTranscoder transcoder) implements Way {}

    /** Viewers get none, though the camera sends it. */
    record Drop(String why) implements Way {}
  }

  private final String name;
  private final Predicate<CodecParameters> passes;
  private Way way = new Way.None();
  private StreamFormat offered;
  private boolean stale;

  // On the source's timeline, in nanoseconds.
  private long pictureNanos;
  private long soundEndNanos;
  private long soundPacketNanos;
  private long pictureAtSoundNanos;
  private boolean soundCame;

  /**
   * There is no audio yet.
   *
   * @param name what the stream is called in the log, such as {@code Camera c-1/main}
   * @param passes what viewers get as it is; all else becomes AAC
   */
  public AudioPath(String name, Predicate<CodecParameters> passes) {
    this.name = name;
    this.passes = passes;
  }

  /**
   * The source has a new format.
   *
   * @return what is to be presented to viewers
   */
  public StreamFormat begin(StreamFormat format) {
    offered = format;
    stale = false;
    Optional<Track> audio = format.audio();
    if (way instanceof Way.Transcode(Track input, AudioTranscoder _)
        && audio.equals(Optional.of(input))) {
      // Only the video is new.
      return presented();
    }
    close();
    way = audio.map(this::decide).orElse(new Way.None());
    return presented();
  }

  private Way decide(Track audio) {
    if (passes.test(audio.codec())) {
      return new Way.Pass(audio);
    }
    try {
      AudioTranscoder transcoder = AudioTranscoder.open(audio);
      LOG.log(INFO, "{0}: audio {1}", name, transcoder);
      return new Way.Transcode(audio, transcoder);
    } catch (TranscodeException | RuntimeException e) {
      return drop(audio, e);
    }
  }

  private Way drop(Track audio, Exception failure) {
    String why = audio.codec() + " cannot be turned into AAC: " + failure.getMessage();
    LOG.log(WARNING, name + ": audio is not carried, " + why, failure);
    return new Way.Drop(why);
  }

  /** The format for viewers as of now. */
  public StreamFormat presented() {
    return switch (way) {
      case Way.None _, Way.Pass _ -> offered;
      case Way.Transcode(Track _, AudioTranscoder transcoder) ->
          new StreamFormat(
              List.of(offered.video().orElseThrow(), transcoder.output()), offered.notices());
      case Way.Drop(String why) -> {
        List<String> notices = new ArrayList<>(offered.notices());
        notices.add("the camera's audio is not carried: " + why);
        yield new StreamFormat(List.of(offered.video().orElseThrow()), notices);
      }
    };
  }

  /**
   * A picture is about to be presented.
   *
   * @param video its track
   * @param out takes sound that is to be presented before it
   * @return whether {@link #presented} is new, which it is with key frames only
   */
  public boolean picture(Packet packet, Track video, Consumer<Packet> out) {
    pictureNanos = nanos(packet.dts(), video);
    if (way instanceof Way.Transcode(Track input, AudioTranscoder transcoder) && soundCame) {
      long ahead = pictureNanos - pictureAtSoundNanos - LATE_NANOS - 2 * soundPacketNanos;
      if (ahead > 0) {
        silence(input, transcoder, soundEndNanos + ahead, packet.arrivalNanos(), out);
      }
    }
    boolean changed = stale && packet.key();
    stale &= !changed;
    return changed;
  }

  private void silence(
      Track input,
      AudioTranscoder transcoder,
      long untilNanos,
      long arrivalNanos,
      Consumer<Packet> out) {
    try {
      long until = Timebase.rescale(untilNanos, Timebase.NANOS, input.timescale());
      transcoder.silence(until, arrivalNanos, out);
    } catch (TranscodeException | RuntimeException e) {
      fail(input, e);
    }
  }

  /**
   * Sound has come.
   *
   * @param out takes what is to be presented, if anything
   */
  public void sound(Packet packet, Consumer<Packet> out) {
    switch (way) {
      case Way.Pass _ -> out.accept(packet);
      case Way.Transcode(Track input, AudioTranscoder transcoder) -> {
        soundCame = true;
        pictureAtSoundNanos = pictureNanos;
        soundPacketNanos = nanos(packet.duration(), input);
        soundEndNanos = nanos(packet.dts(), input) + soundPacketNanos;
        try {
          transcoder.transcode(packet, out);
        } catch (TranscodeException | RuntimeException e) {
          fail(input, e);
        }
      }
      case Way.None _, Way.Drop _ -> {
        // Left out.
      }
    }
  }

  private static long nanos(long ticks, Track track) {
    return Timebase.rescale(ticks, track.timescale(), Timebase.NANOS);
  }

  /** The transcoder is of no use any more. Viewers learn of it with the next key frame. */
  private void fail(Track input, Exception failure) {
    close();
    way = drop(input, failure);
    stale = true;
  }

  /** What viewers hear, such as {@code AAC 16 kHz mono}; empty if nothing. */
  String label() {
    return switch (way) {
      case Way.None _, Way.Drop _ -> "";
      case Way.Pass(Track track) -> track.codec().toString();
      case Way.Transcode(Track _, AudioTranscoder transcoder) -> transcoder.toString();
    };
  }

  @Override
  public void close() {
    if (way instanceof Way.Transcode(Track _, AudioTranscoder transcoder)) {
      transcoder.close();
    }
    way = new Way.None();
    soundCame = false;
  }
}
