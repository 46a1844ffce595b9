/**
 * Finds out which encoders and decoders this box has, each in a process of its own: {@link
 * io.vedette.transcode.probe.EncoderProbe} asks, {@link io.vedette.transcode.probe.ChildTrial} runs
 * the child, {@link io.vedette.transcode.probe.ProbeChild} is what runs there, and {@link
 * io.vedette.transcode.probe.EncoderChoice} says what follows from it.
 */
package io.vedette.transcode.probe;
