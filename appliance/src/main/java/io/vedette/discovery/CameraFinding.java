package io.vedette.discovery;

/**
 * What finding cameras takes.
 *
 * @param board what was found
 * @param trials tries it
 */
public record CameraFinding(DiscoveryBoard board, CameraTrials trials) {}
