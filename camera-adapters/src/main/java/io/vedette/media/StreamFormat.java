package io.vedette.media;

import java.util.List;
import java.util.Optional;

/**
 * What a stream consists of from here on. A source sends a new one before the first packet it
 * applies to; packets after it begin with a key frame.
 *
 * @param tracks the tracks, video first; never empty, at most one of each kind. Audio is one of
 *     them only while it comes
 * @param notices what the user should know of what is not there, a sentence each without a full
 *     stop
 */
public record StreamFormat(List<Track> tracks, List<String> notices) implements MediaEvent {

  public StreamFormat {
    tracks = List.copyOf(tracks);
    notices = List.copyOf(notices);
    if (tracks.isEmpty()) {
      throw new IllegalArgumentException("a stream needs at least one track");
    }
  }

  /** A stream of which there is nothing to tell. */
  public StreamFormat(List<Track> tracks) {
    this(tracks, List.of());
  }

  /** The video track, if there is one. */
  public Optional<Track> video() {
    return tracks.stream().filter(track -> track.codec().isVideo()).findFirst();
  }

  /** The audio track, if there is one. */
  public Optional<Track> audio() {
    return tracks.stream().filter(track -> !track.codec().isVideo()).findFirst();
  }
}
