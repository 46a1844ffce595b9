package io.vedette.web;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * A failure as the client sees it (RFC 9457).
 *
 * @param status the HTTP status
 * @param name the stable end of its type, {@code urn:vedette:problem:NAME}
 * @param title what kind of failure it is, the same for every one of that name
 * @param detail what went wrong this time, and what to do
 * @param errors which fields of the request are at fault
 */
record Problem(int status, String name, String title, String detail, List<FieldError> errors) {

  static final String MEDIA_TYPE = "application/problem+json";

  /**
   * A fault of one field.
   *
   * @param field its path in the request, such as {@code address.url}
   * @param detail what is wrong with it
   */
  record FieldError(String field, String detail) {

    private static final int EXCERPT = 40;

    /**
     * The members of an object that nobody knows.
     *
     * @param path where the object stands, with a full stop behind it; empty for the whole request
     * @param known what it may have
     */
    static List<FieldError> unknown(String path, JsonObject object, Set<String> known) {
      return object.keySet().stream()
          .filter(member -> !known.contains(member))
          .map(member -> new FieldError(path + excerpt(member), "There is no such field."))
          .toList();
    }

    /** What a client sent, short enough to be sent back. */
    static String excerpt(String text) {
      return text.length() <= EXCERPT ? text : text.substring(0, EXCERPT) + "…";
    }
  }

  Problem {
    errors = List.copyOf(errors);
  }

  Problem(int status, String name, String title, String detail) {
    this(status, name, title, detail, List.of());
  }

  static Problem unauthorized() {
    return new Problem(
        401, "unauthorized", "Not signed in", "Sign in, or send a token that has not expired.");
  }

  static Problem forbidden() {
    return new Problem(403, "forbidden", "Not allowed", "Your role does not allow this.");
  }

  static Problem foreignOrigin(String origin) {
    return new Problem(
        403,
        "foreign-origin",
        "Another site",
        "Requests from pages of another origin are refused: " + origin);
  }

  static Problem notFound(String what) {
    return new Problem(404, "not-found", "Not found", what);
  }

  static Problem invalidCamera(List<FieldError> errors) {
    return new Problem(422, "invalid-camera", "The camera is not valid", detailOf(errors), errors);
  }

  static Problem invalidProfile(List<FieldError> errors) {
    return new Problem(
        422, "invalid-profile", "The rendition profile is not valid", detailOf(errors), errors);
  }

  static Problem profileExists() {
    String detail = "There is a profile of this name already.";
    return new Problem(
        412,
        "profile-exists",
        "The name is taken",
        detail,
        List.of(new FieldError("name", detail)));
  }

  static Problem profileGone() {
    return new Problem(
        412, "profile-gone", "The profile is gone", "Somebody has removed it meanwhile.");
  }

  static Problem noStreamKey() {
    return new Problem(
        409,
        "no-stream-key",
        "The camera has no stream key",
        "Only cameras that push have one; this one is read by the box.");
  }

  static Problem tooManyProfiles(int limit) {
    return new Problem(
        409,
        "too-many-profiles",
        "There are too many profiles",
        "There can be " + limit + " of them. Remove one that nobody uses.");
  }

  private static String detailOf(List<FieldError> errors) {
    return errors.size() == 1 ? errors.getFirst().detail() : errors.size() + " fields are wrong.";
  }

  static Problem invalidChoice(List<FieldError> errors) {
    return new Problem(422, "invalid-choice", "The choice is not valid", detailOf(errors), errors);
  }

  static Problem invalidCommand(List<FieldError> errors) {
    return new Problem(
        422, "invalid-command", "The command is not valid", detailOf(errors), errors);
  }

  static Problem invalidSetting(List<FieldError> errors) {
    return new Problem(
        422, "invalid-setting", "The setting is not valid", detailOf(errors), errors);
  }

  static Problem probeRunning() {
    return new Problem(
        409,
        "probe-running",
        "The encoders are being tried",
        "They are being tried already; see how far that is at /api/v1/encoders.");
  }

  static Problem invalidTrial(List<FieldError> errors) {
    return new Problem(422, "invalid-trial", "The trial is not valid", detailOf(errors), errors);
  }

  static Problem foreignCamera(String address) {
    return new Problem(
        409,
        "foreign-camera",
        "The camera is on another network",
        "The camera answers at "
            + address
            + ", which is on none of the box's own networks, so it was not told the password.");
  }

  static Problem trialRunning() {
    return new Problem(
        409,
        "trial-running",
        "The camera is being tried",
        "It is being tried already; wait for what comes of it.");
  }

  static Problem cameraFailed(String cameraName, String why) {
    return new Problem(
        502, "camera-failed", "The camera failed", "Camera \"" + cameraName + "\": " + why);
  }

  static Problem planChanged() {
    return new Problem(
        409,
        "plan-changed",
        "The plan is another one now",
        "The camera is not as it was when the plan was made. Look at what would be changed now.");
  }

  static Problem tooManyTrials() {
    return new Problem(
        503,
        "too-many-trials",
        "Too many cameras are being tried",
        "Ask again when some of them are done.");
  }

  static Problem invalidBody(String detail) {
    return new Problem(400, "invalid-body", "The request's body cannot be read", detail);
  }

  static Problem invalidDirective(String detail) {
    return new Problem(
        400, "invalid-directive", "The delivery directive cannot be followed", detail);
  }

  static Problem tooLarge(int limit) {
    return new Problem(
        413,
        "too-large",
        "The request's body is too large",
        "It may have at most " + limit + " bytes.");
  }

  static Problem tooManyAttempts(long seconds) {
    return new Problem(
        429,
        "too-many-attempts",
        "Too many attempts to sign in",
        "Try again in " + seconds + " seconds.");
  }

  static Problem notReady(String cameraName, String why) {
    return new Problem(
        503,
        "not-ready",
        "The stream has not begun",
        "Camera \""
            + cameraName
            + "\" has sent no whole segment yet"
            + (why.isEmpty() ? "." : ": " + why));
  }

  static Problem noPicture(String cameraName, String why) {
    return new Problem(
        500,
        "no-picture",
        "The picture cannot be made",
        "The key frame of camera \"" + cameraName + "\" could not be decoded: " + why);
  }

  static Problem internal() {
    return new Problem(
        500, "internal", "The box failed", "The box could not handle this; its log says why.");
  }

  byte[] json() {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("type", "urn:vedette:problem:" + name)
            .add("title", title)
            .add("status", status)
            .add("detail", detail);
    if (!errors.isEmpty()) {
      JsonArrayBuilder list = Json.createArrayBuilder();
      for (FieldError error : errors) {
        list.add(
            Json.createObjectBuilder().add("field", error.field()).add("detail", error.detail()));
      }
      json.add("errors", list);
    }
    return json.build().toString().getBytes(StandardCharsets.UTF_8);
  }
}
