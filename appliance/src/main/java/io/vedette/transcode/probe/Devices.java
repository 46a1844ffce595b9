package io.vedette.transcode.probe;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The device nodes that candidates need. Their lack explains a failure; it never spares a trial.
 */
final class Devices {

  private Devices() {}

  /**
   * What a candidate lacks.
   *
   * @param root below which {@code dev} is
   * @return a sentence without its full stop; empty if nothing is known to be missing
   */
  static String missing(Candidate candidate, Path root) {
    return switch (candidate.hardware()) {
      case NONE -> "";
      case V4L2_M2M -> missing(root, "dev", "video");
      case V4L2_REQUEST -> missing(root, "dev", "media");
      case VAAPI, QSV, VULKAN -> missing(root, "dev/dri", "renderD");
      case NVIDIA -> missing(root, "dev", "nvidia");
    };
  }

  private static String missing(Path root, String folder, String prefix) {
    List<Path> found = nodes(root.resolve(folder), prefix);
    if (found.isEmpty()) {
      return "There is no /" + folder + "/" + prefix + "*";
    }
    return found.stream().anyMatch(node -> Files.isReadable(node) && Files.isWritable(node))
        ? ""
        : "The box's user may not open /" + folder + "/" + prefix + "*";
  }

  /**
   * What lies in a folder and begins so, in the order of names; none if the folder is not there.
   */
  static List<Path> nodes(Path folder, String prefix) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, prefix + "*")) {
      all.forEach(found::add);
    } catch (IOException e) {
      return List.of();
    }
    found.sort(null);
    return found;
  }
}
