package io.vedette.rtsp;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code Session} field (RFC 2326 12.37). Cameras put blanks where the grammar has none.
 *
 * @param id the session's identifier, possibly empty
 * @param timeout after how long the server forgets a session that is not kept alive; empty if it
 *     does not say, or says 0
 */
public record SessionHeader(String id, Optional<Duration> timeout) {

  private static final Pattern TIMEOUT =
      Pattern.compile(";\\s*timeout\\s*=\\s*\"?(\\d{1,6})", Pattern.CASE_INSENSITIVE);

  /** Reads the field. */
  public static SessionHeader parse(String value) {
    Matcher matcher = TIMEOUT.matcher(value);
    Optional<Duration> timeout =
        matcher.find()
            ? Optional.of(Duration.ofSeconds(Long.parseLong(matcher.group(1))))
                .filter(given -> !given.isZero())
            : Optional.empty();
    return new SessionHeader(value.split(";", 2)[0].strip(), timeout);
  }
}
