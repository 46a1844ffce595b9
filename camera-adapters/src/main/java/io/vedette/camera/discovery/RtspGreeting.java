package io.vedette.camera.discovery;

import static java.lang.System.Logger.Level.DEBUG;

import io.vedette.rtsp.RtspHeaders;
import io.vedette.rtsp.RtspReader;
import io.vedette.rtsp.RtspRequest;
import io.vedette.rtsp.RtspResponse;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an RTSP server says to whoever asks: OPTIONS, and a DESCRIBE without credentials for what it
 * challenges with. No session is set up, no password tried.
 *
 * @param server its Server header
 * @param realm the realm of its challenge
 */
record RtspGreeting(Optional<String> server, Optional<String> realm) {

  private static final Pattern REALM = Pattern.compile("realm=\"([^\"]{1,200})\"");
  private static final int UNAUTHORIZED = 401;
  private static final System.Logger LOG = System.getLogger(RtspGreeting.class.getName());

  /**
   * Asks. Blocks the calling thread.
   *
   * @param socket a fresh connection
   * @param limit how long all of it may take
   * @return nothing if what answers, or does not, is no RTSP server
   */
  static Optional<RtspGreeting> ask(Socket socket, Duration limit) {
    String uri =
        "rtsp://" + socket.getInetAddress().getHostAddress() + ":" + socket.getPort() + "/";
    Optional<RtspResponse> options = Optional.empty();
    Optional<RtspResponse> description = Optional.empty();
    try (Deadline _ = Deadline.of(socket, limit)) {
      RtspReader reader = new RtspReader(socket.getInputStream());
      options = exchange(socket, reader, new RtspRequest("OPTIONS", uri, numbered(1)));
      if (options.isPresent()) {
        RtspHeaders headers = numbered(2).with("Accept", "application/sdp");
        description = exchange(socket, reader, new RtspRequest("DESCRIBE", uri, headers));
      }
    } catch (IOException e) {
      // Some hang up after the first answer, or are no RTSP servers.
      LOG.log(DEBUG, "No further answer from {0}: {1}", uri, e.getMessage());
    }
    if (options.isEmpty()) {
      return Optional.empty();
    }
    List<RtspResponse> answers = Stream.of(options, description).flatMap(Optional::stream).toList();
    return Optional.of(
        new RtspGreeting(
            answers.stream().map(RtspGreeting::server).flatMap(Optional::stream).findFirst(),
            answers.stream().map(RtspGreeting::realm).flatMap(Optional::stream).findFirst()));
  }

  private static RtspHeaders numbered(int sequence) {
    return RtspHeaders.NONE.with("CSeq", Integer.toString(sequence)).with("User-Agent", "Vedette");
  }

  private static Optional<RtspResponse> exchange(
      Socket socket, RtspReader reader, RtspRequest request) throws IOException {
    socket.getOutputStream().write(request.encoded());
    return reader.next() == RtspReader.Kind.MESSAGE
            && reader.lastMessage() instanceof RtspResponse response
            && response.protocol().startsWith("RTSP/")
        ? Optional.of(response)
        : Optional.empty();
  }

  private static Optional<String> server(RtspResponse response) {
    return response.headers().first("Server").flatMap(Sighting::text);
  }

  private static Optional<String> realm(RtspResponse response) {
    if (response.status() != UNAUTHORIZED) {
      return Optional.empty();
    }
    for (String challenge : response.headers().all("WWW-Authenticate")) {
      Matcher realm = REALM.matcher(challenge);
      if (realm.find()) {
        return Sighting.text(realm.group(1));
      }
    }
    return Optional.empty();
  }
}
