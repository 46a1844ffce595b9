package io.vedette.bench;

import io.vedette.testing.Box;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A player of low-latency HLS of the fewest parts, on a virtual thread and one connection: reloads
 * that wait for the next part, then that part.
 */
final class LowLatencySession implements AutoCloseable {

  private static final Pattern HINT =
      Pattern.compile("#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"(\\d+)\\.(\\d+)\\.m4s\"");
  private static final Pattern PART =
      Pattern.compile("#EXT-X-PART:[^\n]*URI=\"(\\d+)\\.(\\d+)\\.m4s\"");
  private static final long STALL_NANOS = 1_000_000_000L;

  private final Socket socket = new Socket();
  private final DataInputStream in;
  private final String head;
  private final String base;
  private volatile boolean closed;
  private volatile boolean measuring;
  private volatile long parts;
  private volatile long stalls;
  private volatile long errors;
  private volatile String lastError = "";
  private long[] delays = new long[1024];
  private int delayCount;
  private long lastPartNanos;

  LowLatencySession(Box box, String cameraId) throws IOException {
    base = "/streams/" + cameraId + "/main/";
    head =
        " HTTP/1.1\r\nHost: "
            + box.address().getAuthority()
            + "\r\nAuthorization: Bearer "
            + box.token()
            + "\r\n\r\n";
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(box.address().getHost(), box.address().getPort()));
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 32 * 1024));
    Thread.ofVirtual().start(this::play);
  }

  /** From now on what comes is counted. */
  void measure() {
    lastPartNanos = System.nanoTime();
    measuring = true;
  }

  long parts() {
    return parts;
  }

  /** Times that a part came more than a second after the one before. */
  long stalls() {
    return stalls;
  }

  long errors() {
    return errors;
  }

  String lastError() {
    return lastError;
  }

  /** From a part's last picture leaving the camera to its last byte here, in nanoseconds. */
  synchronized long[] delays() {
    return Arrays.copyOf(delays, delayCount);
  }

  private void play() {
    try {
      String playlist = text(get("index.m3u8"));
      while (!closed) {
        Matcher hint = HINT.matcher(playlist);
        if (!hint.find()) {
          throw new IOException("a playlist without a hint: " + playlist);
        }
        long sequence = Long.parseLong(hint.group(1));
        int part = Integer.parseInt(hint.group(2));
        playlist = text(get("index.m3u8?_HLS_msn=" + sequence + "&_HLS_part=" + part));
        Matcher listed = PART.matcher(playlist);
        while (listed.find()) {
          long itsSequence = Long.parseLong(listed.group(1));
          int itsPart = Integer.parseInt(listed.group(2));
          if (itsSequence > sequence || itsSequence == sequence && itsPart >= part) {
            came(get(itsSequence + "." + itsPart + ".m4s"));
          }
        }
      }
    } catch (IOException e) {
      if (!closed) {
        errors++;
        lastError = e.toString();
      }
    }
  }

  private void came(byte[] part) {
    long now = System.nanoTime();
    if (!measuring) {
      return;
    }
    parts++;
    if (now - lastPartNanos > STALL_NANOS) {
      stalls++;
    }
    lastPartNanos = now;
    SendTime.findLast(part).ifPresent(sent -> note(SendTime.now() - sent));
  }

  private synchronized void note(long delay) {
    if (delayCount == delays.length) {
      delays = Arrays.copyOf(delays, delayCount * 2);
    }
    delays[delayCount++] = delay;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  @SuppressWarnings("deprecation") // Bytes as characters are what an HTTP head consists of.
  private byte[] get(String path) throws IOException {
    socket
        .getOutputStream()
        .write(("GET " + base + path + head).getBytes(StandardCharsets.US_ASCII));
    String status = in.readLine();
    if (status == null || !status.startsWith("HTTP/1.1 200")) {
      throw new IOException(path + " gave " + status);
    }
    int length = 0;
    for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
      if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
        length = Integer.parseInt(line.substring(15).strip());
      }
    }
    return in.readNBytes(length);
  }

  @Override
  public void close() throws IOException {
    closed = true;
    socket.close();
  }
}
