package io.vedette.transcode.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.av_codec_is_encoder;
import static org.bytedeco.ffmpeg.global.avcodec.av_codec_iterate;

import io.vedette.media.Orientation;
import io.vedette.media.Packet;
import io.vedette.transcode.TranscodeException;
import io.vedette.transcode.probe.ProbeChild;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * The program that {@link Arm64IT} runs: lists FFmpeg's H.264 encoders, transcodes a clip with each
 * of those that need no device, and then goes on as the probe's child. One program for all, since
 * its start takes longest.
 */
final class Arm64Transcode {

  /** What the pictures are made to fit into. */
  static final PictureBox BOX = new PictureBox(320, 180);

  private Arm64Transcode() {}

  /** Takes the clip and the folder for what it makes of it. */
  public static void main(String[] args) throws IOException, TranscodeException {
    System.out.println("architecture " + System.getProperty("os.arch"));
    listEncoders();
    Clip clip = Clip.read(Path.of(args[0]));
    for (VideoEncoder encoder : VideoEncoder.values()) {
      if (!encoder.isHardware()) {
        transcode(clip, encoder).write(Path.of(args[1], encoder.codecName() + ".h264"));
      }
    }
    ProbeChild.main(new String[] {"encoder", VideoEncoder.X264.codecName()});
  }

  private static void listEncoders() {
    try (PointerPointer<Pointer> place = new PointerPointer<>(1)) {
      place.put(0, (Pointer) null);
      AVCodec codec = av_codec_iterate(place);
      while (codec != null) {
        if (codec.id() == AV_CODEC_ID_H264 && av_codec_is_encoder(codec) != 0) {
          System.out.println("encoder " + codec.name().getString());
        }
        codec = av_codec_iterate(place);
      }
    }
  }

  private static Transcoded transcode(Clip clip, VideoEncoder encoder) throws TranscodeException {
    Duration keyInterval = Duration.ofSeconds(2);
    VideoTarget target =
        new VideoTarget(BOX, 30, 300_000, 300_000, keyInterval, Orientation.UPRIGHT);
    Transcoded out = new Transcoded();
    long[] now = new long[1];
    try (VideoTranscoder transcoder =
        new VideoTranscoder(
            target, VideoDecoder.SOFTWARE, encoder, PictureEncoder::open, () -> now[0])) {
      transcoder.video(clip.track(), clip.video());
      for (Packet packet : clip.packets()) {
        now[0] = packet.arrivalNanos();
        transcoder.packet(packet, out);
      }
    }
    return out;
  }
}
