package io.vedette.transcode.video;

import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_NV12;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

import io.vedette.media.CodecParameters;
import io.vedette.media.Colour;
import io.vedette.media.MediaEvent;
import io.vedette.media.Packet;
import io.vedette.media.StreamFormat;
import io.vedette.media.Timebase;
import io.vedette.media.Track;
import io.vedette.transcode.TranscodeException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Turns a camera's video into H.264 on the same timeline, picture by picture, on the thread that
 * brings the packets. What comes out keeps the times at which its picture is to be seen, arrived
 * and was captured.
 *
 * <p>A key frame comes where the source has one, unless the last is less than a second ago, and
 * whenever the target's interval is over. A source of nothing but key frames has no say.
 *
 * <p>Where it cannot keep up, pictures are left out before they are delayed: see {@link
 * TranscodeHealth#dropped()}.
 */
public final class VideoTranscoder implements AutoCloseable {

  /** Key frames of the source's that follow sooner are no key frames of ours. */
  private static final int LEAST_KEY_TICKS = PictureEncoder.TIMESCALE;

  private static final long NEVER = Long.MIN_VALUE;

  private static final Colour NOT_TOLD =
      new Colour(Colour.UNSPECIFIED, Colour.UNSPECIFIED, Colour.UNSPECIFIED, false);

  /** A stream that tells more is not believed. */
  private static final double MOST_RATE = 120;

  private final VideoTarget target;
  private final EncoderOpener opener;
  private final LongSupplier nanoClock;
  private final PictureTimes times = new PictureTimes();
  private final Lateness lateness = new Lateness();
  private final PicturePacer pacer;
  private final PictureDecoder.Sink decoded = this::decoded;
  private final PictureDecoder.Sink filtered = this::encode;
  private final PictureEncoder.Sink encoded = this::emit;
  private VideoDecoder decoderKind;
  private VideoEncoder encoderKind;
  private Track source;
  private CodedVideo video;
  private PictureDecoder decoder;
  private PictureFilter filter;
  private PictureEncoder encoder;
  private EncodingPlan plan;
  private EncodedTrack track;
  private long deviceFrames;
  private long lastKey = NEVER;
  private long after = NEVER;
  private boolean keyDue;
  private boolean lastWasKey;
  private long decodedBefore;
  private long damagedBefore;
  private long dropped;

  // Where the events go that come out while a packet goes in.
  private Consumer<MediaEvent> sink = _ -> {};

  /**
   * Opens nothing yet.
   *
   * @param opener opens encoders of pictures in the main memory
   * @param nanoClock the clock of {@link Packet#arrivalNanos()}
   */
  public VideoTranscoder(
      VideoTarget target,
      VideoDecoder decoder,
      VideoEncoder encoder,
      EncoderOpener opener,
      LongSupplier nanoClock) {
    this.target = target;
    this.decoderKind = decoder;
    this.encoderKind = encoder;
    this.opener = opener;
    this.nanoClock = nanoClock;
    this.pacer = new PicturePacer(target.frameRate());
  }

  /**
   * Nothing comes out that is to be seen at this time or before: it has been seen, of another
   * transcoder that was left in the middle. To be said before the first format.
   *
   * @param pts in ticks of {@value PictureEncoder#TIMESCALE} to the second
   */
  public void comeAfter(long pts) {
    after = pts;
  }

  /**
   * From the next packet on, the source's video is this. The first in a process loads FFmpeg's
   * libraries.
   *
   * @throws TranscodeException if it cannot be decoded; says at which step
   * @throws IllegalArgumentException if there is no video in it
   */
  public void format(StreamFormat format) throws TranscodeException {
    Track next = format.video().orElseThrow(() -> new IllegalArgumentException("no video"));
    try {
      CodecParameters.Video codec = (CodecParameters.Video) next.codec();
      video(next, CodedVideo.of(codec));
    } catch (LinkageError e) {
      throw TranscodeException.notLoaded(e);
    } catch (OutOfMemoryError e) {
      // JavaCPP's own, where the process takes more memory than it was allowed: not the heap's.
      throw new TranscodeException("no memory left for it: " + e.getMessage(), e);
    }
  }

  /** As above, of a track that is coded in a way that FFmpeg knows. */
  void video(Track next, CodedVideo coded) throws TranscodeException {
    source = next;
    video = coded;
    if (track == null) {
      track =
          new EncodedTrack(next.id(), times, (int) (PictureEncoder.TIMESCALE / frameRate()), after);
    }
    openDecoder();
  }

  private void openDecoder() throws TranscodeException {
    closeDecoder();
    lateness.restart();
    keyDue = true;
    filter =
        new PictureFilter(
            target.box(),
            target.orientation(),
            encoderKind.isHardware() ? AV_PIX_FMT_NV12 : AV_PIX_FMT_YUV420P);
    decoder = PictureDecoder.open(video, decoderKind);
    decoder.keepOnDevice(staysOnDevice());
  }

  private boolean staysOnDevice() {
    return decoderKind.sharesFramesWith(encoderKind)
        && PictureFilter.worksOn(decoderKind, target.orientation());
  }

  /**
   * Transcodes a packet. Those of other tracks are passed over.
   *
   * @param packet of the source, in decoding order
   * @param out takes what is ready, before this returns: a {@link StreamFormat} of one video track
   *     first and when its pictures change, and packets of it
   * @throws EncoderFailedException if the encoder fails: {@link #replaceEncoder} and go on
   * @throws TranscodeException if decoder or filters fail: {@link #replaceDecoder} and go on, if
   *     another is to be had
   */
  public void packet(Packet packet, Consumer<MediaEvent> out) throws TranscodeException {
    if (decoder == null || packet.trackId() != source.id()) {
      return;
    }
    boolean wasWaiting = lateness.isWaiting();
    if (!lateness.takes(packet.arrivalNanos(), packet.key(), nanoClock.getAsLong())) {
      countLeftOut();
      return;
    }
    if (wasWaiting) {
      decoder.restart();
    }
    long pts = Timebase.rescale(packet.pts(), source.timescale(), PictureEncoder.TIMESCALE);
    times.note(pts, packet);
    long before = decoder.pictures();
    boolean hurry = lateness.inHurry();
    sink = out;
    try {
      decoder.decode(packet.data(), pts, packet.key(), hurry, decoded);
    } catch (EncoderFailedException e) {
      closeEncoder();
      throw e;
    }
    if (hurry && decoder.pictures() == before) {
      countLeftOut();
    }
  }

  /**
   * From the next picture on, another encoder is used; it begins with a key frame. The decoder goes
   * on as it is: the next key frame of the source may be long in coming.
   */
  public void replaceEncoder(VideoEncoder next) {
    closeEncoder();
    encoderKind = next;
    if (decoder != null) {
      decoder.keepOnDevice(staysOnDevice());
      filter.pixelFormat(next.isHardware() ? AV_PIX_FMT_NV12 : AV_PIX_FMT_YUV420P);
    }
  }

  /**
   * From the next key frame on, another decoder is used.
   *
   * @throws TranscodeException if it cannot be opened
   */
  public void replaceDecoder(VideoDecoder next) throws TranscodeException {
    decoderKind = next;
    if (decoder != null) {
      openDecoder();
    }
  }

  /** What was done so far. */
  public TranscodeHealth health() {
    return new TranscodeHealth(
        decoderKind,
        encoderKind,
        decodedBefore + (decoder == null ? 0 : decoder.pictures()),
        track == null ? 0 : track.packets(),
        dropped,
        damagedBefore + (decoder == null ? 0 : decoder.damaged()));
  }

  private void decoded(AVFrame picture) throws TranscodeException {
    boolean key = (picture.flags() & AV_FRAME_FLAG_KEY) != 0;
    keyDue |= key && !lastWasKey;
    lastWasKey = key;
    filter.look(picture);
    if (lateness.skips(nanoClock.getAsLong())) {
      countLeftOut();
    } else if (filter.delays() || pacer.wants(picture.pts())) {
      filter.filter(picture, filtered);
    }
  }

  private void countLeftOut() {
    if (!lateness.isCatchingUp()) {
      dropped++;
    }
  }

  private void encode(AVFrame picture) throws TranscodeException {
    long pts = picture.pts();
    if (track.isPast(pts) || filter.delays() && !pacer.wants(pts)) {
      return;
    }
    if (!fits(picture)) {
      openEncoder(picture);
    }
    if (picture.hw_frames_ctx() == null && picture.format() != encoder.pixelFormat()) {
      // What this driver wants shows only now; the next picture will come in it.
      filter.pixelFormat(encoder.pixelFormat());
      return;
    }
    boolean key = keyDue && (lastKey == NEVER || pts - lastKey >= LEAST_KEY_TICKS);
    keyDue = false;
    lateness.encodes();
    encoder.encode(picture, key, encoded);
  }

  private boolean fits(AVFrame picture) {
    return encoder != null
        && plan.width() == picture.width()
        && plan.height() == picture.height()
        && plan.colour().equals(colour(picture))
        && deviceFrames == deviceFrames(picture);
  }

  private void openEncoder(AVFrame picture) throws EncoderFailedException {
    if (encoder != null) {
      try {
        encoder.finish(encoded);
      } finally {
        closeEncoder();
      }
    }
    int width = picture.width();
    int height = picture.height();
    plan =
        new EncodingPlan(
            width,
            height,
            frameRate(),
            target.bitsFor(width, height),
            target.keyInterval(),
            colour(picture));
    deviceFrames = deviceFrames(picture);
    encoder =
        deviceFrames == 0
            ? opener.open(encoderKind, plan)
            : PictureEncoder.open(encoderKind, plan, picture.hw_frames_ctx());
  }

  private static long deviceFrames(AVFrame picture) {
    return picture.hw_frames_ctx() == null ? 0 : picture.hw_frames_ctx().data().address();
  }

  private static Optional<Colour> colour(AVFrame picture) {
    int matrix = picture.colorspace() == AVCOL_SPC_RGB ? Colour.UNSPECIFIED : picture.colorspace();
    Colour colour = new Colour(picture.color_primaries(), picture.color_trc(), matrix, false);
    return colour.equals(NOT_TOLD) ? Optional.empty() : Optional.of(colour);
  }

  private double frameRate() {
    double told =
        ((CodecParameters.Video) source.codec())
            .picture()
            .frameRate()
            .orElse(VideoTarget.USUAL_RATE);
    return Math.min(
        target.frameRate(), told >= 1 && told <= MOST_RATE ? told : VideoTarget.USUAL_RATE);
  }

  private void emit(byte[] data, long pts, boolean key) {
    if (key) {
      lastKey = pts;
    }
    track.emit(data, pts, key, encoder.parameters().orElseThrow(), sink);
  }

  private void closeDecoder() {
    if (decoder != null) {
      decodedBefore += decoder.pictures();
      damagedBefore += decoder.damaged();
      decoder.close();
      decoder = null;
    }
    if (filter != null) {
      filter.close();
      filter = null;
    }
  }

  private void closeEncoder() {
    if (encoder != null) {
      encoder.close();
      encoder = null;
    }
  }

  /** Frees the native memory. Idempotent, never throws. */
  @Override
  public void close() {
    closeDecoder();
    closeEncoder();
  }
}
