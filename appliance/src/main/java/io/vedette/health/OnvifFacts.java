package io.vedette.health;

import java.util.List;
import java.util.Locale;

/**
 * What a camera tells and can by ONVIF.
 *
 * @param state whether the box talks with it
 * @param reason why not, or what it does not tell, as a sentence without a full stop; empty where
 *     there is nothing to explain
 * @param make the maker's name, possibly empty
 * @param model the model's name, possibly empty
 * @param serial the serial number, possibly empty
 * @param movable whether it can be turned or zoomed
 * @param adjustable whether its picture can be set
 * @param watched whether it tells its events at the moment
 * @param sensors how its sensors are, as far as it has told
 * @param events what it noticed last, the newest last; as many as the box remembers
 */
public record OnvifFacts(
    State state,
    String reason,
    String make,
    String model,
    String serial,
    boolean movable,
    boolean adjustable,
    boolean watched,
    List<SensorFacts> sensors,
    List<SensorEvent> events) {

  /** Whether the box talks with the camera. */
  public enum State {
    /** It has not been asked yet. */
    UNKNOWN,
    /** No ONVIF device was found at its address. */
    NONE,
    /** It refuses the credentials, and is left alone. */
    REFUSED,
    /** It does not answer as it should; it is asked again later. */
    FAILED,
    /** It has told of itself. */
    CONNECTED;

    /** Its name in the API. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Nothing known yet. */
  public static final OnvifFacts UNKNOWN =
      new OnvifFacts(State.UNKNOWN, "", "", "", "", false, false, false, List.of(), List.of());

  public OnvifFacts {
    sensors = List.copyOf(sensors);
    events = List.copyOf(events);
  }

  /** The same in another state. */
  public OnvifFacts in(State now, String why) {
    return new OnvifFacts(
        now,
        why,
        make,
        model,
        serial,
        movable,
        adjustable,
        watched && now == State.CONNECTED,
        sensors,
        events);
  }

  /** What is left of it while nobody asks the camera. */
  public OnvifFacts unasked() {
    return in(State.UNKNOWN, "").noticing(false, List.of(), events);
  }

  /** The same of a device that says this of itself. */
  public OnvifFacts of(
      String itsMake, String itsModel, String itsSerial, boolean canMove, boolean canAdjust) {
    return new OnvifFacts(
        State.CONNECTED,
        "",
        itsMake,
        itsModel,
        itsSerial,
        canMove,
        canAdjust,
        false,
        sensors,
        events);
  }

  /** The same with what it notices. */
  public OnvifFacts noticing(
      boolean tells, List<SensorFacts> itsSensors, List<SensorEvent> itsEvents) {
    return new OnvifFacts(
        state, reason, make, model, serial, movable, adjustable, tells, itsSensors, itsEvents);
  }
}
