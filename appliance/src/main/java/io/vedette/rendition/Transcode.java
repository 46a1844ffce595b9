package io.vedette.rendition;

import static java.lang.System.Logger.Level.WARNING;

import io.vedette.fragment.Fragment;
import io.vedette.fragment.FragmentReader;
import io.vedette.fragment.FragmentWriter;
import io.vedette.fragment.InitSegment;
import io.vedette.fragment.StreamTimeline;
import io.vedette.ingest.AudioPath;
import io.vedette.media.CodecParameters;
import io.vedette.media.MediaEvent;
import io.vedette.media.Packet;
import io.vedette.media.StreamFormat;
import io.vedette.media.Timebase;
import io.vedette.media.Track;
import io.vedette.transcode.TranscodeException;
import io.vedette.transcode.video.EncoderFailedException;
import io.vedette.transcode.video.EncoderOpener;
import io.vedette.transcode.video.PictureEncoder;
import io.vedette.transcode.video.TranscodeHealth;
import io.vedette.transcode.video.VideoDecoder;
import io.vedette.transcode.video.VideoEncoder;
import io.vedette.transcode.video.VideoTarget;
import io.vedette.transcode.video.VideoTranscoder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Turns one stream's fragments into another's, from one viewer's demand to the end of the last
 * one's: the video through a transcoder, and sound that is not AAC too. Used by one platform
 * thread; {@link #health} and {@link #late} by any.
 */
final class Transcode implements AutoCloseable {

  /** Takes what comes out. */
  interface Outlet {

    /** What follows has another format. */
    void format(StreamFormat format, InitSegment init);

    /** The next fragment. */
    void fragment(Fragment fragment, int payloadBytes);

    /** What follows does not continue what came before. */
    void interrupt();

    /** The time of the last picture that it took, of whichever transcode; empty if of none. */
    OptionalLong reachedNanos();

    /** Something broke on the way and was replaced; it is done with these from now on. */
    void replaced(TranscodeException failure, Gear now);
  }

  private static final System.Logger LOG = System.getLogger(Transcode.class.getName());

  /** Where the source's pictures are further apart than this, something is missing. */
  private static final long GAP_NANOS = 1_000_000_000;

  private static final long NOTHING_YET = Long.MIN_VALUE;
  private static final String PROCESSOR = "the processor";

  private final String id;
  private final VideoTarget target;
  private final List<VideoEncoder> encoders;
  private final EncoderOpener opener;
  private final Duration deviceLimit;
  private final SetAside setAside;
  private final Outlet outlet;
  private final StreamTimeline timeline;
  private final AudioPath sound;
  private volatile YieldingTranscoder transcoder;
  private volatile long lateNanos;
  private FragmentReader reader;
  private StreamFormat source;
  private Optional<Track> video = Optional.empty();
  private StreamFormat presented;
  private FragmentWriter writer;
  private long endNanos = NOTHING_YET;

  /**
   * Nothing is open yet.
   *
   * @param id names the rendition in the log
   * @param target what the video is to become
   * @param means what it is done with
   * @param setAside is told of hardware that fails
   * @param outlet where it goes
   * @param clock tells when packets came, if their camera does not
   */
  Transcode(
      String id,
      VideoTarget target,
      Means means,
      SetAside setAside,
      Outlet outlet,
      InstantSource clock) {
    this.id = id;
    this.target = target;
    this.encoders = new ArrayList<>(means.encoders());
    this.setAside = setAside;
    this.outlet = outlet;
    this.timeline = StreamTimeline.inherited(clock);
    this.sound = new AudioPath("Rendition " + id, codec -> codec instanceof CodecParameters.Aac);
    this.opener = means.opener();
    this.deviceLimit = means.deviceLimit();
    this.transcoder = transcoder(means.decoder(), encoders.removeFirst(), false);
  }

  private YieldingTranscoder transcoder(
      VideoDecoder decoder, VideoEncoder encoder, boolean watched) {
    VideoTranscoder made = new VideoTranscoder(target, decoder, encoder, opener, System::nanoTime);
    // It begins with a key frame that may lie before what has been seen.
    outlet
        .reachedNanos()
        .ifPresent(
            nanos ->
                made.comeAfter(Timebase.rescale(nanos, Timebase.NANOS, PictureEncoder.TIMESCALE)));
    return new YieldingTranscoder(id, made, deviceLimit, watched);
  }

  VideoTarget target() {
    return target;
  }

  /** What it is done with. */
  Gear gear() {
    TranscodeHealth now = health();
    return new Gear(now.decoder(), now.encoder());
  }

  /** What has been done so far. */
  TranscodeHealth health() {
    return transcoder.health();
  }

  /** How long the last picture took from its arrival at the box to its being published. */
  Duration late() {
    return Duration.ofNanos(lateNanos);
  }

  /**
   * From the next fragment on, the source needs this init segment.
   *
   * @throws TranscodeException if it cannot be decoded
   */
  void format(InitSegment init) throws TranscodeException, InterruptedException {
    reader = new FragmentReader(init);
    source = reader.format();
    sound.begin(source);
    endNanos = NOTHING_YET;
    open();
  }

  /** The source goes on elsewhere, with a key frame. */
  void interrupt() throws TranscodeException, InterruptedException {
    outlet.interrupt();
    endNanos = NOTHING_YET;
    open();
  }

  private void open() throws TranscodeException, InterruptedException {
    try {
      transcoder.format(source);
    } catch (DeviceHangsException e) {
      leaveBehind(e);
      transcoder.format(source);
    } catch (TranscodeException e) {
      replaceDecoder(e);
    }
  }

  /**
   * The source's next fragment.
   *
   * @return whether the one that follows it is wanted; if not, the newest key frame is, from which
   *     on another decoder can go on
   * @throws TranscodeException if nothing on this box can transcode it
   */
  boolean fragment(Fragment fragment) throws TranscodeException, InterruptedException {
    if (!fragment.video()) {
      if (writer != null && presented.audio().isPresent()) {
        sound.sound(reader.read(fragment), this::publish);
      }
      return true;
    }
    if (endNanos != NOTHING_YET && fragment.timeNanos() - endNanos > GAP_NANOS) {
      interrupt();
    }
    endNanos = fragment.timeNanos() + fragment.durationNanos();
    try {
      transcode(reader.read(fragment));
      return true;
    } catch (EncoderFailedException e) {
      replaceEncoder(e);
      return true;
    } catch (DeviceHangsException e) {
      leaveBehind(e);
      return false;
    } catch (TranscodeException e) {
      replaceDecoder(e);
      return false;
    }
  }

  /** What comes out is published by this thread and not by the one that gives way. */
  private void transcode(Packet packet) throws TranscodeException, InterruptedException {
    List<MediaEvent> events = new ArrayList<>();
    try {
      transcoder.packet(packet, events::add);
    } catch (DeviceHangsException e) {
      // What may still come out belongs to nobody.
      throw e;
    } catch (TranscodeException e) {
      events.forEach(this::made);
      throw e;
    }
    events.forEach(this::made);
  }

  private void replaceEncoder(EncoderFailedException failure)
      throws TranscodeException, InterruptedException {
    Gear failed = gear();
    setAside.failed(failed.encoder(), failure);
    if (encoders.isEmpty()) {
      throw failure;
    }
    VideoEncoder next = encoders.removeFirst();
    replaced(failure, next.codecName(), new Gear(failed.decoder(), next));
    transcoder.replaceEncoder(next);
  }

  private void replaceDecoder(TranscodeException failure)
      throws TranscodeException, InterruptedException {
    Gear failed = gear();
    setAside.failed(failed.decoder(), failure);
    if (failed.decoder() == VideoDecoder.SOFTWARE) {
      throw failure;
    }
    replaced(failure, PROCESSOR, new Gear(VideoDecoder.SOFTWARE, failed.encoder()));
    transcoder.replaceDecoder(VideoDecoder.SOFTWARE);
  }

  /** Goes on with another transcoder, without the hardware that the last one used. */
  private void leaveBehind(DeviceHangsException failure) throws DeviceHangsException {
    Gear hung = gear();
    setAside.hung(hung);
    VideoEncoder encoder = hung.encoder();
    if (encoder.isHardware()) {
      if (encoders.isEmpty()) {
        throw failure;
      }
      encoder = encoders.removeFirst();
    }
    replaced(
        failure,
        encoder.codecName() + " and " + PROCESSOR,
        new Gear(VideoDecoder.SOFTWARE, encoder));
    transcoder.close();
    transcoder = transcoder(VideoDecoder.SOFTWARE, encoder, presented != null);
    outlet.interrupt();
  }

  private void replaced(TranscodeException failure, String next, Gear now) {
    LOG.log(WARNING, "Rendition " + id + ": goes on with " + next, failure);
    outlet.replaced(failure, now);
  }

  private void made(MediaEvent event) {
    switch (event) {
      case StreamFormat format -> {
        video = format.video();
        present();
      }
      case Packet packet -> {
        sound.picture(packet, video.orElseThrow(), this::publish);
        if (packet.key() && !presented.audio().equals(sound.presented().audio())) {
          present();
        }
        publish(packet);
        lateNanos = System.nanoTime() - packet.arrivalNanos();
      }
    }
  }

  private void present() {
    List<Track> tracks = new ArrayList<>();
    tracks.add(video.orElseThrow());
    sound.presented().audio().ifPresent(tracks::add);
    presented = new StreamFormat(tracks);
    writer = new FragmentWriter(presented, timeline);
    outlet.format(presented, writer.init());
  }

  private void publish(Packet packet) {
    outlet.fragment(writer.write(packet), packet.data().length());
  }

  /** Frees what is native. */
  @Override
  public void close() {
    transcoder.close();
    sound.close();
  }
}
