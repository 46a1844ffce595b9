package io.vedette.health;

/**
 * What a stream's viewers hear.
 *
 * @param description such as {@code G.711 A-law → AAC 16 kHz mono}
 * @param codecString its codecs parameter of RFC 6381, such as {@code mp4a.40.2}
 */
public record SoundFacts(String description, String codecString) {}
