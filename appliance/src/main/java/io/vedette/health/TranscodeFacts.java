package io.vedette.health;

/**
 * How a rendition is made, while it is made.
 *
 * @param encoder FFmpeg's name of the encoder in use, such as {@code h264_v4l2m2m}
 * @param hardware whether something other than the processor encodes
 * @param decoder what decodes, such as {@code software} or {@code vaapi}
 * @param encoded pictures made
 * @param dropped pictures left out because they would have come too late
 * @param concealed access units that came damaged
 * @param lateMillis how long the last picture took from the camera's packet to being ready, in
 *     milliseconds; 0 before the first
 * @param reduced whether it is made smaller than was asked for, because the box has no more power
 */
public record TranscodeFacts(
    String encoder,
    boolean hardware,
    String decoder,
    long encoded,
    long dropped,
    long concealed,
    long lateMillis,
    boolean reduced) {}
