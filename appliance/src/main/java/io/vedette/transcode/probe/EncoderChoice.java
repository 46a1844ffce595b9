package io.vedette.transcode.probe;

import io.vedette.transcode.probe.Candidate.Kind;
import io.vedette.transcode.video.VideoEncoder;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Which encoders are to be tried, and in which order. */
public final class EncoderChoice {

  /** The name that leaves the choice to the box. */
  public static final String AUTO = "auto";

  /** What is slower cannot hold one picture stream in real time; pictures a second. */
  static final double REAL_TIME = 30;

  private EncoderChoice() {}

  /**
   * The encoders to be tried for a new transcode, the best first; never empty. Hardware that keeps
   * up goes before software, slower hardware behind it. Software is always among them, whatever the
   * probe says of it: without a result, or with one that came of a box that was too busy to try
   * anything, something has to be tried.
   *
   * @param result of the probe, or {@link ProbeResult#NONE}
   * @param wanted {@link #AUTO}, or the encoder that goes before all others if it works
   */
  public static List<VideoEncoder> order(ProbeResult result, String wanted) {
    Set<VideoEncoder> order = new LinkedHashSet<>();
    add(order, one -> one.codecName().equals(wanted) && objection(result, wanted).isEmpty());
    add(order, one -> one.isHardware() && fps(result, one) >= REAL_TIME);
    add(order, one -> !one.isHardware() && fps(result, one) > 0);
    add(order, one -> fps(result, one) > 0);
    add(order, one -> !one.isHardware());
    return List.copyOf(order);
  }

  /**
   * Why an encoder that somebody names cannot be taken.
   *
   * @return a sentence; empty if it can be
   */
  public static String objection(ProbeResult result, String wanted) {
    if (wanted.equals(AUTO)) {
      return "";
    }
    return Candidate.find(Kind.ENCODER, wanted)
        .map(
            encoder ->
                result
                    .of(encoder)
                    .map(
                        trial ->
                            trial.works()
                                ? ""
                                : wanted + " does not work here: " + trial.reason() + ".")
                    .orElse(
                        encoder.isHardware()
                            ? wanted + " has not been tried on this box yet."
                            : ""))
        .orElse("There is no encoder \"" + wanted + "\".");
  }

  /**
   * How much an encoder encodes.
   *
   * @return pictures a second of 1280x720, 0 if it does not work or that is not known
   */
  public static double fps(ProbeResult result, VideoEncoder encoder) {
    return Candidate.find(Kind.ENCODER, encoder.codecName())
        .flatMap(result::of)
        .map(TrialResult::fps720)
        .orElse(0.0);
  }

  private static void add(Set<VideoEncoder> order, Predicate<VideoEncoder> those) {
    Arrays.stream(VideoEncoder.values()).filter(those).forEach(order::add);
  }
}
