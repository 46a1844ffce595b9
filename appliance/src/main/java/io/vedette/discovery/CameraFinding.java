package io.vedette.discovery;

/**
 * What finding cameras takes.
 *
 * @param board what was found
 * @param trials tries it
 * @param tuning changes what was added
 */
public record CameraFinding(DiscoveryBoard board, CameraTrials trials, EncoderTuning tuning) {}
