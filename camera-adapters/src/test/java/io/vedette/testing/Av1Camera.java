package io.vedette.testing;

import io.vedette.rtsp.RtspHeaders;
import io.vedette.rtsp.RtspReader;
import io.vedette.rtsp.RtspRequest;
import io.vedette.rtsp.RtspResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A camera that sends AV1 by the RTP payload format of the Alliance for Open Media, which no peer
 * at hand packs: it plays an IVF file at 25 pictures a second, over and over, interleaved.
 */
public final class Av1Camera implements AutoCloseable {

  private static final int FRAME_NANOS = 40_000_000;
  private static final int FRAME_TICKS = 3600;
  private static final int MAX_PAYLOAD = 1100;
  private static final int IVF_HEADER = 32;
  private static final int IVF_FRAME_HEADER = 12;
  private static final int TEMPORAL_DELIMITER = 2;

  private static final String SDP =
      "v=0\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 AV1/90000\r\na=control:video\r\n";

  private final List<List<byte[]>> temporalUnits;
  private final ScriptedServer server;

  /**
   * @param ivf AV1 in an IVF file, beginning with a key frame
   */
  public Av1Camera(Path ivf) throws IOException {
    temporalUnits = temporalUnits(Files.readAllBytes(ivf));
    server = new ScriptedServer(this::serve);
  }

  public URI url() {
    return server.url();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void serve(Socket connection) throws Exception {
    RtspReader reader = new RtspReader(connection.getInputStream());
    String method = "";
    while (!method.equals("PLAY")) {
      if (reader.next() == RtspReader.Kind.END
          || !(reader.lastMessage() instanceof RtspRequest request)) {
        return;
      }
      method = request.method();
      answer(connection.getOutputStream(), request);
    }
    OutputStream out = connection.getOutputStream();
    long start = System.nanoTime();
    int sequence = 0;
    for (int frame = 0; ; frame++) {
      for (byte[] payload : payloads(temporalUnits.get(frame % temporalUnits.size()), frame)) {
        out.write(packet(payload, sequence++, frame * FRAME_TICKS));
      }
      out.flush();
      long due = start + (frame + 1L) * FRAME_NANOS;
      Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
    }
  }

  private static void answer(OutputStream out, RtspRequest request) throws IOException {
    RtspHeaders headers =
        RtspHeaders.NONE
            .with("CSeq", request.headers().first("CSeq").orElseThrow())
            .with("Session", "12345678;timeout=60");
    if (request.method().equals("SETUP")) {
      headers = headers.with("Transport", request.headers().first("Transport").orElseThrow());
    }
    byte[] body =
        request.method().equals("DESCRIBE") ? SDP.getBytes(StandardCharsets.UTF_8) : new byte[0];
    out.write(new RtspResponse("RTSP/1.0", 200, "OK", headers, body).encoded());
  }

  /** Marks the last payload of a temporal unit with a leading 1, all others with 0. */
  private static List<byte[]> payloads(List<byte[]> obus, int frame) {
    List<byte[]> payloads = new ArrayList<>();
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    boolean continues = false;
    for (int i = 0; i < obus.size(); i++) {
      byte[] obu = obus.get(i);
      int at = 0;
      while (at < obu.length) {
        int room = MAX_PAYLOAD - payload.size();
        int length = Math.min(room, obu.length - at);
        boolean continued = at + length < obu.length;
        boolean last = !continued && i == obus.size() - 1;
        // Every second picture tells all lengths (W 0), the others leave out the last one (W 1).
        boolean told = frame % 2 == 0 || !(payload.size() == 0 && (continued || last));
        if (told) {
          writeSize(payload, length);
        }
        payload.write(obu, at, length);
        at += length;
        if (continued || last || payload.size() >= MAX_PAYLOAD) {
          int header = (continues ? 0x80 : 0) | (continued ? 0x40 : 0) | (told ? 0 : 0x10);
          payloads.add(finished(last, header, payload));
          payload.reset();
          continues = continued;
        }
      }
    }
    return payloads;
  }

  private static byte[] finished(boolean last, int header, ByteArrayOutputStream payload) {
    return ByteBuffer.allocate(2 + payload.size())
        .put((byte) (last ? 1 : 0))
        .put((byte) header)
        .put(payload.toByteArray())
        .array();
  }

  private static byte[] packet(byte[] markedPayload, int sequence, int timestamp) {
    int length = 12 + markedPayload.length - 1;
    return ByteBuffer.allocate(4 + length)
        .put((byte) '$')
        .put((byte) 0)
        .putShort((short) length)
        .put((byte) 0x80)
        .put((byte) (96 | markedPayload[0] << 7))
        .putShort((short) sequence)
        .putInt(timestamp)
        .putInt(0x1234)
        .put(markedPayload, 1, markedPayload.length - 1)
        .array();
  }

  private static void writeSize(ByteArrayOutputStream out, int size) {
    int rest = size;
    while (rest > 0x7f) {
      out.write(rest & 0x7f | 0x80);
      rest >>= 7;
    }
    out.write(rest);
  }

  /** The temporal units as lists of OBUs without sizes and temporal delimiters. */
  private static List<List<byte[]>> temporalUnits(byte[] ivf) {
    ByteBuffer in = ByteBuffer.wrap(ivf).order(ByteOrder.LITTLE_ENDIAN).position(IVF_HEADER);
    List<List<byte[]>> units = new ArrayList<>();
    while (in.remaining() > IVF_FRAME_HEADER) {
      int size = in.getInt();
      in.position(in.position() + 8);
      units.add(obus(in.slice(in.position(), size)));
      in.position(in.position() + size);
    }
    return units;
  }

  private static List<byte[]> obus(ByteBuffer unit) {
    List<byte[]> obus = new ArrayList<>();
    while (unit.hasRemaining()) {
      int header = unit.get();
      ByteArrayOutputStream obu = new ByteArrayOutputStream();
      obu.write(header & ~2);
      if ((header & 4) != 0) {
        obu.write(unit.get());
      }
      int size = 0;
      int shift = 0;
      int next;
      do {
        next = unit.get();
        size |= (next & 0x7f) << shift;
        shift += 7;
      } while (next < 0);
      byte[] content = new byte[size];
      unit.get(content);
      obu.writeBytes(content);
      if ((header >> 3 & 0x0f) != TEMPORAL_DELIMITER) {
        obus.add(obu.toByteArray());
      }
    }
    return obus;
  }
}
