package io.vedette.transcode.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.vedette.camera.ffmpeg.AnnexB;
import io.vedette.media.AccessUnit;
import io.vedette.media.CodecParameters;
import io.vedette.media.H264ParameterSets;
import io.vedette.media.H265ParameterSets;
import io.vedette.media.Packet;
import io.vedette.media.ParameterSets;
import io.vedette.media.Timebase;
import io.vedette.media.Track;
import io.vedette.testing.Command;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * A short video, encoded by the ffmpeg binary, in the packets that a camera's source would make of
 * it. H.264 and H.265 have to be in a transport stream, which holds them with start codes; others
 * in Matroska.
 */
public record Clip(Path file, Track track, CodedVideo video, List<Packet> packets) {

  /** 0, and a little, so that nothing is right by chance. */
  private static final long FIRST_ARRIVAL = 5_000_000_123L;

  public static Clip make(Path file, String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error", "-y", "-threads", "1"));
    command.addAll(List.of(arguments));
    command.add(file.toString());
    Command made = Command.run(Duration.ofMinutes(10), command);
    if (made.status() != 0) {
      throw new IOException(String.join(" ", command) + ": " + made.output());
    }
    return read(file);
  }

  /**
   * H.264 of a test pattern, 25 pictures a second in their order, a key frame every two seconds.
   *
   * @param more options of the ffmpeg binary, which outweigh these
   */
  public static Clip h264(Path file, String size, int seconds, String... more)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=" + size + ":r=25:d=" + seconds,
                "-c:v",
                "libx264",
                "-preset",
                "veryfast",
                "-g",
                "50",
                "-bf",
                "0"));
    arguments.addAll(List.of(more));
    return make(file, arguments.toArray(String[]::new));
  }

  static Clip read(Path file) throws IOException {
    AVFormatContext context = new AVFormatContext(null);
    AVPacket packet = av_packet_alloc();
    try {
      if (avformat_open_input(context, file.toString(), (AVInputFormat) null, (AVDictionary) null)
              < 0
          || avformat_find_stream_info(context, (PointerPointer<?>) null) < 0) {
        throw new IOException("cannot read " + file);
      }
      return read(file, context, packet);
    } finally {
      av_packet_free(packet);
      avformat_close_input(context);
    }
  }

  private static Clip read(Path file, AVFormatContext context, AVPacket packet) throws IOException {
    AVStream stream = context.streams(0);
    boolean annexB = file.toString().endsWith(".ts");
    String codec = avcodec_get_name(stream.codecpar().codec_id()).getString();
    ParameterSets sets = codec.equals("h264") ? new H264ParameterSets() : new H265ParameterSets();
    int timescale = stream.time_base().den();
    List<Packet> packets = new ArrayList<>();
    long first = AV_NOPTS_VALUE;
    while (av_read_frame(context, packet) >= 0) {
      byte[] data = new byte[packet.size()];
      try (BytePointer bytes = packet.data()) {
        bytes.get(data);
      }
      first = first == AV_NOPTS_VALUE ? packet.pts() : first;
      long pts = packet.pts() - first;
      long arrival = FIRST_ARRIVAL + packets.size() * 40_000_000L;
      packets.add(
          new Packet(
              1,
              pts,
              packets.size(),
              1,
              (packet.flags() & AV_PKT_FLAG_KEY) != 0,
              AccessUnit.copyOf(annexB ? withLengths(data, sets) : data),
              arrival,
              1_700_000_000_000_000_000L + pts));
      av_packet_unref(packet);
    }
    byte[] extradata = new byte[stream.codecpar().extradata_size()];
    if (extradata.length > 0) {
      stream.codecpar().extradata().get(extradata);
    }
    if (annexB) {
      CodecParameters.Video video = sets.forPicture(packets.getFirst().data()).orElseThrow();
      return new Clip(file, new Track(1, timescale, video), CodedVideo.of(video), packets);
    }
    CodedVideo video =
        switch (codec) {
          // av1C has four bytes before its OBU.
          case "av1" ->
              new CodedVideo(
                  codec,
                  Arrays.copyOfRange(extradata, 4, extradata.length),
                  CodedVideo.Framing.OBUS);
          default -> new CodedVideo(codec, extradata, CodedVideo.Framing.PLAIN);
        };
    return new Clip(file, new Track(1, timescale, anyVideo()), video, packets);
  }

  /** Stands for codecs of which nothing has to be known. */
  private static CodecParameters.Video anyVideo() throws IOException {
    EncodingPlan plan = new EncodingPlan(64, 64, 25, 100_000, Duration.ofSeconds(2));
    try (PictureEncoder encoder = PictureEncoder.open(VideoEncoder.X264, plan);
        TestPictures pictures = new TestPictures(64, 64)) {
      encoder.encode(pictures.picture(0, 0), true, (_, _, _) -> {});
      return encoder.parameters().orElseThrow();
    } catch (EncoderFailedException e) {
      throw new IOException(e);
    }
  }

  private static byte[] withLengths(byte[] data, ParameterSets sets) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (ByteBuffer unit : AnnexB.nalUnits(data)) {
      byte[] bytes = new byte[unit.remaining()];
      unit.get(bytes);
      int type = sets instanceof H264ParameterSets ? bytes[0] & 0x1f : 64 + (bytes[0] >> 1 & 0x3f);
      switch (type) {
        case 7, 8, 64 + 32, 64 + 33, 64 + 34 -> sets.note(bytes, 0, bytes.length);
        case 9, 12, 64 + 35, 64 + 38 -> {}
        default -> {
          out.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
          out.writeBytes(bytes);
        }
      }
    }
    return out.toByteArray();
  }

  /** The presentation times, rising, in the timescale of what is encoded. */
  long[] times() {
    return packets.stream()
        .mapToLong(
            packet -> Timebase.rescale(packet.pts(), track.timescale(), PictureEncoder.TIMESCALE))
        .sorted()
        .toArray();
  }
}
