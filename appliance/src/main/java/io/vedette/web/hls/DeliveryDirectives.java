package io.vedette.web.hls;

import io.vedette.live.PlaylistWindow;
import java.util.OptionalLong;

/**
 * What a client asks of a media playlist in its query (RFC 8216bis 6.2.5).
 *
 * @param mediaSequence {@code _HLS_msn}: answer when the playlist has come as far as this segment
 * @param part {@code _HLS_part}: a part of it, or {@link PlaylistWindow#WHOLE}
 * @param skip {@code _HLS_skip}: leave out what is known already
 */
public record DeliveryDirectives(OptionalLong mediaSequence, int part, boolean skip) {

  private static final double NANOS = 1e9;

  /** Seconds that a client may be ahead of the last part (RFC 8216bis 6.2.5.2). */
  private static final double ADVANCE_SECONDS = 3;

  /** Parts that it may be ahead if they are a second or longer. */
  private static final int ADVANCE_PARTS = 3;

  /** Segments that it may be ahead of the last complete one. */
  private static final int ADVANCE_SEGMENTS = 2;

  /**
   * Reads the directives; an empty text stands for one that is not there.
   *
   * @param mediaSequence value of {@code _HLS_msn}
   * @param part value of {@code _HLS_part}
   * @param skip value of {@code _HLS_skip}
   * @throws IllegalArgumentException if one is not what it may be; the message is fit for the
   *     client
   */
  public static DeliveryDirectives parse(String mediaSequence, String part, String skip) {
    if (!mediaSequence.matches("\\d{0,18}")) {
      throw new IllegalArgumentException("_HLS_msn has to be a media sequence number.");
    }
    if (!part.matches("\\d{0,6}")) {
      throw new IllegalArgumentException("_HLS_part has to be the index of a part.");
    }
    if (!part.isEmpty() && mediaSequence.isEmpty()) {
      throw new IllegalArgumentException("_HLS_part needs _HLS_msn beside it.");
    }
    if (!skip.isEmpty() && !skip.equals("YES") && !skip.equals("v2")) {
      throw new IllegalArgumentException("_HLS_skip has to be YES or v2.");
    }
    return new DeliveryDirectives(
        mediaSequence.isEmpty()
            ? OptionalLong.empty()
            : OptionalLong.of(Long.parseLong(mediaSequence)),
        part.isEmpty() ? PlaylistWindow.WHOLE : Integer.parseInt(part),
        !skip.isEmpty());
  }

  /**
   * Refuses to wait for what is too far ahead to be meant.
   *
   * @param window what is listed now
   * @throws IllegalArgumentException if it is; the message is fit for the client
   */
  public void refuseTooFarAhead(PlaylistWindow window) {
    if (mediaSequence.isEmpty()) {
      return;
    }
    long wanted = mediaSequence.getAsLong();
    long hinted = window.hintedMediaSequence();
    // The segment before the one hinted at is the last complete one.
    if (wanted > hinted - 1 + ADVANCE_SEGMENTS
        || wanted == hinted && part >= window.hintedPart() + advanceParts(window)) {
      throw new IllegalArgumentException(
          "The playlist is at part "
              + window.hintedPart()
              + " of segment "
              + hinted
              + "; what was asked for is too far ahead.");
    }
  }

  private static int advanceParts(PlaylistWindow window) {
    double seconds = window.partTargetNanos() / NANOS;
    return seconds > 0 && seconds < 1 ? (int) Math.ceil(ADVANCE_SECONDS / seconds) : ADVANCE_PARTS;
  }
}
