package io.vedette.transcode.video;

import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_INTERLACED;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_CUDA;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_VAAPI;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV411P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV440P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV444P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ411P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ440P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ444P;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt_name;

import io.vedette.media.Orientation;
import io.vedette.transcode.TranscodeException;
import io.vedette.transcode.video.FilterGraph.Step;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;

/**
 * Brings pictures into the size, direction and pixel format in which they are encoded, and takes
 * interlacing out. What has to be done follows from each picture; the filters are built anew when
 * it changes. Used by one thread.
 *
 * <p>Pictures come out as they go in, but for interlaced ones: how they moved shows with the next
 * one only. A stream of which one picture was interlaced is taken to be interlaced from then on.
 */
final class PictureFilter implements AutoCloseable {

  /** What decides which filters are needed. */
  private record Input(
      int width,
      int height,
      int format,
      int colourSpace,
      int colourRange,
      double pixelShape,
      boolean interlaced,
      int wantedFormat,
      long deviceFrames) {}

  private final PictureBox box;
  private final Orientation orientation;
  private int pixelFormat;
  private boolean interlaced;
  private Input input;
  private FilterGraph graph;

  /**
   * Nothing is built before the first picture.
   *
   * @param box what pictures have to fit into
   * @param orientation how they have to be turned
   * @param pixelFormat FFmpeg's number of the pixel format in the main memory that is wanted
   */
  PictureFilter(PictureBox box, Orientation orientation, int pixelFormat) {
    this.box = box;
    this.orientation = orientation;
    this.pixelFormat = pixelFormat;
  }

  /** From the next picture on, another pixel format is wanted. */
  void pixelFormat(int wanted) {
    pixelFormat = wanted;
  }

  /** Whether a filter that stands on a device can do what is needed there. */
  static boolean worksOn(VideoDecoder decoder, Orientation orientation) {
    return decoder == VideoDecoder.VAAPI || orientation.equals(Orientation.UPRIGHT);
  }

  /**
   * Looks whether pictures are interlaced, from this one on.
   *
   * @param picture one that may then be filtered, or not
   */
  void look(AVFrame picture) {
    interlaced |= (picture.flags() & AV_FRAME_FLAG_INTERLACED) != 0;
  }

  /** Whether pictures come out one later than they go in, and need all their neighbours. */
  boolean delays() {
    return interlaced;
  }

  /**
   * Filters a picture that was looked at.
   *
   * @param picture stays the caller's, but a colour range that its format only implies is set
   * @param sink takes what is ready, before this returns
   * @throws TranscodeException if the filters cannot be built or fail, or the sink throws it
   */
  void filter(AVFrame picture, PictureDecoder.Sink sink) throws TranscodeException {
    tellRange(picture);
    Input now = inputOf(picture);
    if (!now.equals(input)) {
      finish(sink);
      input = now;
      graph = build(picture);
    }
    if (graph == null) {
      sink.picture(picture);
    } else {
      graph.filter(picture, sink);
    }
  }

  /**
   * Brings what is held back. The next picture need not follow the last.
   *
   * @throws TranscodeException as {@link #filter} does
   */
  void finish(PictureDecoder.Sink sink) throws TranscodeException {
    if (graph != null) {
      try {
        graph.finish(sink);
      } finally {
        close();
      }
    }
    input = null;
  }

  private Input inputOf(AVFrame picture) {
    long frames = picture.hw_frames_ctx() == null ? 0 : picture.hw_frames_ctx().data().address();
    return new Input(
        picture.width(),
        picture.height(),
        picture.format(),
        picture.colorspace(),
        picture.color_range(),
        pixelShape(picture),
        interlaced,
        pixelFormat,
        frames);
  }

  /** Width of a pixel by its height; what is out of all proportion is an error in the stream. */
  private static double pixelShape(AVFrame picture) {
    try (AVRational ratio = picture.sample_aspect_ratio()) {
      double shape = (double) ratio.num() / ratio.den();
      return shape >= 0.25 && shape <= 4 ? shape : 1;
    }
  }

  /** Puts what the formats of JPEG imply where FFmpeg's filters look for it. */
  private static void tellRange(AVFrame picture) {
    int format =
        switch (picture.format()) {
          case AV_PIX_FMT_YUVJ420P -> AV_PIX_FMT_YUV420P;
          case AV_PIX_FMT_YUVJ422P -> AV_PIX_FMT_YUV422P;
          case AV_PIX_FMT_YUVJ444P -> AV_PIX_FMT_YUV444P;
          case AV_PIX_FMT_YUVJ440P -> AV_PIX_FMT_YUV440P;
          case AV_PIX_FMT_YUVJ411P -> AV_PIX_FMT_YUV411P;
          default -> picture.format();
        };
    if (format != picture.format()) {
      picture.format(format);
      picture.color_range(AVCOL_RANGE_JPEG);
    }
  }

  /** The filters that a picture needs; null if none. */
  private FilterGraph build(AVFrame picture) throws TranscodeException {
    PictureBox.Size size = box.fit(input.width(), input.height(), input.pixelShape());
    List<Step> steps =
        switch (input.format()) {
          case AV_PIX_FMT_VAAPI -> onVaapi(size);
          case AV_PIX_FMT_CUDA -> onCuda(size);
          default -> inMemory(size);
        };
    return steps.isEmpty() ? null : FilterGraph.open(picture, steps);
  }

  private List<Step> inMemory(PictureBox.Size size) {
    List<Step> steps = new ArrayList<>();
    if (interlaced) {
      steps.add(new Step("bwdif", "mode=send_frame:deint=interlaced"));
    }
    boolean scaled = size.width() != input.width() || size.height() != input.height();
    if (scaled || input.format() != pixelFormat || input.colourRange() == AVCOL_RANGE_JPEG) {
      steps.add(
          new Step(
              "scale",
              "w=%d:h=%d:flags=bilinear:out_range=limited".formatted(size.width(), size.height())));
      try (BytePointer name = av_get_pix_fmt_name(pixelFormat)) {
        steps.add(new Step("format", "pix_fmts=" + name.getString()));
      }
    }
    if (orientation.degrees() == 180 || orientation.degrees() == 0) {
      // Upside down is both flips; mirrored and upside down is the one that is left.
      if (orientation.mirrored() != (orientation.degrees() == 180)) {
        steps.add(new Step("hflip", ""));
      }
      if (orientation.degrees() == 180) {
        steps.add(new Step("vflip", ""));
      }
    } else {
      steps.add(new Step("transpose", "dir=" + quarterTurn()));
    }
    return steps;
  }

  private List<Step> onVaapi(PictureBox.Size size) {
    List<Step> steps = new ArrayList<>();
    if (interlaced) {
      steps.add(new Step("deinterlace_vaapi", "rate=frame:auto=1"));
    }
    steps.add(
        new Step(
            "scale_vaapi",
            "w=%d:h=%d:format=nv12:out_range=limited".formatted(size.width(), size.height())));
    if (!orientation.equals(Orientation.UPRIGHT)) {
      String direction =
          switch (orientation.degrees()) {
            case 0 -> "hflip";
            case 180 -> orientation.mirrored() ? "vflip" : "reversal";
            default -> quarterTurn();
          };
      steps.add(new Step("transpose_vaapi", "dir=" + direction));
    }
    return steps;
  }

  private List<Step> onCuda(PictureBox.Size size) {
    List<Step> steps = new ArrayList<>();
    if (interlaced) {
      steps.add(new Step("bwdif_cuda", "mode=send_frame:deint=interlaced"));
    }
    steps.add(
        new Step("scale_cuda", "w=%d:h=%d:format=nv12".formatted(size.width(), size.height())));
    return steps;
  }

  /** FFmpeg's name of a turn by a quarter; its flips are upside down, and come after the turn. */
  private String quarterTurn() {
    if (orientation.degrees() == 90) {
      return orientation.mirrored() ? "clock_flip" : "clock";
    }
    return orientation.mirrored() ? "cclock_flip" : "cclock";
  }

  /** Frees the native memory. Idempotent, never throws. */
  @Override
  public void close() {
    if (graph != null) {
      graph.close();
      graph = null;
    }
  }
}
