package io.vedette.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;

/** The shapes of successful answers. */
final class Replies {

  private Replies() {}

  static void json(ServerResponse response, Status status, JsonObject body) {
    response.status(status);
    response.header(HeaderNames.CONTENT_TYPE, "application/json");
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    response.send(body.toString().getBytes(StandardCharsets.UTF_8));
  }

  static void nothing(ServerResponse response) {
    response.status(Status.NO_CONTENT_204);
    response.send();
  }
}
