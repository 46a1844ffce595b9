package io.vedette.camera.rtsp;

import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.rtsp.RtspFormatException;
import io.vedette.rtsp.RtspReader;
import io.vedette.rtsp.TransportHeader;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** RTP and RTCP within the RTSP connection (RFC 2326 10.12). */
final class InterleavedChannels implements RtpChannels {

  private static final Duration READ_LIMIT = Duration.ofMillis(500);

  private final RtspConnection connection;
  private final List<TransportHeader.Pair> tracks = new ArrayList<>();

  InterleavedChannels(RtspConnection connection) {
    this.connection = connection;
  }

  @Override
  public String offer(int track) {
    return "RTP/AVP/TCP;unicast;interleaved=" + 2 * track + "-" + (2 * track + 1);
  }

  @Override
  public void accepted(int track, TransportHeader answer) throws CameraException {
    // Some cameras leave "TCP" out and some everything; a port for datagrams is another matter.
    if (answer.pair("interleaved").isEmpty() && answer.pair("server_port").isPresent()) {
      throw new CameraException(
          Reason.TRANSPORT, "SETUP", "the camera was asked for TCP and answered with UDP");
    }
    tracks.add(
        answer.pair("interleaved").orElse(new TransportHeader.Pair(2 * track, 2 * track + 1)));
    int highest =
        tracks.stream().mapToInt(pair -> Math.max(pair.rtp(), pair.rtcp())).max().orElse(0);
    connection.reader().expectChannels(highest + 1);
  }

  @Override
  public void open() {
    // The connection is open.
  }

  @Override
  public Duration connectionReadLimit() {
    return READ_LIMIT;
  }

  @Override
  public void receive(Handler handler) throws CameraException {
    RtspReader reader = connection.reader();
    try {
      switch (reader.next()) {
        case FRAME -> frame(reader, handler);
        case MESSAGE -> handler.message(reader.lastMessage());
        case END ->
            throw new CameraException(Reason.CLOSED, "read", "the camera closed the connection");
      }
    } catch (SocketTimeoutException e) {
      // Nothing came in time: the caller looks at its clocks and asks again.
      return;
    } catch (RtspFormatException e) {
      throw new CameraException(Reason.TRANSPORT, "read", e.getMessage(), e);
    } catch (IOException e) {
      throw new CameraException(
          Reason.CLOSED, "read", "the connection broke: " + e.getMessage(), e);
    }
  }

  /**
   * Hands over the frame that the reader has just read; one of a channel nobody asked for is passed
   * over.
   */
  void frame(RtspReader reader, Handler handler) throws CameraException {
    int channel = reader.channel();
    for (int track = 0; track < tracks.size(); track++) {
      TransportHeader.Pair pair = tracks.get(track);
      if (channel == pair.rtp()) {
        handler.rtp(track, reader.buffer(), reader.offset(), reader.length());
        return;
      }
      if (channel == pair.rtcp()) {
        handler.rtcp(track, reader.buffer(), reader.offset(), reader.length());
        return;
      }
    }
  }

  @Override
  public void report(int track, byte[] packet) throws CameraException {
    connection.sendFrame(tracks.get(track).rtcp(), packet);
  }

  @Override
  public void close() {
    // All of it is the connection's.
  }
}
