package io.vedette.camera.discovery;

import io.vedette.camera.CameraAddress;
import io.vedette.camera.CameraAddress.Transport;
import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.Credentials;
import io.vedette.camera.rtsp.RtspInquiry;
import io.vedette.camera.rtsp.RtspLimits;
import io.vedette.rtsp.SessionDescription;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Tries a camera's paths one after another, by DESCRIBE alone, over one connection, and no further
 * than the first refusal of the credentials: many cameras lock an account after three. Safe for use
 * by any thread.
 */
public final class StreamPathWalk {

  /** What came of it. */
  public sealed interface Outcome {}

  /**
   * A stream with video is there.
   *
   * @param template whose it is; {@link PathTemplate#make} is a guess
   * @param main its address
   * @param sub address of the small one, if that is there too
   * @param tried how many paths were asked for
   */
  public record Found(PathTemplate template, URI main, Optional<URI> sub, int tried)
      implements Outcome {}

  /**
   * The camera refuses the credentials, or wants some and there are none; nothing more was tried.
   *
   * @param failure what it said
   */
  public record Refused(CameraException failure) implements Outcome {}

  /**
   * None of the paths has a stream.
   *
   * @param tried how many were asked for
   */
  public record NothingFound(int tried) implements Outcome {}

  /**
   * The camera cannot be asked, or not any more.
   *
   * @param failure why
   * @param tried how many paths were asked for before
   */
  public record Failed(CameraException failure, int tried) implements Outcome {}

  /** How many paths one walk asks for at most. */
  public static final int MOST_PATHS = 40;

  /** After so many failures in a row that are no answer, nobody has to ask on. */
  private static final int MOST_FAILURES = 3;

  private final RtspLimits limits;
  private final RandomGenerator random;

  /**
   * @param limits how long the camera may take for each
   * @param random makes client nonces; safe for use by any thread
   */
  public StreamPathWalk(RtspLimits limits, RandomGenerator random) {
    this.limits = limits;
    this.random = random;
  }

  /**
   * Walks. Blocks the calling thread.
   *
   * @param host where the camera is
   * @param ports at which it is known to speak RTSP; none: each template's own
   * @param templates what to try, in this order; the first {@value #MOST_PATHS} count
   * @param credentials what to sign in with, if anything
   */
  public Outcome walk(
      InetAddress host,
      List<Integer> ports,
      List<PathTemplate> templates,
      Optional<Credentials> credentials) {
    int tried = 0;
    int failures = 0;
    try (RtspInquiry inquiry = new RtspInquiry(credentials, limits, random)) {
      for (PathTemplate template : templates) {
        for (int port : ports.isEmpty() ? List.of(template.port()) : ports) {
          if (tried == MOST_PATHS) {
            return new NothingFound(tried);
          }
          tried++;
          URI main = PathTemplate.at(literal(host), port, template.main());
          try {
            if (hasVideo(inquiry, main)) {
              return new Found(template, main, sub(inquiry, host, port, template), tried);
            }
            failures = 0;
          } catch (CameraException e) {
            switch (e.reason()) {
              case UNAUTHORIZED -> {
                return new Refused(e);
              }
              case NOT_FOUND, UNSUPPORTED_MEDIA, TRANSPORT -> failures = 0;
              case PROTOCOL, CLOSED -> {
                // A camera that answers 400 to what it does not know, or hangs up.
                if (++failures == MOST_FAILURES && e.reason() == Reason.CLOSED) {
                  return new Failed(e, tried);
                }
              }
              default -> {
                return new Failed(e, tried);
              }
            }
          }
        }
      }
    }
    return new NothingFound(tried);
  }

  /** Looks for the small stream; a refusal or failure leaves the main one found. */
  private static Optional<URI> sub(
      RtspInquiry inquiry, InetAddress host, int port, PathTemplate template) {
    if (template.sub().isEmpty()) {
      return Optional.empty();
    }
    URI sub = PathTemplate.at(literal(host), port, template.sub().get());
    try {
      return hasVideo(inquiry, sub) ? Optional.of(sub) : Optional.empty();
    } catch (CameraException e) {
      return Optional.empty();
    }
  }

  private static boolean hasVideo(RtspInquiry inquiry, URI url) throws CameraException {
    SessionDescription description = inquiry.describe(new CameraAddress.Rtsp(url, Transport.AUTO));
    return description.media().stream().anyMatch(media -> media.kind().equals("video"));
  }

  private static String literal(InetAddress host) {
    String digits = host.getHostAddress();
    return host instanceof Inet6Address ? "[" + digits.replace("%", "%25") + "]" : digits;
  }
}
