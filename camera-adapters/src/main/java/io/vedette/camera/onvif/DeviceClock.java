package io.vedette.camera.onvif;

import io.vedette.camera.onvif.soap.XmlElement;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A device's clock.
 *
 * @param ahead by how much it is ahead of this box's, to the second; negative if it is behind
 * @param source what told it
 */
public record DeviceClock(Optional<Duration> ahead, Source source) {

  /** What tells a device's time. */
  public enum Source {
    /** GetSystemDateAndTime. */
    ONVIF,
    /** The {@code Date} field of an answer, where the device told the time to nobody unknown. */
    HTTP,
    /** Nothing. */
    NOTHING
  }

  /** Nothing is known of it. */
  static final DeviceClock UNKNOWN = new DeviceClock(Optional.empty(), Source.NOTHING);

  /**
   * Reads the answer to GetSystemDateAndTime (ONVIF Core).
   *
   * @param response its element
   * @param asked when this box asked
   * @param answered when it had the answer
   */
  static Optional<DeviceClock> of(XmlElement response, Instant asked, Instant answered) {
    Instant between = asked.plus(Duration.between(asked, answered).dividedBy(2));
    return response
        .at("SystemDateAndTime", "UTCDateTime")
        .flatMap(DeviceClock::time)
        .map(time -> Duration.between(between, time))
        .map(ahead -> new DeviceClock(Optional.of(ahead), Source.ONVIF));
  }

  private static Optional<Instant> time(XmlElement utc) {
    OptionalInt year = utc.intAt("Date", "Year");
    OptionalInt month = utc.intAt("Date", "Month");
    OptionalInt day = utc.intAt("Date", "Day");
    if (year.isEmpty() || month.isEmpty() || day.isEmpty()) {
      return Optional.empty();
    }
    try {
      LocalDateTime time =
          LocalDateTime.of(
              year.getAsInt(),
              month.getAsInt(),
              day.getAsInt(),
              utc.intAt("Time", "Hour").orElse(0),
              utc.intAt("Time", "Minute").orElse(0),
              // A leap second, which Java's time does not know.
              Math.min(59, utc.intAt("Time", "Second").orElse(0)));
      return Optional.of(time.toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
