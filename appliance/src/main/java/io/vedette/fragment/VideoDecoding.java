package io.vedette.fragment;

import io.vedette.media.CodecParameters;

/**
 * What it takes to decode the samples of a video track.
 *
 * @param codec how they are coded
 * @param configuration what avcC, hvcC or av1C holds, without the box header; not to be changed
 */
public record VideoDecoding(CodecParameters.Video codec, byte[] configuration) {}
