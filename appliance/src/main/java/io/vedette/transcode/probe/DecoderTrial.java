package io.vedette.transcode.probe;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

import io.vedette.transcode.probe.ProbeChild.Size;
import java.util.List;

/**
 * Tries a decoder: once through a clip, comparing every picture, then as often as the time allows,
 * taking the time. Pictures stay on the device while the time is taken. Used by one thread.
 */
final class DecoderTrial {

  private static final int ENOUGH_PICTURES = 200;
  private static final long ENOUGH_NANOS = 2_000_000_000L;

  private final Candidate candidate;
  private final Size size;
  private final FfmpegWords words;
  private final ChildReport report;
  private long received;

  DecoderTrial(Candidate candidate, Size size, FfmpegWords words, ChildReport report) {
    this.candidate = candidate;
    this.size = size;
    this.words = words;
    this.report = report;
  }

  /**
   * Pictures that it decodes in a second.
   *
   * @throws TrialException if it does not work, with the reason
   */
  double fps() throws TrialException {
    report.step("opening it for " + size);
    List<byte[]> clip;
    try (TrialDecoder decoder = TrialDecoder.of(candidate);
        MovingPictures pictures =
            new MovingPictures(size.width(), size.height(), AV_PIX_FMT_YUV420P)) {
      report.step("making a clip of " + size);
      clip = TestClip.encode(candidate.name().startsWith("hevc") ? "hevc" : "h264", pictures);
      words.listenClosely(false);
      report.step("decoding " + size);
      check(decoder, clip, pictures);
    }
    try (TrialDecoder decoder = TrialDecoder.of(candidate)) {
      report.step("measuring " + size);
      return measure(decoder, clip);
    }
  }

  private void check(TrialDecoder decoder, List<byte[]> clip, MovingPictures pictures)
      throws TrialException {
    received = 0;
    for (int place = 0; place < clip.size(); place++) {
      while (!decoder.send(clip.get(place), place)) {
        takeAndCompare(decoder, pictures);
      }
      takeAndCompare(decoder, pictures);
    }
    decoder.finish();
    takeAndCompare(decoder, pictures);
    if (received != clip.size()) {
      throw new TrialException("of " + clip.size() + " pictures, " + received + " came out");
    }
  }

  private void takeAndCompare(TrialDecoder decoder, MovingPictures pictures) throws TrialException {
    while (decoder.receive()) {
      PictureCheck.compare(decoder.picture(), pictures.at(received));
      received++;
    }
  }

  private double measure(TrialDecoder decoder, List<byte[]> clip) throws TrialException {
    received = 0;
    long begun = 0;
    int begunAt = 0;
    long now = System.nanoTime();
    // Who had no processor for as long as that has seen nothing of the decoder yet.
    for (int place = 0;
        received <= ENOUGH_PICTURES
            && (begun == 0
                || now - begun < ENOUGH_NANOS
                || received == 0 && place - begunAt <= clip.size());
        place++) {
      boolean taken;
      do {
        taken = decoder.send(clip.get(place % clip.size()), place);
        while (decoder.receive()) {
          received++;
        }
      } while (!taken);
      now = System.nanoTime();
      if (begun == 0 && received > 0) {
        // What it takes to get going counts for nobody who watches longer than a second.
        begun = now;
        begunAt = place;
        received = 0;
      }
      if (begun == 0 && place > clip.size()) {
        throw new TrialException("takes pictures and gives none");
      }
    }
    if (received == 0) {
      throw new TrialException("gave a single picture only");
    }
    return received * 1e9 / (now - begun);
  }
}
