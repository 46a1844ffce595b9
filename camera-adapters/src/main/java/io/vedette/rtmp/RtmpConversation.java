package io.vedette.rtmp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The server's side of a connection of somebody who publishes (RTMP 7.2). First {@link
 * #awaitPublish}, then either {@link #refuse}, or {@link #accept} and {@link #nextMedia} for as
 * long as media come. Used by one thread at a time. What is answered before a stream is accepted is
 * less than a socket takes without anybody reading.
 */
public final class RtmpConversation {

  /** Why somebody may not publish, as the peer is told. */
  public enum Refusal {
    /** Nobody may publish under this name. */
    BAD_NAME("NetStream.Publish.BadName"),
    /** The name is right, but not now. */
    DENIED("NetStream.Publish.Denied");

    private final String code;

    Refusal(String code) {
      this.code = code;
    }
  }

  /** Messages before anything is published; encoders send about eight. */
  static final int MAX_BEFORE = 40;

  private static final int WINDOW_BYTES = 2_500_000;
  private static final int DYNAMIC = 2;
  private static final int STREAM = 1;
  private static final int STREAM_BEGIN = 0;
  private static final int PING_REQUEST = 6;
  private static final int PING_RESPONSE = 7;
  private static final AmfValue NOTHING = new AmfValue.Nothing();

  private final InputStream in;
  private final OutputStream out;
  private final ChunkReader reader;
  private String app = "";
  private int publishStream = STREAM;
  private int window = WINDOW_BYTES;
  private long acknowledged;

  /** What a command consists of (RTMP 7.1.1, 7.2). */
  private record Command(String name, double transaction, List<AmfValue> arguments) {

    /** An argument that is a string, or nothing. */
    String text(int index) {
      return index < arguments.size() && arguments.get(index) instanceof AmfValue.Text(String text)
          ? text
          : "";
    }

    /** A member of the command object that is a string, or nothing. */
    String member(String name) {
      return !arguments.isEmpty()
              && arguments.getFirst() instanceof AmfValue.Properties(Map<String, AmfValue> members)
              && members.get(name) instanceof AmfValue.Text(String text)
          ? text
          : "";
    }
  }

  /** Nothing has been said yet. */
  public RtmpConversation(InputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
    this.reader = new ChunkReader(in);
  }

  /**
   * Goes through everything up to the wish to publish.
   *
   * @throws RtmpFormatException if the peer does not speak RTMP, wants something else, or talks
   *     without end
   * @throws IOException if the connection fails, ends or a read times out
   */
  public PublishRequest awaitPublish() throws IOException {
    Handshake.answer(in, out);
    for (int i = 0; i < MAX_BEFORE; i++) {
      RtmpMessage message = reader.next();
      if (isCommand(message)) {
        Command command = command(message);
        if (command.name.equals("publish")) {
          publishStream = message.streamId();
          return new PublishRequest(app, command.text(1));
        }
        answer(command);
      } else {
        control(message);
      }
    }
    throw new RtmpFormatException(
        "the peer has said " + MAX_BEFORE + " things without publishing anything");
  }

  private void answer(Command command) throws IOException {
    switch (command.name) {
      case "connect" -> connect(command);
      case "createStream" ->
          out.write(
              ChunkWriter.command(
                  0, text("_result"), number(command.transaction), NOTHING, number(STREAM)));
      case "releaseStream", "FCPublish" ->
          out.write(ChunkWriter.command(0, text("_result"), number(command.transaction), NOTHING));
      case "play", "play2" ->
          throw new RtmpFormatException("the peer wants to play; this port only takes streams");
      default -> {
        // _checkbw, getStreamLength, SetDataFrame: nobody waits for an answer.
      }
    }
  }

  /** RTMP 7.2.1.1; the list of FourCCs is Enhanced RTMP's. */
  private void connect(Command command) throws IOException {
    app = command.member("app");
    out.write(ChunkWriter.control(RtmpMessage.WINDOW_ACKNOWLEDGEMENT_SIZE, WINDOW_BYTES));
    out.write(
        ChunkWriter.control(
            RtmpMessage.SET_PEER_BANDWIDTH,
            new byte[] {
              (byte) (WINDOW_BYTES >> 24),
              (byte) (WINDOW_BYTES >> 16),
              (byte) (WINDOW_BYTES >> 8),
              (byte) WINDOW_BYTES,
              DYNAMIC
            }));
    Map<String, AmfValue> properties = new LinkedHashMap<>();
    properties.put("fmsVer", text("FMS/3,0,1,123"));
    properties.put("capabilities", number(31));
    Map<String, AmfValue> information =
        new LinkedHashMap<>(
            status("status", "NetConnection.Connect.Success", "Connection succeeded").members());
    information.put("objectEncoding", number(0));
    information.put(
        "fourCcList",
        new AmfValue.Items(List.of(text("avc1"), text("hvc1"), text("av01"), text("mp4a"))));
    out.write(
        ChunkWriter.command(
            0,
            text("_result"),
            number(command.transaction),
            new AmfValue.Properties(properties),
            new AmfValue.Properties(information)));
  }

  /**
   * Lets the peer publish.
   *
   * @throws IOException if the connection has failed
   */
  public void accept() throws IOException {
    byte[] begin = {
      0,
      STREAM_BEGIN,
      (byte) (publishStream >> 24),
      (byte) (publishStream >> 16),
      (byte) (publishStream >> 8),
      (byte) publishStream
    };
    out.write(ChunkWriter.control(RtmpMessage.USER_CONTROL, begin));
    onStatus(status("status", "NetStream.Publish.Start", "The stream is being taken"));
    reader.expectMedia();
  }

  /**
   * Says that the peer may not publish. The connection is of no use afterwards.
   *
   * @param why a sentence for who looks at the encoder; no secrets
   * @throws IOException if the connection has failed
   */
  public void refuse(Refusal refusal, String why) throws IOException {
    onStatus(status("error", refusal.code, why));
  }

  private void onStatus(AmfValue.Properties information) throws IOException {
    out.write(
        ChunkWriter.command(publishStream, text("onStatus"), number(0), NOTHING, information));
  }

  /**
   * The next message of audio or video; all else is dealt with.
   *
   * @throws EOFException if the peer has stopped publishing or closed its side
   * @throws RtmpFormatException if what comes is no RTMP or beyond measure
   * @throws IOException if the connection fails or a read times out
   */
  public RtmpMessage nextMedia() throws IOException {
    while (true) {
      RtmpMessage message = reader.next();
      acknowledge();
      if (message.type() == RtmpMessage.VIDEO || message.type() == RtmpMessage.AUDIO) {
        return message;
      }
      if (isCommand(message)) {
        ended(command(message));
      } else {
        control(message);
      }
    }
  }

  private void ended(Command command) throws EOFException {
    switch (command.name) {
      case "deleteStream", "closeStream", "FCUnpublish" ->
          throw new EOFException("the peer has stopped publishing (" + command.name + ")");
      default -> {
        // It goes on.
      }
    }
  }

  private void acknowledge() throws IOException {
    if (reader.received() - acknowledged >= window) {
      acknowledged = reader.received();
      out.write(ChunkWriter.control(RtmpMessage.ACKNOWLEDGEMENT, (int) acknowledged));
    }
  }

  private void control(RtmpMessage message) throws IOException {
    switch (message.type()) {
      case RtmpMessage.WINDOW_ACKNOWLEDGEMENT_SIZE ->
          // Never more often than one acknowledgement for 64 KiB: answers must stay few.
          window = Math.clamp(message.number(), 64 * 1024, WINDOW_BYTES);
      case RtmpMessage.USER_CONTROL -> {
        byte[] bytes = message.buffer();
        if (message.length() >= 6 && bytes[0] == 0 && bytes[1] == PING_REQUEST) {
          byte[] pong = {0, PING_RESPONSE, bytes[2], bytes[3], bytes[4], bytes[5]};
          out.write(ChunkWriter.control(RtmpMessage.USER_CONTROL, pong));
        }
      }
      case RtmpMessage.AGGREGATE ->
          throw new RtmpFormatException(
              "the encoder sends aggregate messages, which are not read here");
      default -> {
        // Acknowledgements, metadata.
      }
    }
  }

  private static boolean isCommand(RtmpMessage message) {
    return message.type() == RtmpMessage.COMMAND || message.type() == RtmpMessage.COMMAND_AMF3;
  }

  private static Command command(RtmpMessage message) throws RtmpFormatException {
    int from = message.type() == RtmpMessage.COMMAND_AMF3 ? Math.min(1, message.length()) : 0;
    List<AmfValue> values = AmfReader.read(message.buffer(), from, message.length());
    if (values.isEmpty() || !(values.getFirst() instanceof AmfValue.Text(String name))) {
      throw new RtmpFormatException("a command without a name");
    }
    double transaction =
        values.size() > 1 && values.get(1) instanceof AmfValue.Number(double number) ? number : 0;
    return new Command(
        name, transaction, values.size() > 2 ? values.subList(2, values.size()) : List.of());
  }

  private static AmfValue.Properties status(String level, String code, String description) {
    // In the order in which other servers have them, for clients that look no further.
    Map<String, AmfValue> members = new LinkedHashMap<>();
    members.put("level", text(level));
    members.put("code", text(code));
    members.put("description", text(description));
    return new AmfValue.Properties(members);
  }

  private static AmfValue text(String text) {
    return new AmfValue.Text(text);
  }

  private static AmfValue number(double number) {
    return new AmfValue.Number(number);
  }
}
