package io.vedette.camera.onvif;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.CameraMemory;
import io.vedette.camera.Credentials;
import io.vedette.camera.onvif.soap.DeviceAddress;
import io.vedette.camera.onvif.soap.SoapAnswer;
import io.vedette.camera.onvif.soap.SoapClient;
import io.vedette.camera.onvif.soap.SoapLimits;
import io.vedette.camera.onvif.soap.SoapRequest;
import io.vedette.camera.onvif.soap.XmlElement;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * A conversation with an ONVIF device: its clock is known, so that signing in works however wrong
 * it is, and where its services are. Everything blocks the caller, for at most {@link
 * SoapLimits#answer} for each request. Any thread may call, but requests wait for one another: who
 * waits long for events takes a conversation of its own.
 */
public final class OnvifDevice implements AutoCloseable {

  /** More than two readings of a clock in whole seconds can differ. */
  private static final Duration JUMP = Duration.ofSeconds(3);

  private final DeviceAddress address;
  private final SoapClient soap;
  private final Clock clock;
  private final Map<OnvifService, URI> services = new EnumMap<>(OnvifService.class);
  private volatile DeviceClock deviceClock = DeviceClock.UNKNOWN;

  private OnvifDevice(DeviceAddress address, SoapClient soap, Clock clock) {
    this.address = address;
    this.soap = soap;
    this.clock = clock;
  }

  /**
   * Begins a conversation with the usual limits.
   *
   * @param address the device service
   * @param credentials what to sign in with if the device wants that
   * @param memory knows the device's certificate, or takes it
   * @throws CameraException if there is no ONVIF device, or it refuses
   */
  public static OnvifDevice connect(
      DeviceAddress address, Optional<Credentials> credentials, CameraMemory memory)
      throws CameraException {
    return connect(address, credentials, memory, SoapLimits.DEFAULT, Clock.systemUTC());
  }

  /**
   * The same with other limits and another clock.
   *
   * @param clock this box's
   */
  public static OnvifDevice connect(
      DeviceAddress address,
      Optional<Credentials> credentials,
      CameraMemory memory,
      SoapLimits limits,
      Clock clock)
      throws CameraException {
    SoapClient soap =
        new SoapClient(address, credentials, memory, limits, clock, new SecureRandom());
    OnvifDevice device = new OnvifDevice(address, soap, clock);
    try {
      device.begin();
      return device;
    } catch (CameraException | RuntimeException e) {
      soap.close();
      throw e;
    }
  }

  /**
   * Whether something at an address speaks ONVIF with somebody whom it does not know. Nothing is
   * told to it. Blocks as a request does.
   *
   * @param memory knows the device's certificate, or takes it
   */
  public static boolean isAt(DeviceAddress address, CameraMemory memory) {
    try (SoapClient soap =
        new SoapClient(
            address,
            Optional.empty(),
            memory,
            SoapLimits.DEFAULT,
            Clock.systemUTC(),
            new SecureRandom())) {
      return soap.askOpenly(address.service(), dateAndTime()).isPresent();
    } catch (CameraException e) {
      return false;
    }
  }

  private void begin() throws CameraException {
    services.put(OnvifService.DEVICE, address.service());
    // First, and without credentials: their digest has the device's time in it. A device has to
    // answer this to anybody (ONVIF Core, access class PRE_AUTH), and some do not.
    clockForAnybody()
        .or(
            () ->
                soap.toldClockOffset()
                    .map(told -> new DeviceClock(Optional.of(told), DeviceClock.Source.HTTP)))
        .ifPresent(this::take);
    services.putAll(ServiceDirectory.read(this));
    if (deviceClock.source() != DeviceClock.Source.ONVIF) {
      readClock();
    }
  }

  private static SoapRequest dateAndTime() {
    return SoapRequest.of(OnvifService.DEVICE.operation("GetSystemDateAndTime"));
  }

  private void take(DeviceClock told) {
    deviceClock = told;
    soap.setClockOffset(told.ahead().orElse(Duration.ZERO));
  }

  private Optional<DeviceClock> clockForAnybody() throws CameraException {
    Instant asked = clock.instant();
    return soap.askOpenly(address.service(), dateAndTime())
        .flatMap(SoapAnswer::content)
        .flatMap(response -> DeviceClock.of(response, asked, clock.instant()));
  }

  /** Reads the device's clock again; as somebody known where it tells it to nobody else. */
  DeviceClock readClock() throws CameraException {
    Optional<DeviceClock> told = clockForAnybody();
    if (told.isEmpty()) {
      Instant asked = clock.instant();
      told =
          soap.ask(address.service(), dateAndTime())
              .content()
              .flatMap(response -> DeviceClock.of(response, asked, clock.instant()));
    }
    told.ifPresent(this::take);
    return deviceClock;
  }

  /** Takes it that the device's clock stands so now: whoever set it has to sign in by it. */
  void expectTime(Instant time) {
    take(
        new DeviceClock(
            Optional.of(Duration.between(clock.instant(), time)), DeviceClock.Source.ONVIF));
  }

  /** What is known of the device's clock. */
  public DeviceClock clock() {
    return deviceClock;
  }

  /** Where the device is. */
  public DeviceAddress address() {
    return address;
  }

  /** What the device can do, and where. */
  public Map<OnvifService, URI> services() {
    return Map.copyOf(services);
  }

  /**
   * Signs in now, if the device wants that at all: asks for what it keeps from strangers
   * (GetDeviceInformation; ONVIF Core, access class READ_SYSTEM).
   *
   * @throws CameraException as {@link SoapClient#ask}
   */
  public void signIn() throws CameraException {
    try {
      if (!soap.isSignedIn()) {
        ask(OnvifService.DEVICE, OnvifService.DEVICE.operation("GetDeviceInformation"));
      }
    } catch (CameraException e) {
      if (!DescriptionReader.tellsOn(this, e)) {
        throw e;
      }
    }
  }

  /** Whether the device has let the credentials in once; one that wants none never does. */
  public boolean isSignedIn() {
    return soap.isSignedIn();
  }

  /** Whether it has, and took a digest of the password. */
  public boolean isSignedInByDigest() {
    return soap.isSignedInByDigest();
  }

  /** Everything the device tells of itself: make, streams, clock, and so on. */
  public DeviceDescription describe() throws CameraException {
    return new DescriptionReader(this).read();
  }

  /** Its video encoders, to be changed. */
  public VideoEncoders encoders() {
    return new VideoEncoders(this);
  }

  /** Its motors. */
  public PanTiltZoom panTiltZoom() {
    return new PanTiltZoom(this);
  }

  /** How its pictures look. */
  public Imaging imaging() {
    return new Imaging(this);
  }

  /** Its clock, its relays, its restart. */
  public Maintenance maintenance() {
    return new Maintenance(this);
  }

  /**
   * Subscribes to its events. Who waits for them keeps this conversation busy.
   *
   * @throws CameraException with {@link Reason#REFUSED} if it has none, or no room for one more
   *     subscriber
   */
  public EventSubscription events() throws CameraException {
    return EventSubscription.open(this, clock);
  }

  /**
   * Asks one of its services.
   *
   * @throws CameraException as {@link SoapClient#ask}, and with {@link Reason#REFUSED} if it has no
   *     such service
   */
  SoapAnswer ask(OnvifService service, XmlElement operation) throws CameraException {
    URI place = services.get(service);
    if (place == null) {
      throw new CameraException(
          Reason.REFUSED, operation.name(), "the camera has no such service of ONVIF: " + service);
    }
    return ask(place, SoapRequest.of(operation), Duration.ZERO);
  }

  /** Asks at an address that one of its services gave. */
  SoapAnswer ask(URI place, SoapRequest request, Duration patience) throws CameraException {
    try {
      return soap.ask(place, request, patience);
    } catch (CameraException e) {
      if (e.reason() == Reason.UNAUTHORIZED && soap.isSignedIn() && hasClockJumped()) {
        return soap.ask(place, request, patience);
      }
      throw e;
    }
  }

  /** As when NTP has put right a clock that was years off: our tokens are then of another time. */
  private boolean hasClockJumped() throws CameraException {
    Optional<DeviceClock> now = clockForAnybody();
    Duration before = deviceClock.ahead().orElse(Duration.ZERO);
    now.ifPresent(this::take);
    return now.flatMap(DeviceClock::ahead)
        .map(ahead -> ahead.minus(before).abs().compareTo(JUMP) > 0)
        .orElse(false);
  }

  /** Ends the conversation, also one under way. Idempotent. */
  @Override
  public void close() {
    soap.close();
  }
}
