package io.vedette.web;

import io.vedette.camera.CameraIdentity;
import io.vedette.camera.discovery.MacAddress;
import io.vedette.web.Problem.FieldError;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads who a camera is from a request. Used once, by the request's thread. */
final class IdentityInput {

  private static final String FIELD = "identity";
  private static final Set<String> MEMBERS = Set.of("serial", "mac", "uuid", "make", "model");
  private static final Pattern UUID =
      Pattern.compile("(urn:uuid:)?([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})");

  private final List<FieldError> errors;

  /**
   * @param errors takes the faults
   */
  IdentityInput(List<FieldError> errors) {
    this.errors = errors;
  }

  /** What an object says, whole; of null, nothing. A member that is null is not known. */
  CameraIdentity read(JsonValue value) {
    if (value == JsonValue.NULL) {
      return CameraIdentity.UNKNOWN;
    }
    if (!(value instanceof JsonObject given)) {
      errors.add(
          new FieldError(
              FIELD,
              "An object with any of \"serial\", \"mac\", \"uuid\", \"make\" and \"model\", or"
                  + " null."));
      return CameraIdentity.UNKNOWN;
    }
    errors.addAll(FieldError.unknown(FIELD + ".", given, MEMBERS));
    return new CameraIdentity(
        text(given, "serial"), mac(given), uuid(given), text(given, "make"), text(given, "model"));
  }

  private Optional<String> mac(JsonObject given) {
    Optional<String> told = text(given, "mac");
    Optional<String> mac = told.flatMap(MacAddress::parse).map(MacAddress::text);
    if (told.isPresent() && mac.isEmpty()) {
      error("mac", "A device's own hardware address, such as 00:00:5e:00:53:07.");
    }
    return mac;
  }

  private Optional<String> uuid(JsonObject given) {
    Optional<String> told = text(given, "uuid");
    Optional<String> uuid =
        told.map(text -> UUID.matcher(text.toLowerCase(Locale.ROOT)))
            .filter(Matcher::matches)
            .map(found -> found.group(2));
    if (told.isPresent() && uuid.isEmpty()) {
      error("uuid", "A UUID, such as 6ba7b810-9dad-11d1-80b4-00c04fd430c8.");
    }
    return uuid;
  }

  private Optional<String> text(JsonObject given, String member) {
    JsonValue value = given.getOrDefault(member, JsonValue.NULL);
    if (value == JsonValue.NULL) {
      return Optional.empty();
    }
    if (!(value instanceof JsonString string) || string.getString().isBlank()) {
      error(member, "A text that is not empty, or null.");
      return Optional.empty();
    }
    String text = string.getString().strip();
    if (text.length() > CameraIdentity.MOST_CHARACTERS) {
      error(
          member,
          "At most "
              + CameraIdentity.MOST_CHARACTERS
              + " characters; these are "
              + text.length()
              + ".");
      return Optional.empty();
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      error(member, "Control characters are not allowed.");
      return Optional.empty();
    }
    return Optional.of(text);
  }

  private void error(String member, String detail) {
    errors.add(new FieldError(FIELD + "." + member, detail));
  }
}
