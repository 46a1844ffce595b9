package io.vedette.web;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import jakarta.json.Json;
import jakarta.json.JsonObject;

/**
 * Where a camera has to push, as its user is told when its stream key is made, and never again.
 *
 * @param server the address without the key, for encoders that have a field for each
 * @param key the stream key
 */
record PushTarget(String server, String key) {

  /** The box is called as whoever asks has called it. */
  static PushTarget of(ServerRequest request, int port, String key) {
    String authority =
        request.headers().contains(HeaderNames.HOST)
            ? request.headers().get(HeaderNames.HOST).get()
            : "localhost";
    String host = authority.replaceFirst(":\\d*$", "");
    return new PushTarget("rtmp://" + host + ":" + port + "/live", key);
  }

  JsonObject json() {
    return Json.createObjectBuilder()
        .add("server", server)
        .add("key", key)
        .add("url", server + "/" + key)
        .build();
  }

  /** Without the key. */
  @Override
  public String toString() {
    return server;
  }
}
