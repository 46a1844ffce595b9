package io.vedette.camera.rtsp;

import io.vedette.camera.CameraAddress.Transport;
import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.rtsp.RtspFormatException;
import io.vedette.rtsp.RtspHeaders;
import io.vedette.rtsp.RtspResponse;
import io.vedette.rtsp.SessionDescription;
import io.vedette.rtsp.TransportHeader;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The conversation up to PLAY (RFC 2326 10.1 to 10.4): what there is, and how it is to come. */
final class RtspNegotiation {

  /** What the negotiation has led to. */
  record Outcome(
      RtpChannels channels,
      SessionDescription.Media video,
      AudioChoice audio,
      String sessionUri,
      String keepAliveMethod,
      Duration keepAlivePeriod) {}

  private static final int DEFAULT_TIMEOUT_SECONDS = 60;
  private static final int UNSUPPORTED_TRANSPORT = 461;

  private final RtspConnection connection;
  private final String url;
  private String keepAliveMethod = "OPTIONS";
  private int timeoutSeconds = DEFAULT_TIMEOUT_SECONDS;

  RtspNegotiation(RtspConnection connection, URI url) {
    this.connection = connection;
    this.url = url.toString();
  }

  Outcome negotiate(Transport transport) throws CameraException {
    RtspResponse options = ask("OPTIONS", url, RtspHeaders.NONE);
    if (options
        .headers()
        .first("Public")
        .orElse("")
        .toUpperCase(Locale.ROOT)
        .contains("GET_PARAMETER")) {
      keepAliveMethod = "GET_PARAMETER";
    }
    RtspResponse described =
        ask("DESCRIBE", url, RtspHeaders.NONE.with("Accept", "application/sdp"));
    succeed("DESCRIBE", described);
    SessionDescription description = description(described);
    SessionDescription.Media video = video(description);
    AudioChoice audio = AudioChoice.of(description);
    String base =
        described
            .headers()
            .first("Content-Base")
            .or(() -> described.headers().first("Content-Location"))
            .orElse(url);
    String sessionUri = SessionDescription.resolve(base, description.control());
    RtpChannels channels =
        transport == Transport.UDP
            ? new UdpChannels(connection)
            : new InterleavedChannels(connection);
    try {
      channels = setUp(channels, video, base);
      if (audio.offer().isPresent()) {
        audio = setUpAudio(channels, audio, base);
      }
    } catch (CameraException e) {
      channels.close();
      throw e;
    }
    // Twice within the time that the camera gives: one may get lost or come late.
    Duration period =
        Duration.ofSeconds(Math.clamp(timeoutSeconds / 2, 1, DEFAULT_TIMEOUT_SECONDS / 2));
    return new Outcome(channels, video, audio, sessionUri, keepAliveMethod, period);
  }

  /** The error that an answer other than success stands for. */
  static void succeed(String method, RtspResponse response) throws CameraException {
    int status = response.status();
    if (status >= 200 && status < 300) {
      return;
    }
    String answer = status + (response.reason().isEmpty() ? "" : " " + response.reason());
    throw switch (status) {
      case 301, 302, 303, 305 ->
          new CameraException(
              Reason.PROTOCOL,
              method,
              "the camera's stream has moved to "
                  + response.headers().first("Location").orElse("an unknown place")
                  + "; change the address");
      case 403 ->
          new CameraException(
              Reason.NOT_FOUND, method, "the camera forbids this path (" + answer + ")");
      case 404 ->
          new CameraException(
              Reason.NOT_FOUND, method, "the camera has no stream at this path (" + answer + ")");
      case 453, 503 ->
          new CameraException(
              Reason.BUSY,
              method,
              "the camera serves no further viewer at the moment (" + answer + ")");
      case UNSUPPORTED_TRANSPORT ->
          new CameraException(
              Reason.PROTOCOL,
              method,
              "the camera refuses this transport (" + answer + "); try the other one");
      default -> new CameraException(Reason.PROTOCOL, method, "the camera answered " + answer);
    };
  }

  private RtpChannels setUp(RtpChannels channels, SessionDescription.Media video, String base)
      throws CameraException {
    RtspResponse response = setUpTrack(channels, 0, video, base);
    RtpChannels used = channels;
    if (response.status() == UNSUPPORTED_TRANSPORT && channels instanceof InterleavedChannels) {
      used = new UdpChannels(connection);
      response = setUpTrack(used, 0, video, base);
    }
    succeed("SETUP", response);
    String session = response.headers().first("Session").orElse("");
    for (String part : session.split(";")) {
      if (part.strip().matches("timeout=\\d{1,6}")) {
        timeoutSeconds = Integer.parseInt(part.strip().substring("timeout=".length()));
      }
    }
    connection.session(session.split(";")[0].strip());
    agree(used, 0, response);
    return used;
  }

  /** Audio that cannot be set up is left out: it must never stop the video. */
  private AudioChoice setUpAudio(RtpChannels channels, AudioChoice audio, String base)
      throws CameraException {
    SessionDescription.Media media = audio.offer().orElseThrow().media();
    RtspResponse response = setUpTrack(channels, 1, media, base);
    if (response.status() != 200) {
      return AudioChoice.refused(response.status());
    }
    agree(channels, 1, response);
    return audio;
  }

  private RtspResponse setUpTrack(
      RtpChannels channels, int track, SessionDescription.Media media, String base)
      throws CameraException {
    String uri = SessionDescription.resolve(base, media.control());
    return ask("SETUP", uri, RtspHeaders.NONE.with("Transport", channels.offer(track)));
  }

  private static void agree(RtpChannels channels, int track, RtspResponse response) {
    channels.accepted(
        track, TransportHeader.parse(response.headers().first("Transport").orElse("")));
  }

  private RtspResponse ask(String method, String uri, RtspHeaders headers) throws CameraException {
    return connection.request(
        method,
        uri,
        headers,
        _ -> {
          // What plays before PLAY belongs to a session that is not ours.
        });
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
