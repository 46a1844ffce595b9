package io.vedette.live;

/**
 * What a rendition will be once somebody watches it.
 *
 * @param codecs the codecs parameter of RFC 6381
 * @param width picture width in pixels
 * @param height picture height in pixels
 * @param picturesPerSecond its frame rate
 * @param bitsPerSecond its bit rate, sound included
 */
public record Announcement(
    String codecs, int width, int height, double picturesPerSecond, long bitsPerSecond) {}
