package io.vedette.camera.discovery;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Where the streams of one maker's cameras are.
 *
 * @param make the maker
 * @param aliases other names that its cameras are sold under
 * @param port RTSP port as delivered
 * @param main path and query of the stream with the largest picture
 * @param sub path and query of the small one, if there is one
 * @param source where that is written
 */
public record PathTemplate(
    String make, List<String> aliases, int port, String main, Optional<String> sub, String source) {

  /**
   * @throws IllegalArgumentException if a path is none that can stand in an address
   */
  public PathTemplate {
    aliases = List.copyOf(aliases);
    if (make.isBlank() || source.isBlank() || port < 1 || port > 65535) {
      throw new IllegalArgumentException("a template without make, source or port: " + make);
    }
    check(main);
    sub.ifPresent(PathTemplate::check);
  }

  private static void check(String path) {
    if (!path.startsWith("/") || URI.create("rtsp://host:554" + path).getRawUserInfo() != null) {
      throw new IllegalArgumentException("not a path: " + path);
    }
  }

  /** The address of a path at a host, given as a number, in brackets if it is of IPv6. */
  static URI at(String host, int port, String path) {
    return URI.create("rtsp://" + host + (port == 554 ? "" : ":" + port) + path);
  }
}
