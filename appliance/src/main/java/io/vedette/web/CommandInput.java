package io.vedette.web;

import io.vedette.camera.onvif.PanTiltZoom.Vector;
import io.vedette.control.CameraMotors;
import io.vedette.web.Problem.FieldError;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads what a camera is to do from a request. Used once, by the request's thread. */
final class CommandInput {

  private static final String ACTION = "action";
  private static final int MOST_CHARACTERS = 64;
  private static final double USUAL_SECONDS = 2;

  private final JsonObject body;
  private final List<FieldError> errors = new ArrayList<>();
  private final Set<String> known = new HashSet<>(Set.of(ACTION));

  CommandInput(JsonObject body) {
    this.body = body;
  }

  /**
   * A command for motors.
   *
   * @throws ProblemException if it is none
   */
  PtzCommand motors() {
    PtzCommand command =
        switch (action()) {
          case "move" -> new PtzCommand.Move(vector(), seconds());
          case "stop" -> new PtzCommand.Stop();
          case "step" -> new PtzCommand.Step(vector());
          case "goto" -> new PtzCommand.GoTo(text("preset"));
          case "set" -> new PtzCommand.Remember(text("name"));
          case "remove" -> new PtzCommand.Forget(text("preset"));
          case "home" -> new PtzCommand.Home();
          default -> {
            errors.add(
                new FieldError(
                    ACTION,
                    "One of \"move\", \"stop\", \"step\", \"goto\", \"set\", \"remove\" and"
                        + " \"home\"."));
            yield new PtzCommand.Stop();
          }
        };
    complain();
    return command;
  }

  /**
   * A command for the device.
   *
   * @throws ProblemException if it is none
   */
  MaintenanceCommand maintenance() {
    MaintenanceCommand command =
        switch (action()) {
          case "set_clock" -> new MaintenanceCommand.SetClock();
          case "reboot" -> new MaintenanceCommand.Reboot();
          case "set_relay" -> new MaintenanceCommand.SetRelay(text("relay"), flag("active"));
          default -> {
            errors.add(
                new FieldError(ACTION, "One of \"set_clock\", \"reboot\" and \"set_relay\"."));
            yield new MaintenanceCommand.SetClock();
          }
        };
    complain();
    return command;
  }

  private void complain() {
    errors.addAll(FieldError.unknown("", body, known));
    if (!errors.isEmpty()) {
      throw new ProblemException(Problem.invalidCommand(errors));
    }
  }

  private String action() {
    return body.get(ACTION) instanceof JsonString text ? text.getString() : "";
  }

  private Vector vector() {
    Vector vector = new Vector(part("pan"), part("tilt"), part("zoom"));
    if (errors.isEmpty() && vector.pan() == 0 && vector.tilt() == 0 && vector.zoom() == 0) {
      errors.add(new FieldError("pan", "One of \"pan\", \"tilt\" and \"zoom\" must not be 0."));
    }
    return vector;
  }

  private double part(String name) {
    return number(name, 0, -1, 1);
  }

  private Duration seconds() {
    double seconds = number("seconds", USUAL_SECONDS, 1, CameraMotors.LONGEST.toSeconds());
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  private double number(String name, double otherwise, double least, double most) {
    known.add(name);
    JsonValue value = body.get(name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof JsonNumber number
        && number.doubleValue() >= least
        && number.doubleValue() <= most) {
      return number.doubleValue();
    }
    errors.add(new FieldError(name, "A number from %.0f to %.0f.".formatted(least, most)));
    return otherwise;
  }

  private boolean flag(String name) {
    known.add(name);
    JsonValue value = body.get(name);
    if (value != JsonValue.TRUE && value != JsonValue.FALSE) {
      errors.add(new FieldError(name, "true or false."));
    }
    return value == JsonValue.TRUE;
  }

  private String text(String name) {
    known.add(name);
    if (body.get(name) instanceof JsonString text
        && !text.getString().isBlank()
        && text.getString().length() <= MOST_CHARACTERS
        && text.getString().chars().noneMatch(Character::isISOControl)) {
      return text.getString();
    }
    errors.add(
        new FieldError(
            name,
            "A text of 1 to " + MOST_CHARACTERS + " characters, without control characters."));
    return "";
  }
}
