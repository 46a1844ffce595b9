package io.vedette.camera.ffmpeg;

/**
 * One access unit as an encoder gives it.
 *
 * @param annexB its NAL units, each behind a start code (ITU-T H.264 Annex B)
 * @param key whether it is an IDR picture; its parameter sets are then in front
 */
public record EncodedFrame(byte[] annexB, boolean key) {}
