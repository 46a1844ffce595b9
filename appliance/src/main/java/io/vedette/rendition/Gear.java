package io.vedette.rendition;

import io.vedette.transcode.video.VideoDecoder;
import io.vedette.transcode.video.VideoEncoder;

/**
 * What a transcode is done with at one moment.
 *
 * @param decoder decodes
 * @param encoder encodes
 */
public record Gear(VideoDecoder decoder, VideoEncoder encoder) {}
