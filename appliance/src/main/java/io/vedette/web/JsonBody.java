package io.vedette.web;

import io.helidon.webserver.http.ServerRequest;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reads the JSON object that a request carries. */
final class JsonBody {

  /** Bytes of a body, at most. */
  static final int MAX_BYTES = 64 * 1024;

  private JsonBody() {}

  /**
   * The object.
   *
   * @throws ProblemException if the body is too large or no JSON object
   */
  static JsonObject read(ServerRequest request) {
    return object(bytes(request));
  }

  /** As above, of what was sent. */
  static JsonObject object(byte[] bytes) {
    if (parse(bytes) instanceof JsonObject object) {
      return object;
    }
    throw new ProblemException(Problem.invalidBody("It has to be a JSON object."));
  }

  private static JsonValue parse(byte[] bytes) {
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(bytes))) {
      return reader.readValue();
    } catch (JsonException e) {
      throw new ProblemException(Problem.invalidBody("It is not JSON: " + firstLine(e)));
    } catch (RuntimeException e) {
      // Parsson's own limits: a number of a thousand digits, arrays in arrays in arrays.
      throw new ProblemException(
          Problem.invalidBody("It has a number too long, or is nested too deep."));
    }
  }

  /**
   * A member that has to be a string.
   *
   * @throws ProblemException if it is missing or something else
   */
  static String string(JsonObject body, String name) {
    if (body.get(name) instanceof JsonString text) {
      return text.getString();
    }
    throw new ProblemException(Problem.invalidBody("\"" + name + "\" has to be a string."));
  }

  /** Whether a member is there and not null. */
  static boolean has(JsonObject body, String name) {
    return body.containsKey(name) && body.get(name) != JsonValue.NULL;
  }

  private static byte[] bytes(ServerRequest request) {
    if (!request.content().hasEntity()) {
      return new byte[0];
    }
    try (InputStream in = request.content().inputStream()) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new ProblemException(Problem.tooLarge(MAX_BYTES));
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String firstLine(JsonException e) {
    return e.getMessage() == null
        ? "it ends too early."
        : e.getMessage().lines().findFirst().orElse("");
  }
}
