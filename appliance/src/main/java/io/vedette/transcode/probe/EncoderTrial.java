package io.vedette.transcode.probe;

import io.vedette.media.CodecParameters;
import io.vedette.media.ParameterSet;
import io.vedette.transcode.probe.ProbeChild.Size;
import io.vedette.transcode.video.EncoderFailedException;
import io.vedette.transcode.video.EncodingPlan;
import io.vedette.transcode.video.PictureEncoder;
import io.vedette.transcode.video.VideoEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Tries an encoder as a transcode would use it, as fast as it goes, and then decodes what it made
 * and compares it with what went in. Used by one thread.
 */
final class EncoderTrial {

  private static final int RATE = 30;
  private static final int TICKS = PictureEncoder.TIMESCALE / RATE;
  private static final Duration KEY_INTERVAL = Duration.ofSeconds(2);

  private static final int MOST_PICTURES = 90;
  private static final int LEAST_PICTURES = 10;
  private static final long ENOUGH_NANOS = 2_000_000_000L;

  /** A live encoder may leave out a picture to hold its bitrate, not more than every tenth. */
  private static final double KEPT = 0.9;

  private static final byte[] START_CODE = {0, 0, 0, 1};

  /** An access unit as a decoder takes it. */
  private record Unit(byte[] annexB, long place) {}

  private final VideoEncoder encoder;
  private final Size size;
  private final FfmpegWords words;
  private final ChildReport report;
  private final List<Unit> units = new ArrayList<>();
  private long begun;
  private long last;

  EncoderTrial(VideoEncoder encoder, Size size, FfmpegWords words, ChildReport report) {
    this.encoder = encoder;
    this.size = size;
    this.words = words;
    this.report = report;
  }

  /**
   * Pictures that it encodes in a second.
   *
   * @throws TrialException if it does not work, with the reason
   */
  double fps() throws TrialException {
    report.step("opening it for " + size);
    int sent;
    try (PictureEncoder opened = PictureEncoder.open(encoder, plan());
        MovingPictures pictures =
            new MovingPictures(size.width(), size.height(), opened.pixelFormat())) {
      words.listenClosely(false);
      report.step("encoding " + size);
      sent = encode(opened, pictures);
      report.step("checking what came of " + size);
      check(pictures, sent, units.size());
    } catch (EncoderFailedException e) {
      throw new TrialException(e.getMessage(), e);
    }
    return (units.size() - 1) * 1e9 / (last - begun);
  }

  /** As for a viewer: 1.5 Mbit/s at 720p, 3 Mbit/s at 1080p. */
  private EncodingPlan plan() {
    int bits = size.height() > 720 ? 3_000_000 : 1_500_000;
    return new EncodingPlan(size.width(), size.height(), RATE, bits, KEY_INTERVAL);
  }

  private int encode(PictureEncoder opened, MovingPictures pictures) throws EncoderFailedException {
    int sent = 0;
    while (sent < MOST_PICTURES
        && (units.size() < LEAST_PICTURES || System.nanoTime() - begun < ENOUGH_NANOS)) {
      AVFrame picture = pictures.at(sent);
      picture.pts((long) sent * TICKS);
      opened.encode(picture, false, (data, pts, key) -> keep(opened, data, pts, key));
      sent++;
    }
    opened.finish((data, pts, key) -> keep(opened, data, pts, key));
    return sent;
  }

  private void keep(PictureEncoder opened, byte[] data, long pts, boolean key) {
    last = System.nanoTime();
    if (units.isEmpty()) {
      // What it takes to get going counts for nobody who watches longer than a second.
      begun = last;
    }
    units.add(new Unit(annexB(opened, data, key), pts / TICKS));
  }

  private static byte[] annexB(PictureEncoder opened, byte[] data, boolean key) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(data.length + 256);
    CodecParameters.H264 parameters = opened.parameters().orElseThrow();
    if (key) {
      out.writeBytes(START_CODE);
      out.writeBytes(parameters.sps().bytes());
      for (ParameterSet pps : parameters.pps()) {
        out.writeBytes(START_CODE);
        out.writeBytes(pps.bytes());
      }
    }
    int at = 0;
    while (at + START_CODE.length <= data.length) {
      int length = ByteBuffer.wrap(data).getInt(at);
      out.writeBytes(START_CODE);
      out.write(data, at + START_CODE.length, length);
      at += START_CODE.length + length;
    }
    return out.toByteArray();
  }

  private void check(MovingPictures pictures, int sent, int came) throws TrialException {
    if (came < 2 || came < KEPT * sent) {
      throw new TrialException("took " + sent + " pictures and gave " + came);
    }
    int decoded = 0;
    try (TrialDecoder decoder = TrialDecoder.ofH264()) {
      for (Unit unit : units) {
        decoder.send(unit.annexB(), unit.place());
        decoded += compare(decoder, pictures);
      }
      decoder.finish();
      decoded += compare(decoder, pictures);
    }
    if (decoded < KEPT * sent) {
      throw new TrialException("of " + sent + " pictures, " + decoded + " could be decoded again");
    }
  }

  private static int compare(TrialDecoder decoder, MovingPictures pictures) throws TrialException {
    int compared = 0;
    while (decoder.receive()) {
      PictureCheck.compare(decoder.picture(), pictures.at(decoder.place()));
      compared++;
    }
    return compared;
  }
}
