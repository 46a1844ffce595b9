package io.vedette.web;

import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.vedette.camera.CameraException;
import io.vedette.config.ConfigException;
import io.vedette.security.Right;
import io.vedette.security.Role;
import java.io.IOException;
import java.util.Optional;

/**
 * One line of the route table.
 *
 * @param method the HTTP method
 * @param pattern the path, with parameters in braces
 * @param needed the role it takes; empty for the few routes that are open to all
 * @param handler what answers
 */
record Route(Method method, String pattern, Optional<Role> needed, Handler handler) {

  /**
   * Answers a request that has been let in; blocks its virtual thread for as long as that takes.
   */
  @FunctionalInterface
  interface Handler {
    void handle(ServerRequest request, ServerResponse response)
        throws ConfigException, CameraException, IOException, InterruptedException;
  }

  static Route open(Method method, String pattern, Handler handler) {
    return new Route(method, pattern, Optional.empty(), handler);
  }

  static Route viewer(Method method, String pattern, Handler handler) {
    return new Route(method, pattern, Optional.of(Right.WATCH.least()), handler);
  }

  static Route steering(Method method, String pattern, Handler handler) {
    return new Route(method, pattern, Optional.of(Right.STEER.least()), handler);
  }

  static Route admin(Method method, String pattern, Handler handler) {
    return new Route(method, pattern, Optional.of(Right.CHANGE.least()), handler);
  }
}
