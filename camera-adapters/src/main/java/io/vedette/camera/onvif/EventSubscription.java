package io.vedette.camera.onvif;

import static java.lang.System.Logger.Level.DEBUG;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.onvif.soap.SoapRequest;
import io.vedette.camera.onvif.soap.XmlElement;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A camera's events, by a pull point (ONVIF Core, real-time pull-point notification). The device
 * holds them back until somebody pulls, and forgets the subscription when nobody does for a minute,
 * or less if it says so. Takes a conversation of its own, since pulling keeps it busy. One thread
 * pulls; it is interrupted to end.
 */
public final class EventSubscription implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(EventSubscription.class.getName());

  private static final String EVENTS = OnvifService.EVENTS.namespace();
  private static final String NOTIFICATION = "http://docs.oasis-open.org/wsn/b-2";
  private static final String MANAGER = "http://docs.oasis-open.org/wsn/bw-2/SubscriptionManager/";
  private static final String ADDRESSING = "http://www.w3.org/2005/08/addressing";

  private static final Duration LIFE = Duration.ofMinutes(1);
  private static final Duration LONGEST_PULL = Duration.ofSeconds(20);
  private static final int MOST_AT_ONCE = 100;

  private final OnvifDevice device;
  private final Clock clock;

  /** Where to pull, and what the device wants to read there. */
  private record Reference(URI place, String told, List<XmlElement> parameters) {}

  private Reference reference;
  private Instant renewed;
  private Duration life = LIFE;
  private boolean closed;

  private EventSubscription(OnvifDevice device, Clock clock) {
    this.device = device;
    this.clock = clock;
  }

  /**
   * Subscribes to all events of a device.
   *
   * @throws CameraException with {@link Reason#REFUSED} if it has none, or no room for one more
   *     subscriber
   */
  static EventSubscription open(OnvifDevice device, Clock clock) throws CameraException {
    EventSubscription subscription = new EventSubscription(device, clock);
    subscription.subscribe();
    return subscription;
  }

  private void subscribe() throws CameraException {
    URI place = device.services().get(OnvifService.EVENTS);
    if (place == null) {
      throw new CameraException(
          Reason.REFUSED, "CreatePullPointSubscription", "the camera has no events by ONVIF");
    }
    XmlElement body =
        OnvifService.EVENTS.operation(
            "CreatePullPointSubscription",
            OnvifService.EVENTS.text("InitialTerminationTime", "PT" + LIFE.toSeconds() + "S"));
    Reference events = new Reference(place, place.toString(), List.of());
    XmlElement response =
        ask(
            events,
            EVENTS + "/EventPortType/CreatePullPointSubscriptionRequest",
            body,
            Duration.ZERO);
    Optional<XmlElement> told = response.at("SubscriptionReference");
    String address = told.flatMap(t -> t.textAt("Address")).orElse(place.toString());
    reference =
        new Reference(
            device.address().web(address).orElse(place),
            address,
            told.flatMap(t -> t.at("ReferenceParameters"))
                .map(XmlElement::children)
                .orElseGet(List::of));
    begin(response);
  }

  /** The device may give less time than it was asked for. Both times are by its own clock. */
  private void begin(XmlElement response) {
    renewed = clock.instant();
    life =
        time(response, "CurrentTime")
            .flatMap(
                now -> time(response, "TerminationTime").map(end -> Duration.between(now, end)))
            .filter(given -> given.isPositive() && given.compareTo(LIFE) < 0)
            .orElse(LIFE);
  }

  private static Optional<Instant> time(XmlElement response, String name) {
    try {
      return response.textAt(name).map(text -> OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * Waits for events and takes them. Renews the subscription when it is time, and subscribes anew
   * if the device has forgotten it, as after a restart.
   *
   * @param wait how long the device may hold the answer back if there is nothing, at most 20 s;
   *     some answer at once all the same, so who pulls in a loop makes a pause when there was
   *     nothing
   * @return what came, in the device's order; possibly nothing
   * @throws CameraException if the device does not answer, or does not want us any more
   */
  public List<CameraEvent> pull(Duration wait) throws CameraException {
    if (clock.instant().isAfter(renewed.plus(life.dividedBy(2)))) {
      renew();
    }
    Duration half = life.dividedBy(2);
    Duration most = half.compareTo(LONGEST_PULL) < 0 ? half : LONGEST_PULL;
    Duration patience = wait.compareTo(most) > 0 ? most : wait;
    try {
      return pullOnce(patience);
    } catch (CameraException e) {
      if (e.reason() != Reason.REFUSED && e.reason() != Reason.NOT_FOUND) {
        throw e;
      }
      LOG.log(DEBUG, "Subscribing anew: {0}", e.getMessage());
      subscribe();
      return pullOnce(patience);
    }
  }

  private List<CameraEvent> pullOnce(Duration patience) throws CameraException {
    XmlElement body =
        OnvifService.EVENTS.operation(
            "PullMessages",
            OnvifService.EVENTS.text("Timeout", "PT" + Math.max(1, patience.toSeconds()) + "S"),
            OnvifService.EVENTS.text("MessageLimit", String.valueOf(MOST_AT_ONCE)));
    XmlElement response =
        ask(reference, EVENTS + "/PullPointSubscription/PullMessagesRequest", body, patience);
    Duration ahead = device.clock().ahead().orElse(Duration.ZERO);
    Instant now = clock.instant();
    return response.all("NotificationMessage").stream()
        .flatMap(message -> EventTopics.read(message, ahead, now).stream())
        .toList();
  }

  private void renew() throws CameraException {
    try {
      begin(
          ask(
              reference,
              MANAGER + "RenewRequest",
              XmlElement.of(
                  NOTIFICATION,
                  "Renew",
                  XmlElement.text(NOTIFICATION, "TerminationTime", "PT" + LIFE.toSeconds() + "S")),
              Duration.ZERO));
    } catch (CameraException e) {
      if (e.reason() != Reason.REFUSED && e.reason() != Reason.NOT_FOUND) {
        throw e;
      }
      // Some devices cannot renew, and some have forgotten.
      subscribe();
    }
  }

  private XmlElement ask(Reference to, String action, XmlElement body, Duration patience)
      throws CameraException {
    List<XmlElement> headers = new ArrayList<>();
    headers.add(XmlElement.text(ADDRESSING, "Action", action));
    headers.add(XmlElement.text(ADDRESSING, "MessageID", "urn:uuid:" + UUID.randomUUID()));
    headers.add(
        XmlElement.of(
            ADDRESSING,
            "ReplyTo",
            XmlElement.text(ADDRESSING, "Address", ADDRESSING + "/anonymous")));
    // As the device told it, whatever we made of it: it compares.
    headers.add(XmlElement.text(ADDRESSING, "To", to.told()));
    headers.addAll(to.parameters());
    return device.ask(to.place(), new SoapRequest(action, headers, body), patience).orThrow();
  }

  /**
   * Gives the subscription back, of which a device has few; also on a thread that is interrupted,
   * as the one that pulls is to end. Idempotent, never throws.
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    boolean interrupted = Thread.interrupted();
    try {
      ask(
          reference,
          MANAGER + "UnsubscribeRequest",
          XmlElement.of(NOTIFICATION, "Unsubscribe"),
          Duration.ZERO);
    } catch (CameraException e) {
      LOG.log(DEBUG, "A subscription is left to its end: {0}", e.getMessage());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
