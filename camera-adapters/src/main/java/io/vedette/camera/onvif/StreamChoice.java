package io.vedette.camera.onvif;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which of a device's profiles to use.
 *
 * @param main the largest that every browser plays, else the largest
 * @param sub the smallest that is wider than 320 pixels and smaller than the main one; one that
 *     every browser plays before one that needs a transcoder
 */
public record StreamChoice(Optional<MediaProfile> main, Optional<MediaProfile> sub) {

  private static final int TOO_NARROW = 320;

  private static final Comparator<MediaProfile> PLAYABLE =
      Comparator.comparing(p -> p.video().orElseThrow().codec().playsInEveryBrowser());
  private static final Comparator<MediaProfile> LARGE =
      Comparator.comparing(p -> p.video().orElseThrow().size());
  private static final Comparator<MediaProfile> FAST =
      Comparator.comparingDouble(p -> p.video().orElseThrow().rate().orElse(0));

  /**
   * Chooses among the profiles that have video of a known size, and an address. Of equal ones the
   * first that the device lists is taken; it is mostly the one its maker means.
   */
  public static StreamChoice of(List<MediaProfile> profiles) {
    List<MediaProfile> usable =
        profiles.stream().filter(p -> p.video().isPresent() && p.stream().isPresent()).toList();
    Optional<MediaProfile> main =
        usable.stream().min(PLAYABLE.thenComparing(LARGE).thenComparing(FAST).reversed());
    Optional<MediaProfile> sub =
        usable.stream()
            .filter(p -> p.video().orElseThrow().size().width() > TOO_NARROW)
            .filter(p -> isOfTheSameSource(p, main.orElseThrow()))
            .filter(p -> LARGE.compare(p, main.orElseThrow()) < 0)
            .min(PLAYABLE.reversed().thenComparing(LARGE).thenComparing(FAST));
    return new StreamChoice(main, sub);
  }

  private static boolean isOfTheSameSource(MediaProfile one, MediaProfile other) {
    return one.source().equals(other.source());
  }
}
