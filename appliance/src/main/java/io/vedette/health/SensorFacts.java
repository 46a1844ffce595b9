package io.vedette.health;

import java.time.Instant;

/**
 * How one of a camera's sensors is.
 *
 * @param kind what it notices
 * @param source the camera's name of it, of inputs, of which it may have several; otherwise empty
 * @param active whether it notices something now
 * @param since since when that is so, by the box's clock
 */
public record SensorFacts(SensorKind kind, String source, boolean active, Instant since) {}
