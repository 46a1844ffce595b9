package io.vedette.health;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a camera as a device, whichever of its streams come.
 *
 * @param firmware version of its firmware, as it says; empty while unknown
 * @param clockAhead by how much its clock is ahead of the box's, negative if it is behind; empty
 *     while unknown
 * @param notices what the user should know, a sentence each without a full stop
 * @param onvif what it tells and can by ONVIF
 */
public record DeviceFacts(
    Optional<String> firmware,
    Optional<Duration> clockAhead,
    List<String> notices,
    OnvifFacts onvif) {

  /** Nothing known yet. */
  public static final DeviceFacts NONE =
      new DeviceFacts(Optional.empty(), Optional.empty(), List.of(), OnvifFacts.UNKNOWN);

  public DeviceFacts {
    notices = List.copyOf(notices);
  }

  /** The same with what the device has told; what it did not tell stays. */
  public DeviceFacts told(Optional<String> version, Optional<Duration> ahead) {
    return new DeviceFacts(version.or(() -> firmware), ahead.or(() -> clockAhead), notices, onvif);
  }

  /** The same with these notices in place of those before. */
  public DeviceFacts withNotices(List<String> now) {
    return new DeviceFacts(firmware, clockAhead, now, onvif);
  }

  /** The same with what it tells and can by ONVIF. */
  public DeviceFacts withOnvif(OnvifFacts now) {
    return new DeviceFacts(firmware, clockAhead, notices, now);
  }
}
