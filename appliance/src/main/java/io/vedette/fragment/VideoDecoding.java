package io.vedette.fragment;

import io.vedette.media.CodecParameters;
import io.vedette.media.Orientation;

/**
 * What it takes to decode the samples of a video track.
 *
 * @param codec how they are coded
 * @param configuration what avcC, hvcC or av1C holds, without the box header, or the headers of
 *     MPEG-4 video; not to be changed
 * @param orientation how the decoded pictures have to be turned
 */
public record VideoDecoding(
    CodecParameters.Video codec, byte[] configuration, Orientation orientation) {}
