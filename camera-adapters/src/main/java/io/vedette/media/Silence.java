package io.vedette.media;

import java.time.Duration;

/**
 * The session is alive, but no video packet has arrived for a while.
 *
 * @param sinceVideo time since the last whole video access unit, or since the session began playing
 *     if there was none
 */
public record Silence(Duration sinceVideo) implements MediaEvent {}
