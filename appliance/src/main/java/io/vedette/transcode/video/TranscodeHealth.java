package io.vedette.transcode.video;

/**
 * What a transcoder did so far.
 *
 * @param decoder which decoder is in use
 * @param encoder which encoder is in use
 * @param decoded pictures that the decoder brought
 * @param encoded pictures that came out
 * @param dropped pictures left out because they would have come too late; not those beyond the
 *     frame rate, nor those that had come before it began
 * @param concealed access units that were damaged
 */
public record TranscodeHealth(
    VideoDecoder decoder,
    VideoEncoder encoder,
    long decoded,
    long encoded,
    long dropped,
    long concealed) {}
