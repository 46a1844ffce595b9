package io.vedette.transcode.video;

import static io.vedette.transcode.TranscodeException.check;
import static org.bytedeco.ffmpeg.global.avfilter.AV_BUFFERSRC_FLAG_KEEP_REF;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_frame;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_time_base;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersrc_add_frame_flags;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersrc_parameters_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersrc_parameters_set;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_get_by_name;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_alloc_filter;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_config;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_free;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_init_str;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_link;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_free;

import io.vedette.media.Timebase;
import io.vedette.transcode.TranscodeException;
import java.util.List;
import org.bytedeco.ffmpeg.avfilter.AVBufferSrcParameters;
import org.bytedeco.ffmpeg.avfilter.AVFilter;
import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;

/** A chain of FFmpeg's filters for pictures that are all alike. Used by one thread. */
final class FilterGraph implements AutoCloseable {

  /**
   * A filter.
   *
   * @param filter FFmpeg's name of it
   * @param options as FFmpeg reads them
   */
  record Step(String filter, String options) {

    @Override
    public String toString() {
      return options.isEmpty() ? filter : filter + "=" + options;
    }
  }

  private final List<Step> steps;
  private final AVFilterGraph graph = avfilter_graph_alloc();
  private final AVFrame filtered = av_frame_alloc();
  private AVFilterContext source;
  private AVFilterContext sink;
  private int timescale = PictureEncoder.TIMESCALE;

  private FilterGraph(List<Step> steps) {
    this.steps = List.copyOf(steps);
  }

  /**
   * Builds a chain.
   *
   * @param picture one of those that will come
   * @throws TranscodeException if FFmpeg has not all of the filters, or they do not take the
   *     picture
   */
  static FilterGraph open(AVFrame picture, List<Step> steps) throws TranscodeException {
    FilterGraph opened = new FilterGraph(steps);
    try {
      opened.build(picture);
      return opened;
    } catch (TranscodeException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private void build(AVFrame picture) throws TranscodeException {
    if (graph == null || filtered == null) {
      throw new TranscodeException("filters: no memory");
    }
    graph.nb_threads(1);
    source = allocate("buffer");
    setParameters(picture);
    check("filter buffer", avfilter_init_str(source, (String) null));
    AVFilterContext last = source;
    for (Step step : steps) {
      AVFilterContext next = allocate(step.filter());
      check("filter " + step, avfilter_init_str(next, step.options()));
      check("filter " + step + ", link", avfilter_link(last, 0, next, 0));
      last = next;
    }
    sink = allocate("buffersink");
    check("filter buffersink", avfilter_init_str(sink, (String) null));
    check("filter buffersink, link", avfilter_link(last, 0, sink, 0));
    check("filters " + steps, avfilter_graph_config(graph, null));
    try (AVRational base = av_buffersink_get_time_base(sink)) {
      // Those that take interlacing out count in halves.
      timescale = base.den() / base.num();
    }
  }

  private AVFilterContext allocate(String name) throws TranscodeException {
    AVFilter filter = avfilter_get_by_name(name);
    AVFilterContext context =
        filter == null ? null : avfilter_graph_alloc_filter(graph, filter, name);
    if (context == null) {
      throw new TranscodeException("this FFmpeg has no filter " + name + ", or no memory for it");
    }
    return context;
  }

  private void setParameters(AVFrame picture) throws TranscodeException {
    AVBufferSrcParameters parameters = av_buffersrc_parameters_alloc();
    if (parameters == null) {
      throw new TranscodeException("filters: no memory");
    }
    try (AVRational base = new AVRational()) {
      parameters.format(picture.format());
      parameters.width(picture.width());
      parameters.height(picture.height());
      parameters.color_space(picture.colorspace());
      parameters.color_range(picture.color_range());
      parameters.sample_aspect_ratio(picture.sample_aspect_ratio());
      parameters.time_base(base.num(1).den(PictureEncoder.TIMESCALE));
      // The source takes a reference of its own.
      parameters.hw_frames_ctx(picture.hw_frames_ctx());
      check("filter buffer, parameters", av_buffersrc_parameters_set(source, parameters));
    } finally {
      av_free(parameters);
    }
  }

  /**
   * Filters a picture.
   *
   * @param picture stays the caller's
   * @param out takes what is ready, before this returns
   */
  void filter(AVFrame picture, PictureDecoder.Sink out) throws TranscodeException {
    check(
        "filters " + steps,
        av_buffersrc_add_frame_flags(source, picture, AV_BUFFERSRC_FLAG_KEEP_REF));
    receive(out);
  }

  /** Brings what is held back; nothing can be filtered afterwards. */
  void finish(PictureDecoder.Sink out) throws TranscodeException {
    check("filters " + steps + ", end", av_buffersrc_add_frame_flags(source, null, 0));
    receive(out);
  }

  private void receive(PictureDecoder.Sink out) throws TranscodeException {
    while (true) {
      int result = av_buffersink_get_frame(sink, filtered);
      if (result == AVERROR_EAGAIN() || result == AVERROR_EOF) {
        return;
      }
      check("filters " + steps, result);
      try {
        filtered.pts(Timebase.rescale(filtered.pts(), timescale, PictureEncoder.TIMESCALE));
        out.picture(filtered);
      } finally {
        av_frame_unref(filtered);
      }
    }
  }

  /** Frees the native memory. Idempotent, never throws. */
  @Override
  public void close() {
    // Each of these takes the address of a pointer and sets it to null there; null is allowed.
    avfilter_graph_free(graph);
    av_frame_free(filtered);
  }
}
