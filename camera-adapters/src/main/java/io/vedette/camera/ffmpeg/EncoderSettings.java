package io.vedette.camera.ffmpeg;

/**
 * How a scene is encoded.
 *
 * @param width in pixels, even
 * @param height in pixels, even
 * @param rateNumerator frames per second, numerator
 * @param rateDenominator frames per second, denominator
 * @param groupFrames frames from one key frame to the next
 * @param bitsPerSecond mean bit rate; the peak is a quarter more, over one second
 */
public record EncoderSettings(
    int width,
    int height,
    int rateNumerator,
    int rateDenominator,
    int groupFrames,
    int bitsPerSecond) {}
