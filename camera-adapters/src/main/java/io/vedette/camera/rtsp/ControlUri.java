package io.vedette.camera.rtsp;

import io.vedette.rtsp.SessionDescription;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The addresses of a presentation and its streams (RFC 2326 C.1.1), for cameras that give them
 * wrong. What a camera says of host and port is never believed: behind NAT it knows only its own
 * side, and credentials must not follow it elsewhere.
 */
final class ControlUri {

  private final URI asked;
  private final String base;

  /**
   * @param asked the address that the description was asked of
   * @param base the camera's {@code Content-Base} or {@code Content-Location}, if it gave one
   */
  ControlUri(URI asked, Optional<String> base) {
    this.asked = asked;
    this.base =
        base.map(String::strip)
            .filter(given -> given.regionMatches(true, 0, "rtsp", 0, 4) && given.contains("://"))
            .map(this::here)
            .orElse(asked.toString());
  }

  /** The presentation's own address. */
  String session(Optional<String> control) {
    return here(SessionDescription.resolve(base, control));
  }

  /** A stream's address, and others that a camera may have meant, in the order to try them. */
  List<String> stream(Optional<String> control) {
    Set<String> candidates = new LinkedHashSet<>();
    candidates.add(here(SessionDescription.resolve(base, control)));
    candidates.add(here(SessionDescription.resolve(asked.toString(), control)));
    try {
      candidates.add(here(URI.create(base).resolve(control.orElse("")).toString()));
    } catch (IllegalArgumentException e) {
      // Not by the rules then.
      return new ArrayList<>(candidates);
    }
    return new ArrayList<>(candidates);
  }

  /** The same path at the host and port that were asked. */
  private String here(String given) {
    // Some cameras write the scheme twice.
    String address = given.replaceFirst("(?i)^(rtsps?://)+", "$1");
    int authority = address.indexOf("://");
    if (authority < 0) {
      return address;
    }
    int path = address.indexOf('/', authority + 3);
    int query = address.indexOf('?', authority + 3);
    int end = path < 0 ? query : query < 0 ? path : Math.min(path, query);
    return asked.getScheme()
        + "://"
        + asked.getRawAuthority()
        + (end < 0 ? "" : address.substring(end));
  }
}
