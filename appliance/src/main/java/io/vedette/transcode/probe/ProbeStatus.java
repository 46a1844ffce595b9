package io.vedette.transcode.probe;

import java.util.List;

/**
 * How far the probe is.
 *
 * @param running whether candidates are being tried at the moment
 * @param current name of the one that is being tried, else empty
 * @param done how many of this run have been tried
 * @param total how many there are
 * @param trials the last that is known of each, this run's where it has come so far
 * @param result the last whole result
 */
public record ProbeStatus(
    boolean running,
    String current,
    int done,
    int total,
    List<TrialResult> trials,
    ProbeResult result) {

  public ProbeStatus {
    trials = List.copyOf(trials);
  }
}
