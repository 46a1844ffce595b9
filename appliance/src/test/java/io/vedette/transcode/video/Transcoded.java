package io.vedette.transcode.video;

import io.vedette.media.CodecParameters;
import io.vedette.media.MediaEvent;
import io.vedette.media.Packet;
import io.vedette.media.ParameterSet;
import io.vedette.media.StreamFormat;
import io.vedette.testing.Command;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What came out of a transcoder. */
final class Transcoded implements Consumer<MediaEvent> {

  private static final byte[] START_CODE = {0, 0, 0, 1};

  private final List<StreamFormat> formats = new ArrayList<>();
  private final List<Packet> packets = new ArrayList<>();
  private final ByteArrayOutputStream annexB = new ByteArrayOutputStream();

  @Override
  public void accept(MediaEvent event) {
    switch (event) {
      case StreamFormat format -> {
        formats.add(format);
        CodecParameters.H264 codec = (CodecParameters.H264) format.video().orElseThrow().codec();
        write(codec.sps().bytes());
        codec.pps().stream().map(ParameterSet::bytes).forEach(this::write);
      }
      case Packet packet -> {
        if (formats.isEmpty()) {
          throw new AssertionError("a packet before its format");
        }
        packets.add(packet);
        ByteBuffer data = ByteBuffer.wrap(packet.data().toByteArray());
        while (data.hasRemaining()) {
          byte[] unit = new byte[data.getInt()];
          data.get(unit);
          write(unit);
        }
      }
    }
  }

  private void write(byte[] unit) {
    annexB.writeBytes(START_CODE);
    annexB.writeBytes(unit);
  }

  List<StreamFormat> formats() {
    return formats;
  }

  List<Packet> packets() {
    return packets;
  }

  long[] times() {
    return packets.stream().mapToLong(Packet::pts).toArray();
  }

  long bytes() {
    return packets.stream().mapToLong(packet -> packet.data().length()).sum();
  }

  /** Writes it down for the binaries. */
  Path write(Path file) throws IOException {
    return Files.write(file, annexB.toByteArray());
  }

  /** What ffprobe counts and sees, such as {@code 1280,720,yuv420p,50}. */
  String probed(Path file) throws IOException, InterruptedException {
    return probe(write(file));
  }

  /** As {@link #probed}, of what somebody has written. */
  static String probe(Path file) throws IOException, InterruptedException {
    return run(
            "ffprobe",
            "-v",
            "error",
            "-count_frames",
            "-select_streams",
            "v",
            "-of",
            "csv=p=0",
            "-show_entries",
            "stream=width,height,pix_fmt,nb_read_frames",
            file.toString())
        .strip();
  }

  /** Luma of the last picture, row by row. */
  byte[] lastLuma(Path folder) throws IOException, InterruptedException {
    Path raw = folder.resolve("raw");
    run(
        "ffmpeg",
        "-nostdin",
        "-v",
        "error",
        "-y",
        "-i",
        write(folder.resolve("out.h264")).toString(),
        "-f",
        "rawvideo",
        raw.toString());
    byte[] all = Files.readAllBytes(raw);
    CodecParameters.Video codec =
        (CodecParameters.Video) formats.getLast().tracks().getFirst().codec();
    int size = codec.picture().width() * codec.picture().height();
    int last = all.length - size * 3 / 2;
    return Arrays.copyOfRange(all, last, last + size);
  }

  /**
   * Peak signal to noise ratio in decibels, against the source at 25 pictures a second scaled with
   * more care.
   *
   * @param size what it was scaled to, such as {@code 1280:720}
   */
  static double likeness(Path encoded, Path source, String size)
      throws IOException, InterruptedException {
    String report =
        run(
            "ffmpeg",
            "-nostdin",
            "-hide_banner",
            "-r",
            "25",
            "-i",
            encoded.toString(),
            "-r",
            "25",
            "-i",
            source.toString(),
            "-lavfi",
            "[1:v]scale=" + size + ":flags=bicubic[s];[0:v][s]psnr",
            "-f",
            "null",
            "-");
    Matcher average = Pattern.compile("average:([0-9.]+)").matcher(report);
    if (!average.find()) {
      throw new AssertionError(report);
    }
    return Double.parseDouble(average.group(1));
  }

  static String run(String... words) throws IOException, InterruptedException {
    Command command = Command.run(Duration.ofMinutes(10), List.of(words));
    if (command.status() != 0) {
      throw new IOException(String.join(" ", words) + ": " + command.output());
    }
    return command.output();
  }
}
