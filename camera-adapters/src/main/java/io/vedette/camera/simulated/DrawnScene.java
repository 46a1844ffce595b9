package io.vedette.camera.simulated;

import io.vedette.camera.ffmpeg.EncodedFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One camera's clips, and the files in which they outlive a start.
 *
 * @param main the main stream
 * @param sub the sub-stream
 */
record DrawnScene(Clip main, Clip sub) {

  /** To be raised with every change to what is drawn or how it is encoded. */
  private static final int VERSION = 1;

  /** What was drawn before; empty if it was not, or not to its end, or not to this pattern. */
  static Optional<DrawnScene> read(Path folder, int number, SceneSpec spec) {
    try {
      Clip main = Clip.open(file(folder, number, spec, "main"));
      Clip sub = Clip.open(file(folder, number, spec, "sub"));
      return main.frames() == spec.frames() && sub.frames() == spec.frames() / 2
          ? Optional.of(new DrawnScene(main, sub))
          : Optional.empty();
    } catch (IOException e) {
      // Whatever is wrong with the files, drawing anew puts it right.
      return Optional.empty();
    }
  }

  /**
   * Keeps what was drawn.
   *
   * @throws IOException if the folder cannot be made or written to
   */
  static DrawnScene write(
      Path folder, int number, SceneSpec spec, List<EncodedFrame> main, List<EncodedFrame> sub)
      throws IOException {
    Files.createDirectories(folder);
    Path mainFile = file(folder, number, spec, "main");
    Path subFile = file(folder, number, spec, "sub");
    Clip.write(mainFile, main);
    Clip.write(subFile, sub);
    return new DrawnScene(Clip.open(mainFile), Clip.open(subFile));
  }

  private static Path file(Path folder, int number, SceneSpec spec, String stream) {
    return folder.resolve(
        "camera-%02d-%s-%s-v%d.clip".formatted(number, spec.label(), stream, VERSION));
  }
}
