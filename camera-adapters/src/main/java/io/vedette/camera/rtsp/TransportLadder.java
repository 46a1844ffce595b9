package io.vedette.camera.rtsp;

import io.vedette.camera.CameraAdapter;
import io.vedette.camera.CameraAddress;
import io.vedette.camera.CameraAddress.Transport;
import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.CameraMemory;
import io.vedette.camera.Link;
import io.vedette.camera.PacketSource;
import io.vedette.camera.SignInScheme;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Tries one way to a camera's video after another, one session at a time, until a packet comes. It
 * goes on only after failures that another way can cure: wrong credentials, a wrong path or a
 * camera that is away are the same everywhere. Used by the thread that opens.
 */
final class TransportLadder implements AutoCloseable {

  private static final Duration FREED_LATE = Duration.ofSeconds(1);

  private final RtspLimits limits;
  private final RandomGenerator random;
  private final Watchdog watchdog = new Watchdog();
  private final Optional<CameraAdapter> lastResort;

  /**
   * @param lastResort reads the camera where we cannot, by {@link Link#FFMPEG}
   */
  TransportLadder(RtspLimits limits, RandomGenerator random, Optional<CameraAdapter> lastResort) {
    this.limits = limits;
    this.random = random;
    this.lastResort = lastResort;
  }

  /**
   * Opens a session; the memory is told which way worked.
   *
   * @param memory the camera's own, wherever it has sent us
   */
  PacketSource open(RtspTarget target, Transport transport, CameraMemory memory)
      throws CameraException {
    return switch (transport) {
      case AUTO -> climb(target, memory);
      case TCP -> fixed(target, Link.TCP, memory);
      case UDP -> fixed(target, Link.UDP, memory);
      case HTTP -> fixed(target, Link.HTTP, memory);
    };
  }

  /** The way to try when this one has broken while it was used. */
  static Link after(Link link) {
    return switch (link) {
      case TCP -> Link.UDP;
      case UDP -> Link.HTTP;
      case HTTP -> Link.FFMPEG;
      case FFMPEG, RTMP -> Link.TCP;
    };
  }

  private PacketSource fixed(RtspTarget target, Link link, CameraMemory memory)
      throws CameraException {
    RtspPacketSource source = SessionOpening.open(target, link, limits, watchdog, random);
    source.noteSignIn();
    memory.note(learned -> learned.withLink(link));
    return source;
  }

  private PacketSource climb(RtspTarget target, CameraMemory memory) throws CameraException {
    List<CameraException> failures = new ArrayList<>();
    for (Link link : order(target, memory)) {
      try {
        PacketSource source = attempt(target, link, memory, !failures.isEmpty());
        memory.note(learned -> learned.withLink(link));
        return source;
      } catch (CameraException e) {
        if (!isCurable(link, e, !failures.isEmpty())) {
          if (e.reason() == Reason.BUSY && !failures.isEmpty()) {
            // The ways that failed are not tried again before this one.
            memory.note(learned -> learned.withLink(link));
          }
          throw e;
        }
        failures.add(e);
      }
    }
    throw inAll(failures, target);
  }

  /**
   * Tries one way.
   *
   * @param again whether there was a session a moment ago: some cameras free its place a little
   *     after they have said so
   */
  private PacketSource attempt(RtspTarget target, Link link, CameraMemory memory, boolean again)
      throws CameraException {
    try {
      return attempt(target, link, memory);
    } catch (CameraException e) {
      if (e.reason() != Reason.BUSY || !again) {
        throw e;
      }
      pause();
      return attempt(target, link, memory);
    }
  }

  private static void pause() throws CameraException {
    try {
      Thread.sleep(FREED_LATE);
    } catch (InterruptedException e) {
      throw new CameraException(Reason.STOPPED, "connect", "the session was ended", e);
    }
  }

  private List<Link> order(RtspTarget target, CameraMemory memory) {
    List<Link> order = new ArrayList<>(List.of(Link.TCP, Link.UDP, Link.HTTP));
    // FFmpeg knows nothing of the certificate that this camera has to show.
    if (lastResort.isPresent() && !target.isSecure()) {
      order.add(Link.FFMPEG);
    }
    memory.learned().link().filter(order::remove).ifPresent(known -> order.addFirst(known));
    return order;
  }

  private PacketSource attempt(RtspTarget target, Link link, CameraMemory memory)
      throws CameraException {
    if (Thread.interrupted()) {
      throw new CameraException(Reason.STOPPED, "connect", "the session was ended");
    }
    if (link == Link.FFMPEG) {
      return lastResort(target, memory);
    }
    RtspPacketSource source = SessionOpening.open(target, link, limits, watchdog, random);
    try {
      source.awaitVideo();
      source.noteSignIn();
      return source;
    } catch (CameraException e) {
      source.close();
      throw e;
    }
  }

  /**
   * By a reader that connects by itself, looks at nobody, and answers whatever it is asked for. The
   * camera is looked at before, and asked what that will be.
   */
  private PacketSource lastResort(RtspTarget target, CameraMemory memory) throws CameraException {
    Optional<SignInScheme> asked = Optional.empty();
    if (target.credentials().isPresent()) {
      asked = SignInInquiry.ask(target, limits, watchdog, random);
      if (asked.equals(Optional.of(SignInScheme.BASIC)) && memory.learned().takesDigest()) {
        throw target.askedInClearText("DESCRIBE");
      }
    } else if (memory.knowsPeer()) {
      CameraSocket.close(CameraSocket.connect(target, target.port(), limits, watchdog));
    }
    boolean told =
        !memory.learned().takesDigest() || asked.equals(Optional.of(SignInScheme.DIGEST));
    PacketSource source =
        lastResort
            .orElseThrow()
            .open(
                new CameraAddress.Rtsp(target.url(), Transport.AUTO),
                target.credentials().filter(_ -> told),
                memory);
    asked.ifPresent(scheme -> target.memory().note(learned -> learned.withSignIn(scheme)));
    return source;
  }

  /**
   * Whether the next way may help.
   *
   * @param again whether another way was tried before, and was let in
   */
  private static boolean isCurable(Link link, CameraException e, boolean again) {
    return switch (e.reason()) {
      case TRANSPORT -> true;
      // A web server with ways of its own; it was not told the password.
      case CLEAR_TEXT -> again && link == Link.HTTP && e.step().equals("GET");
      // A camera that hangs up instead of refusing a transport.
      case CLOSED -> e.step().equals("SETUP") || e.step().equals("PLAY");
      case PROTOCOL, STALLED, UNSUPPORTED_MEDIA -> link == Link.FFMPEG;
      case UNREACHABLE,
          UNAUTHORIZED,
          NOT_FOUND,
          REFUSED,
          BUSY,
          STARTING,
          AWAITED,
          CERTIFICATE_CHANGED,
          OTHER_DEVICE,
          STOPPED ->
          false;
    };
  }

  private CameraException inAll(List<CameraException> failures, RtspTarget target) {
    CameraException first = failures.getFirst();
    StringBuilder seen = new StringBuilder(first.getMessage());
    for (CameraException other : failures.subList(1, failures.size())) {
      seen.append("; ").append(other.getMessage());
    }
    if (lastResort.isPresent() && target.isSecure()) {
      seen.append(
          "; FFmpeg's reader is not used over TLS, as it cannot check the camera's certificate");
    }
    return new CameraException(
        Reason.TRANSPORT, "transport", "none brings the video. " + seen, first);
  }

  @Override
  public void close() {
    watchdog.close();
  }
}
