package io.vedette.bench.micro;

import io.vedette.live.LiveStream;
import io.vedette.live.PlaylistWindow;
import io.vedette.web.hls.MediaPlaylist;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Rendering the media playlist of a stream whose ring is full. */
@State(Scope.Thread)
public class PlaylistRendering {

  private static final int FULL = 1020;

  private PlaylistWindow window;

  /** Ends within a segment, so that there are parts of one that is being filled. */
  @Setup
  public void fill() {
    LiveStream stream = Pictures.stream();
    byte[] bytes = new byte[1000];
    for (int n = 0; n < FULL; n++) {
      stream.publish(Pictures.fragment(n, bytes));
    }
    window = stream.window();
  }

  @Benchmark
  public String whole() {
    return MediaPlaylist.render(window, List.of());
  }

  @Benchmark
  public String delta() {
    return MediaPlaylist.renderDelta(window, List.of());
  }
}
