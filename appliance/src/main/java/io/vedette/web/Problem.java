package io.vedette.web;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;

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
  record FieldError(String field, String detail) {}

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
    String detail =
        errors.size() == 1 ? errors.getFirst().detail() : errors.size() + " fields are wrong.";
    return new Problem(422, "invalid-camera", "The camera is not valid", detail, errors);
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
