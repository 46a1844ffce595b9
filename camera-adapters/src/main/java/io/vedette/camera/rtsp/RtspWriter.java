package io.vedette.camera.rtsp;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.rtsp.ClientAuthorization;
import io.vedette.rtsp.RtspHeaders;
import io.vedette.rtsp.RtspRequest;
import io.vedette.rtsp.RtspResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What is said to a camera on a connection, and in which session. For any thread. */
final class RtspWriter {

  private static final String USER_AGENT = "Vedette";

  /** What a camera may ask or tell us. */
  private static final List<String> TAKEN =
      List.of("OPTIONS", "GET_PARAMETER", "SET_PARAMETER", "ANNOUNCE", "REDIRECT");

  private final Wire wire;
  private final Optional<ClientAuthorization> authorization;
  private int sequence;
  private volatile String session = "";
  private String sessionUri = "";
  private volatile int teardown;

  RtspWriter(Wire wire, Optional<ClientAuthorization> authorization) {
    this.wire = wire;
    this.authorization = authorization;
  }

  /** See {@link RtspConnection#session}. */
  synchronized void session(String id, String uri) {
    session = id;
    sessionUri = uri;
  }

  /** Whether a session has been set up. */
  boolean inSession() {
    return !session.isEmpty();
  }

  /** See {@link RtspConnection#send}. */
  synchronized int send(String method, String uri, RtspHeaders headers) throws CameraException {
    RtspHeaders all =
        RtspHeaders.NONE.with("CSeq", Integer.toString(++sequence)).with("User-Agent", USER_AGENT);
    if (inSession()) {
      all = all.with("Session", session);
    }
    if (authorization.isPresent()) {
      Optional<String> value = authorization.get().authorization(method, uri);
      if (value.isPresent()) {
        all = all.with("Authorization", value.get());
      }
    }
    write(method, new RtspRequest(method, uri, all.and(headers)).encoded());
    return sequence;
  }

  /** See {@link RtspConnection#answer}. */
  synchronized void answer(RtspRequest request) throws CameraException {
    RtspHeaders headers =
        RtspHeaders.NONE.with("CSeq", request.headers().first("CSeq").orElse("0"));
    if (inSession()) {
      headers = headers.with("Session", session);
    }
    RtspResponse response =
        TAKEN.contains(request.method())
            ? new RtspResponse(200, "OK", headers.with("Public", String.join(", ", TAKEN)))
            : new RtspResponse(501, "Not Implemented", headers);
    write("read", response.encoded());
  }

  /** See {@link RtspConnection#sendFrame}. */
  synchronized void sendFrame(int channel, byte[] packet) throws CameraException {
    byte[] frame = new byte[packet.length + 4];
    frame[0] = '$';
    frame[1] = (byte) channel;
    frame[2] = (byte) (packet.length >> 8);
    frame[3] = (byte) packet.length;
    System.arraycopy(packet, 0, frame, 4, packet.length);
    write("RTCP", frame);
  }

  /** See {@link RtspConnection#tearDown}. */
  synchronized void tearDown() throws CameraException, IOException {
    if (teardown != 0) {
      return;
    }
    // Before it is sent: the answer may be read at once.
    teardown = sequence + 1;
    send("TEARDOWN", sessionUri, RtspHeaders.NONE);
    wire.writing().shutdownOutput();
  }

  /** Whether a response is the one to the TEARDOWN. */
  boolean isEnd(RtspResponse response) {
    int asked = teardown;
    return asked != 0 && RtspConnection.number(response, asked) == asked;
  }

  private void write(String step, byte[] bytes) throws CameraException {
    try {
      wire.out().write(bytes);
    } catch (IOException e) {
      throw new CameraException(Reason.CLOSED, step, "the connection broke: " + e.getMessage(), e);
    }
  }
}
