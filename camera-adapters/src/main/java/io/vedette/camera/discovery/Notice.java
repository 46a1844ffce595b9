package io.vedette.camera.discovery;

/**
 * Something went wrong that ended nothing: an interface that fails, an answer that cannot be read.
 *
 * @param source the means that it happened to
 * @param about whom or what it is about: an address, or the name of an interface
 * @param seen what was seen, fit for the person who looks after the cameras
 */
public record Notice(SightingSource source, String about, String seen) {}
