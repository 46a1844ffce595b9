/**
 * The vocabulary every other package speaks: tracks, codec parameters, packets and the events of a
 * media source.
 *
 * <p>Everything here is an immutable heap value. This package imports nothing else of Vedette.
 */
package io.vedette.media;
