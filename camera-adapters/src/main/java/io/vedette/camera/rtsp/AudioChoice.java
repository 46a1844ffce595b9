package io.vedette.camera.rtsp;

import io.vedette.rtsp.SessionDescription;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which of a camera's audio streams is taken.
 *
 * @param offer the best that can be read, if any
 * @param notice why there is none although the camera offers audio, as a sentence for the user;
 *     empty where there is nothing to explain
 */
record AudioChoice(Optional<AudioOffer> offer, Optional<String> notice) {

  private static final String NOT_CARRIED = "the camera's audio is not carried: ";

  /** Chooses among the audio streams of a description: AAC, then Opus, then the rest by quality. */
  static AudioChoice of(SessionDescription description) {
    List<AudioOffer> offers = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    for (SessionDescription.Media media : description.media()) {
      if (media.kind().equals("audio")) {
        try {
          offers.add(AudioOffer.of(media));
        } catch (IllegalArgumentException e) {
          reasons.add(e.getMessage());
        }
      }
    }
    Optional<AudioOffer> best = offers.stream().min(Comparator.comparingInt(AudioOffer::rank));
    return new AudioChoice(
        best,
        best.isPresent() || reasons.isEmpty()
            ? Optional.empty()
            : Optional.of(NOT_CARRIED + String.join("; ", reasons)));
  }

  /** The camera offers audio and then refuses to send it. */
  static AudioChoice refused(int status) {
    return new AudioChoice(
        Optional.empty(), Optional.of(NOT_CARRIED + "the camera answered SETUP with " + status));
  }
}
