package io.vedette.testing;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a viewer of the live socket gets, as a file.
 *
 * @param file init segment and fragments
 * @param mime what the socket said of them
 */
public record LiveRecording(Path file, String mime) {

  /** How long all of it may take to come. */
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  /**
   * A packet, by the ffprobe binary. Times are in seconds, and not a number where it does not tell,
   * such as the duration of Opus.
   */
  public record Packet(boolean video, boolean key, double pts, double dts, double duration) {}

  /**
   * Records the first format whose codecs contain a word, for a while.
   *
   * @param length from the format's first picture on, by the times that pictures carry
   */
  public static LiveRecording of(Box box, String cameraId, String codec, Duration length, Path file)
      throws IOException {
    try (RawWebSocket socket = new RawWebSocket(box, "/streams/" + cameraId + "/live", 1 << 20);
        OutputStream out = Files.newOutputStream(file)) {
      String mime = "";
      long end = System.nanoTime() + PATIENCE.toNanos();
      boolean recording = false;
      MediaLength come = new MediaLength();
      while (System.nanoTime() < end && come.seconds() < length.toNanos() / 1e9) {
        byte[] message = socket.next();
        if (message.length == 0) {
          throw new IOException("the socket was closed; the last format was " + mime);
        }
        if (!socket.isBinary()) {
          JsonObject said = json(message);
          if (said.getString("type").equals("format")) {
            if (recording) {
              throw new IOException("from " + mime + " it changed to " + said);
            }
            mime = said.getString("mime");
          }
        } else if (mime.contains(codec)) {
          recording = true;
          out.write(message);
          come.take(message);
        }
      }
      if (come.seconds() < length.toNanos() / 1e9) {
        throw new IOException("only " + come.seconds() + " s of " + codec + " came; it is " + mime);
      }
      return new LiveRecording(file, mime);
    }
  }

  private static JsonObject json(byte[] message) {
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(message))) {
      return reader.readObject();
    }
  }

  /** One line for each track, such as {@code h264,320,240} or {@code aac,16000,1}. */
  public List<String> streams() throws IOException, InterruptedException {
    return probe("stream=codec_name,width,height,sample_rate,channels");
  }

  /** All packets in the order in which they lie in the file. */
  public List<Packet> packets() throws IOException, InterruptedException {
    List<Packet> packets = new ArrayList<>();
    for (String line : probe("packet=codec_type,pts_time,dts_time,duration_time,flags")) {
      String[] fields = line.split(",");
      packets.add(
          new Packet(
              fields[0].equals("video"),
              fields[4].startsWith("K"),
              seconds(fields[1]),
              seconds(fields[2]),
              seconds(fields[3])));
    }
    return packets;
  }

  private static double seconds(String printed) {
    return printed.equals("N/A") ? Double.NaN : Double.parseDouble(printed);
  }

  private List<String> probe(String entries) throws IOException, InterruptedException {
    Command command =
        Command.run(
            Duration.ofSeconds(120),
            List.of(
                "ffprobe",
                "-v",
                "error",
                "-show_entries",
                entries,
                "-of",
                "csv=p=0",
                file.toString()));
    if (command.status() != 0) {
      throw new IOException(command.output());
    }
    return command.output().lines().map(line -> line.replaceAll(",+$", "")).toList();
  }
}
