package io.vedette.camera.onvif.soap;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.CameraMemory;
import io.vedette.camera.Credentials;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Asks one device, and signs in if it wants that. Blocks its caller for at most {@link
 * SoapLimits#answer} for each request and each way to sign in. Any thread may call; one request is
 * under way at a time, as cameras have few connections to spare.
 */
public final class SoapClient implements AutoCloseable {

  /** A clock that is less off does not matter to any device. */
  private static final Duration WORTH_TELLING = Duration.ofSeconds(5);

  private final DeviceAddress address;
  private final HttpTransport transport;
  private final SoapLimits limits;
  private final Optional<SignIn> signIn;
  private final Clock clock;
  private Duration clockOffset = Duration.ZERO;
  private Optional<Duration> toldClockOffset = Optional.empty();

  /**
   * A client of one device; connects to nothing yet.
   *
   * @param credentials what to sign in with, if anything
   * @param memory knows the device's certificate, or takes it
   * @param clock this box's
   * @param random makes nonces; has to be one that nobody can guess
   */
  public SoapClient(
      DeviceAddress address,
      Optional<Credentials> credentials,
      CameraMemory memory,
      SoapLimits limits,
      Clock clock,
      RandomGenerator random) {
    this.address = address;
    this.limits = limits;
    this.clock = clock;
    this.transport = new HttpTransport(limits, memory);
    this.signIn = credentials.map(known -> new SignIn(known, address.isSecure(), random));
  }

  /** By how much the device's clock is ahead of ours, as the tokens have to know. */
  public synchronized void setClockOffset(Duration ahead) {
    clockOffset = ahead;
  }

  /** How far ahead of ours the clock was that stood in the last answer's {@code Date} field. */
  public synchronized Optional<Duration> toldClockOffset() {
    return toldClockOffset;
  }

  /** Whether the device has let these credentials in once. */
  public synchronized boolean isSignedIn() {
    return signIn.isPresent() && signIn.get().isProven();
  }

  /** Whether it has, and took a digest of the password. */
  public synchronized boolean isSignedInByDigest() {
    return signIn.isPresent() && signIn.get().isProvenByDigest();
  }

  /**
   * Asks without telling who asks.
   *
   * @return empty if the device wants to know that
   * @throws CameraException if there is no answer, or none in SOAP
   */
  public synchronized Optional<SoapAnswer> askOpenly(URI to, SoapRequest request)
      throws CameraException {
    SoapReply reply = exchange(to, request, Optional.empty(), Duration.ZERO);
    if (reply.isRefused()) {
      return Optional.empty();
    }
    return Optional.of(reply.answer()).filter(answer -> notAuthorized(answer).isEmpty());
  }

  /** As {@link #ask(URI, SoapRequest, Duration)}, with the usual patience. */
  public SoapAnswer ask(URI to, SoapRequest request) throws CameraException {
    return ask(to, request, Duration.ZERO);
  }

  /**
   * Asks, and tells who asks if the device wants that.
   *
   * @param to where, on the device's host
   * @param patience how much longer than usual the answer may take
   * @throws CameraException if there is no answer, or none in SOAP, or with {@link
   *     Reason#UNAUTHORIZED} if the device wants credentials that there are not, or refuses them;
   *     once they were refused they are not sent again
   */
  public synchronized SoapAnswer ask(URI to, SoapRequest request, Duration patience)
      throws CameraException {
    while (true) {
      if (signIn.isPresent() && signIn.get().way() == SignIn.Way.REFUSED) {
        throw refused(request, "it has refused them before");
      }
      SoapReply reply = exchange(to, request, signIn, patience);
      if (reply.isRefused()) {
        if (!known(request).unauthorized(reply.challenges())) {
          throw refused(request, reply.refusal());
        }
        continue;
      }
      SoapAnswer answer = reply.answer();
      Optional<SoapFault> fault = notAuthorized(answer);
      if (fault.isEmpty()) {
        signIn.ifPresent(who -> who.accepted(reply.authenticationInfo()));
        return answer;
      }
      if (!known(request).notAuthorized()) {
        throw refused(request, fault.get().words());
      }
    }
  }

  private SoapReply exchange(URI to, SoapRequest request, Optional<SignIn> who, Duration patience)
      throws CameraException {
    if (!address.covers(to)) {
      throw new IllegalArgumentException(to + " is not on the device at " + address);
    }
    Optional<UsernameToken> token =
        who.flatMap(known -> known.token(clock.instant().plus(clockOffset)));
    HttpExchange exchange =
        transport.post(
            to,
            request,
            XmlWriter.envelope(request, token),
            who.flatMap(known -> known.authorization(requestUri(to))),
            patience);
    SoapReply reply = new SoapReply(to, request, exchange, limits);
    toldClockOffset =
        reply.date().map(told -> Duration.between(clock.instant(), told)).or(() -> toldClockOffset);
    return reply;
  }

  private static String requestUri(URI to) {
    String path = to.getRawPath() == null || to.getRawPath().isEmpty() ? "/" : to.getRawPath();
    return to.getRawQuery() == null ? path : path + "?" + to.getRawQuery();
  }

  private static Optional<SoapFault> notAuthorized(SoapAnswer answer) {
    return switch (answer) {
      case SoapAnswer.Content _ -> Optional.empty();
      case SoapAnswer.Refused(_, SoapFault fault) ->
          Optional.of(fault).filter(SoapFault::isNotAuthorized);
    };
  }

  private SignIn known(SoapRequest request) throws CameraException {
    return signIn.orElseThrow(
        () ->
            new CameraException(
                Reason.UNAUTHORIZED,
                request.operation(),
                "the camera wants a user name and a password"));
  }

  private CameraException refused(SoapRequest request, String seen) {
    String clockSeen =
        clockOffset.abs().compareTo(WORTH_TELLING) < 0
            ? ""
            : "; its clock is "
                + clockOffset.abs().toSeconds()
                + " s "
                + (clockOffset.isNegative() ? "behind" : "ahead")
                + ", which was taken into account";
    return new CameraException(
        Reason.UNAUTHORIZED,
        request.operation(),
        isSignedIn()
            ? "the camera does not let this user do that (" + seen + ")" + clockSeen
            : "the camera refuses the user name or the password ("
                + seen
                + ")"
                + clockSeen
                + ". It is not asked again, so that it does not lock the account");
  }

  /** Ends what is under way. Idempotent. */
  @Override
  public void close() {
    transport.close();
  }
}
