/**
 * The live streams: rings of fragments with one writer and many readers, and the HLS segments that
 * lie in them.
 */
package io.vedette.live;
