package io.vedette.health;

import java.time.Instant;
import java.util.Optional;

/**
 * Hardware that failed while it was in use, and that new transcodes do without.
 *
 * @param kind {@code encoder} or {@code decoder}
 * @param name FFmpeg's name of an encoder, such as {@code h264_vaapi}; of a decoder by which way it
 *     is accelerated, such as {@code vaapi}
 * @param reason what happened, without a full stop
 * @param until when it will be tried again; empty where that is when the box starts anew
 */
public record HardwareAside(String kind, String name, String reason, Optional<Instant> until) {}
