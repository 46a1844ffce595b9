package io.vedette.web;

import static java.lang.System.Logger.Level.WARNING;

import io.vedette.config.ConfigException;
import io.vedette.config.ConfigStore;
import io.vedette.config.StoredProbe;
import io.vedette.media.CodecParameters;
import io.vedette.transcode.probe.Candidate;
import io.vedette.transcode.probe.Candidate.Kind;
import io.vedette.transcode.probe.CandidateTrial;
import io.vedette.transcode.probe.DecoderChoice;
import io.vedette.transcode.probe.EncoderChoice;
import io.vedette.transcode.probe.EncoderProbe;
import io.vedette.transcode.probe.ProbeResult;
import io.vedette.transcode.probe.ProbeStatus;
import io.vedette.transcode.probe.TrialResult;
import io.vedette.transcode.video.VideoDecoder;
import io.vedette.transcode.video.VideoEncoder;
import io.vedette.web.Problem.FieldError;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the box knows of its encoders, and which of them is to be used: kept on the disk, changed
 * there first. Safe for use by any thread.
 */
public final class Encoders implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Encoders.class.getName());

  private final ConfigStore store;
  private final EncoderProbe probe;
  private volatile String wanted;

  /**
   * Begins with what the store has; tries nothing by itself.
   *
   * @param trial tries a candidate
   * @param fingerprint tells what system this is
   * @param clock the time of day
   */
  public Encoders(
      ConfigStore store, CandidateTrial trial, Supplier<String> fingerprint, InstantSource clock)
      throws ConfigException {
    this.store = store;
    this.wanted = store.chosenEncoder().orElse(EncoderChoice.AUTO);
    ProbeResult kept = store.encoderProbe().map(Encoders::result).orElse(ProbeResult.NONE);
    this.probe = new EncoderProbe(Candidate.ALL, trial, fingerprint, clock, kept, this::keep);
  }

  /** Tries them after a while if the system is another one than when they were tried last. */
  public void checkAfter(Duration delay) {
    probe.checkAfter(delay);
  }

  /**
   * The encoders that a transcode which begins now has to try, the best first; never empty. What
   * the probe has not found yet is not waited for.
   */
  public List<VideoEncoder> order() {
    return EncoderChoice.order(probe.status().result(), wanted);
  }

  /** Where a transcode that begins now has its pictures decoded. */
  public VideoDecoder decoder(CodecParameters.Video codec, VideoEncoder encoder) {
    return DecoderChoice.of(probe.status().result(), codec, encoder);
  }

  /** How far the probe is and what it has found. */
  public ProbeStatus status() {
    return probe.status();
  }

  /** The encoder that somebody has chosen, or {@link EncoderChoice#AUTO}. */
  String wanted() {
    return wanted;
  }

  /** Tries all; false if that is being done already. */
  boolean probe() {
    return probe.request();
  }

  /**
   * Chooses an encoder.
   *
   * @throws ProblemException if it is none, or does not work on this box
   */
  synchronized void choose(String encoder) throws ConfigException {
    String objection = EncoderChoice.objection(probe.status().result(), encoder);
    if (!objection.isEmpty()) {
      throw new ProblemException(
          Problem.invalidChoice(List.of(new FieldError("encoder", objection))));
    }
    store.chooseEncoder(encoder);
    wanted = encoder;
  }

  private void keep(ProbeResult result) {
    List<StoredProbe.Trial> trials = new ArrayList<>();
    for (TrialResult trial : result.trials()) {
      trials.add(
          new StoredProbe.Trial(
              kind(trial.candidate()),
              trial.candidate().name(),
              trial.works(),
              trial.fps720(),
              trial.fps1080(),
              trial.reason()));
    }
    try {
      store.keep(new StoredProbe(result.fingerprint(), result.finishedAt(), trials));
    } catch (ConfigException e) {
      LOG.log(WARNING, "Encoders will be tried again at the next start: " + e.getMessage());
    }
  }

  /** What another version of the box has tried and this one does not know is left out. */
  private static ProbeResult result(StoredProbe stored) {
    List<TrialResult> trials = new ArrayList<>();
    for (StoredProbe.Trial trial : stored.trials()) {
      Kind kind = Kind.valueOf(trial.kind().toUpperCase(Locale.ROOT));
      Optional<Candidate> candidate = Candidate.find(kind, trial.name());
      if (candidate.isPresent()) {
        trials.add(
            new TrialResult(
                candidate.get(), trial.works(), trial.fps720(), trial.fps1080(), trial.reason()));
      }
    }
    return new ProbeResult(stored.fingerprint(), stored.finishedAt(), trials);
  }

  static String kind(Candidate candidate) {
    return candidate.kind().name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    probe.close();
  }
}
