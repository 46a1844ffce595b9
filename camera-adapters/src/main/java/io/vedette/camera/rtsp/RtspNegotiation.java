package io.vedette.camera.rtsp;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.Link;
import io.vedette.rtsp.RtspFormatException;
import io.vedette.rtsp.RtspHeaders;
import io.vedette.rtsp.RtspResponse;
import io.vedette.rtsp.SessionDescription;
import io.vedette.rtsp.SessionHeader;
import io.vedette.rtsp.TransportHeader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The conversation up to PLAY (RFC 2326 10.1 to 10.4): what there is, and how it is to come. */
final class RtspNegotiation {

  /** What the negotiation has led to. */
  record Outcome(
      RtpChannels channels,
      SessionDescription.Media video,
      AudioChoice audio,
      String sessionUri,
      String videoUri,
      String methods,
      Duration timeout) {}

  /** What RFC 2326 12.37 says of a camera that does not say. */
  static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

  private final RtspConnection connection;
  private final RtspTarget target;
  private final String url;
  private final boolean playedBefore;
  private String sessionUri = "";
  private String videoUri = "";
  private Duration timeout = DEFAULT_TIMEOUT;

  RtspNegotiation(RtspConnection connection, RtspTarget target) {
    this.connection = connection;
    this.target = target;
    this.url = target.url().toString();
    this.playedBefore = target.memory().learned().link().isPresent();
  }

  /**
   * Asks what there is and sets up what is wanted of it.
   *
   * @param greets whether to begin with OPTIONS; some cameras hang up on it
   */
  Outcome negotiate(Link link, boolean greets) throws CameraException, RedirectException {
    String methods = greets ? methods() : "";
    RtspResponse described =
        ask("DESCRIBE", url, RtspHeaders.NONE.with("Accept", "application/sdp"));
    succeed("DESCRIBE", described, playedBefore);
    SessionDescription description = description(described);
    SessionDescription.Media video = video(description);
    AudioChoice audio = AudioChoice.of(description);
    ControlUri control =
        new ControlUri(
            target.url(),
            described
                .headers()
                .first("Content-Base")
                .or(() -> described.headers().first("Content-Location")));
    sessionUri = control.session(description.control());
    RtpChannels channels =
        link == Link.UDP ? new UdpChannels(connection) : new InterleavedChannels(connection);
    try {
      setUpVideo(channels, control, video);
      if (audio.offer().isPresent()) {
        audio = setUpAudio(channels, audio, control);
      }
    } catch (CameraException | RedirectException e) {
      channels.close();
      throw e;
    }
    return new Outcome(channels, video, audio, sessionUri, videoUri, methods, timeout);
  }

  /** What the camera can be asked; one that does not know OPTIONS itself may know the rest. */
  private String methods() throws CameraException, RedirectException {
    RtspResponse options = ask("OPTIONS", url, RtspHeaders.NONE);
    return String.join(",", options.headers().all("Public"));
  }

  /**
   * The error that an answer other than success stands for.
   *
   * @param knowsUs whether the camera has let us in before: being forbidden the stream then means
   *     that others, or our own last session, have taken the places
   */
  static void succeed(String method, RtspResponse response, boolean knowsUs)
      throws CameraException {
    int status = response.status();
    if (status >= 200 && status < 300) {
      return;
    }
    String answer = status + (response.reason().isEmpty() ? "" : " " + response.reason());
    throw switch (status) {
      case 403 ->
          knowsUs
              ? busy(method, answer)
              : new CameraException(
                  Reason.NOT_FOUND, method, "the camera forbids this path (" + answer + ")");
      case 404 ->
          new CameraException(
              Reason.NOT_FOUND, method, "the camera has no stream at this path (" + answer + ")");
      case 453, 503 -> busy(method, answer);
      case 406, 459, 461 ->
          new CameraException(
              Reason.TRANSPORT,
              method,
              "the camera refuses this transport (" + answer + "); let it be chosen automatically");
      default -> new CameraException(Reason.PROTOCOL, method, "the camera answered " + answer);
    };
  }

  private static CameraException busy(String method, String answer) {
    return new CameraException(
        Reason.BUSY, method, "the camera serves no further viewer at the moment (" + answer + ")");
  }

  private void setUpVideo(RtpChannels channels, ControlUri control, SessionDescription.Media video)
      throws CameraException, RedirectException {
    String offer = channels.offer(0);
    RtspResponse response = null;
    for (String uri : control.stream(video.control())) {
      videoUri = uri;
      response = setUp(uri, offer);
      // A camera may have given an address that it does not know itself.
      if (response.status() != 404 && response.status() != 400) {
        break;
      }
    }
    succeed("SETUP", response, true);
    SessionHeader session = SessionHeader.parse(response.headers().first("Session").orElse(""));
    connection.session(session.id(), sessionUri);
    timeout = session.timeout().orElse(DEFAULT_TIMEOUT);
    agree(channels, 0, response);
  }

  /** Audio that cannot be set up is left out: it must never stop the video. */
  private AudioChoice setUpAudio(RtpChannels channels, AudioChoice audio, ControlUri control)
      throws CameraException, RedirectException {
    SessionDescription.Media media = audio.offer().orElseThrow().media();
    RtspResponse response = setUp(control.stream(media.control()).getFirst(), channels.offer(1));
    if (response.status() != 200) {
      return AudioChoice.refused(response.status());
    }
    agree(channels, 1, response);
    return audio;
  }

  private RtspResponse setUp(String uri, String offer) throws CameraException, RedirectException {
    return ask("SETUP", uri, RtspHeaders.NONE.with("Transport", offer));
  }

  private static void agree(RtpChannels channels, int track, RtspResponse response)
      throws CameraException {
    channels.accepted(
        track, TransportHeader.parse(response.headers().first("Transport").orElse("")));
  }

  private RtspResponse ask(String method, String uri, RtspHeaders headers)
      throws CameraException, RedirectException {
    RtspResponse response =
        connection.request(
            method,
            uri,
            headers,
            _ -> {
              // What plays before PLAY belongs to a session that is not ours.
            });
    follow(method, response);
    return response;
  }

  /** Throws where the answer says that the stream is elsewhere (RFC 2326 11.3). */
  static void follow(String method, RtspResponse response) throws RedirectException {
    Optional<String> location = response.headers().first("Location");
    switch (response.status()) {
      case 301, 302, 303, 307, 308 -> {
        if (location.isPresent()) {
          throw new RedirectException(method, location.get());
        }
      }
      default -> {
        // No redirection.
      }
    }
  }

  private static SessionDescription description(RtspResponse response) throws CameraException {
    try {
      return SessionDescription.parse(response.body());
    } catch (RtspFormatException e) {
      throw new CameraException(Reason.UNSUPPORTED_MEDIA, "DESCRIBE", e.getMessage(), e);
    }
  }

  private static SessionDescription.Media video(SessionDescription description)
      throws CameraException {
    List<SessionDescription.Media> videos =
        description.media().stream().filter(media -> media.kind().equals("video")).toList();
    if (videos.isEmpty()) {
      throw new CameraException(
          Reason.UNSUPPORTED_MEDIA,
          "DESCRIBE",
          "the camera offers no video, only " + names(description.media()));
    }
    return VideoChoice.of(videos);
  }

  private static String names(List<SessionDescription.Media> media) {
    return media.stream()
        .map(
            one ->
                one.kind() + " " + (one.encoding().isEmpty() ? one.payloadType() : one.encoding()))
        .collect(Collectors.joining(", "));
  }
}
