package io.vedette.camera.discovery;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a web server answers to one GET: without a redirection followed, a cookie, or credentials,
 * and within bounds of bytes and time. Blocks the calling thread.
 *
 * @param status status code
 * @param headers the first value of each field, by name in lower case
 * @param body the body, cut at the bound
 */
record HttpGlance(int status, Map<String, String> headers, byte[] body) {

  private static final int MOST_HEAD_BYTES = 16 * 1024;

  /**
   * Asks.
   *
   * @param address whom, and nobody else
   * @param path what for, with its query, as it goes on the wire
   * @param limit how long all of it may take
   * @param mostBytes where the body is cut
   * @throws IOException if nothing answers in time, or what answers is no web server
   */
  static HttpGlance at(InetAddress address, int port, String path, Duration limit, int mostBytes)
      throws IOException {
    try (Socket socket = new Socket();
        Deadline _ = Deadline.of(socket, limit)) {
      socket.connect(new InetSocketAddress(address, port), Math.toIntExact(limit.toMillis()));
      socket.setSoTimeout(Math.toIntExact(limit.toMillis()));
      String host = address.getHostAddress() + (port == 80 ? "" : ":" + port);
      // HTTP/1.0 lets nobody answer in chunks or keep the connection.
      String request =
          "GET " + path + " HTTP/1.0\r\nHost: " + host + "\r\nUser-Agent: Vedette\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return read(new BufferedInputStream(socket.getInputStream()), mostBytes);
    }
  }

  private static HttpGlance read(InputStream in, int mostBytes) throws IOException {
    String[] lines = head(in).split("\r?\n", -1);
    if (!lines[0].matches("HTTP/1\\.[01] [1-5]\\d\\d.*")) {
      throw new IOException("what answers is no web server");
    }
    Map<String, String> headers = new TreeMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        headers.putIfAbsent(
            lines[i].substring(0, colon).strip().toLowerCase(Locale.ROOT),
            lines[i].substring(colon + 1).strip());
      }
    }
    byte[] body =
        "chunked".equalsIgnoreCase(headers.get("transfer-encoding"))
            ? chunks(in, mostBytes)
            : in.readNBytes(bodyLength(headers, mostBytes));
    return new HttpGlance(Integer.parseInt(lines[0].substring(9, 12)), headers, body);
  }

  private static int bodyLength(Map<String, String> headers, int mostBytes) {
    String length = headers.getOrDefault("content-length", "");
    return length.matches("\\d{1,9}") ? Math.min(Integer.parseInt(length), mostBytes) : mostBytes;
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int breaks = 0;
    while (breaks < 2) {
      int next = in.read();
      if (next < 0 || head.size() == MOST_HEAD_BYTES) {
        throw new IOException("an answer without the end of its head");
      }
      head.write(next);
      breaks = next == '\n' ? breaks + 1 : next == '\r' ? breaks : 0;
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  /** Some servers answer in chunks nevertheless (RFC 9112 7.1). */
  private static byte[] chunks(InputStream in, int mostBytes) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (body.size() < mostBytes) {
      String line = line(in);
      if (!line.matches("[0-9A-Fa-f]{1,7}.*")) {
        throw new IOException("a chunk without a length");
      }
      int length = Integer.parseInt(line.replaceAll("[^0-9A-Fa-f].*", ""), 16);
      if (length == 0) {
        break;
      }
      body.writeBytes(in.readNBytes(Math.min(length, mostBytes - body.size())));
      line(in);
    }
    return body.toByteArray();
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n' && line.length() < 256; next = in.read()) {
      line.append((char) next);
    }
    return line.toString().strip();
  }

  /** The first value of a field. */
  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }
}
