/**
 * Measurements against the {@code ffmpeg} binary, started by {@code ./dev bench}; never part of a
 * test.
 */
package io.vedette.bench;
