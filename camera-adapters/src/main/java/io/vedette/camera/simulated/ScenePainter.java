package io.vedette.camera.simulated;

import io.vedette.camera.ffmpeg.YuvPicture;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Locale;

/** Paints one camera's frames, one after the other; used by one thread. */
final class ScenePainter {

  private static final double CAPTION_HEIGHT = 24;
  private static final double CAPTION_BAR = 48;

  private final SimulatedCamera camera;
  private final SceneSpec spec;
  private final int[] background;
  private final BufferedImage canvas;
  private final SensorPlanes planes;

  /**
   * @param background the camera's background, as it comes from {@link #background}; shared
   */
  ScenePainter(SimulatedCamera camera, SceneSpec spec, int[] background) {
    this.camera = camera;
    this.spec = spec;
    this.background = background;
    this.canvas = new BufferedImage(spec.width(), spec.height(), BufferedImage.TYPE_INT_RGB);
    this.planes = new SensorPlanes(spec.width(), spec.height(), background, camera.light());
  }

  /** Paints what never moves; the same for all frames of a camera. */
  static int[] background(SimulatedCamera camera, SceneSpec spec) {
    Backdrop backdrop = new Backdrop(spec.width(), spec.height());
    camera.scene().paintBackground(backdrop);
    int[] pixels = pixels(backdrop.image());
    return camera.mirrored() ? mirrored(pixels, spec.width()) : pixels;
  }

  /** Paints a frame of the loop. The picture is overwritten by the next call. */
  YuvPicture paint(int frame) {
    int[] pixels = pixels(canvas);
    System.arraycopy(background, 0, pixels, 0, pixels.length);
    double seconds = (double) frame / spec.framesPerSecond();
    Graphics2D g = Backdrop.canvas(canvas);
    if (camera.mirrored()) {
      Graphics2D mirror = (Graphics2D) g.create();
      mirror.translate(Scene.WIDTH, 0);
      mirror.scale(-1, 1);
      camera.scene().paintMoving(mirror, camera.sceneTime(seconds));
      mirror.dispose();
    } else {
      camera.scene().paintMoving(g, camera.sceneTime(seconds));
    }
    caption(g, seconds);
    g.dispose();
    return planes.expose(pixels, frame);
  }

  /** The frame that was painted last, at half the size. Overwritten by the next call. */
  YuvPicture half() {
    return planes.half();
  }

  private void caption(Graphics2D g, double seconds) {
    g.setColor(Tone.clear(0x000000, 0.5));
    g.fill(new Rectangle2D.Double(0, 0, Scene.WIDTH, CAPTION_BAR));
    g.setColor(Tone.opaque(0xf4f4f0));
    double top = (CAPTION_BAR - CAPTION_HEIGHT) / 2;
    Lettering.write(g, camera.caption(), 18, top, CAPTION_HEIGHT);
    String clock = String.format(Locale.ROOT, "%06.3f", seconds);
    double left = Scene.WIDTH - 18 - Lettering.width(clock, CAPTION_HEIGHT);
    Lettering.write(g, clock, left, top, CAPTION_HEIGHT);
  }

  private static int[] mirrored(int[] pixels, int width) {
    int[] result = new int[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      int column = i % width;
      result[i] = pixels[i - column + width - 1 - column];
    }
    return result;
  }

  private static int[] pixels(BufferedImage image) {
    return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
  }
}
