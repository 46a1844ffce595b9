package io.vedette.web;

import io.vedette.camera.Credentials;
import io.vedette.web.Problem.FieldError;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * With what a camera is to be tried.
 *
 * @param credentials what to sign in with, if anything
 * @param foreign whether they may leave the box's own networks
 */
record TrialInput(Optional<Credentials> credentials, boolean foreign) {

  private static final int MAX_CREDENTIAL = 200;
  private static final String USERNAME = "username";
  private static final String PASSWORD = "password";
  private static final String FOREIGN = "foreign";

  /**
   * Reads it from a request.
   *
   * @throws ProblemException with every fault that it has
   */
  static TrialInput read(JsonObject body) {
    List<FieldError> errors =
        new ArrayList<>(FieldError.unknown("", body, Set.of(USERNAME, PASSWORD, FOREIGN)));
    JsonValue foreign = body.getOrDefault(FOREIGN, JsonValue.FALSE);
    if (foreign != JsonValue.TRUE && foreign != JsonValue.FALSE) {
      errors.add(new FieldError(FOREIGN, "True or false."));
    }
    Optional<Credentials> credentials = Optional.empty();
    if (JsonBody.has(body, USERNAME) || JsonBody.has(body, PASSWORD)) {
      credentials =
          Optional.of(new Credentials(text(body, USERNAME, errors), text(body, PASSWORD, errors)));
    }
    if (!errors.isEmpty()) {
      throw new ProblemException(Problem.invalidTrial(errors));
    }
    return new TrialInput(credentials, foreign == JsonValue.TRUE);
  }

  private static String text(JsonObject body, String member, List<FieldError> errors) {
    if (!(body.get(member) instanceof JsonString text)) {
      errors.add(
          new FieldError(
              member,
              "User name and password go together, each as a string; either may be empty."));
      return "";
    }
    if (text.getString().length() > MAX_CREDENTIAL) {
      errors.add(new FieldError(member, "At most " + MAX_CREDENTIAL + " characters."));
    } else if (text.getString().chars().anyMatch(Character::isISOControl)) {
      errors.add(new FieldError(member, "Control characters are not allowed."));
    }
    return text.getString();
  }
}
