package io.vedette.fragment;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** A second parser of boxes: finds one by its path, and fails where sizes do not add up. */
final class BoxTree {

  private static final Set<String> CONTAINERS =
      Set.of("moov", "trak", "mdia", "minf", "stbl", "mvex", "moof", "traf", "dinf", "edts");

  private BoxTree() {}

  /**
   * The content of the first box at a path such as {@code moov/trak/tkhd}; {@code stsd} and sample
   * entries are containers too.
   */
  static ByteBuffer find(byte[] bytes, String path) {
    ByteBuffer found = find(ByteBuffer.wrap(bytes), path.split("/"), 0);
    if (found == null) {
      throw new AssertionError("no box " + path);
    }
    return found;
  }

  /** Types of the boxes on the top level. */
  static String types(byte[] bytes) {
    StringBuilder types = new StringBuilder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    while (in.hasRemaining()) {
      int size = in.getInt(in.position());
      types.append(types.isEmpty() ? "" : " ").append(type(in));
      in.position(in.position() + size);
    }
    return types.toString();
  }

  private static ByteBuffer find(ByteBuffer in, String[] path, int depth) {
    ByteBuffer found = null;
    while (in.hasRemaining()) {
      int size = in.getInt(in.position());
      if (size < 8 || size > in.remaining()) {
        throw new AssertionError(type(in) + " of " + size + " bytes in " + in.remaining());
      }
      String type = type(in);
      ByteBuffer content = in.slice(in.position() + 8, size - 8);
      in.position(in.position() + size);
      if (found == null && type.equals(path[depth])) {
        if (depth == path.length - 1) {
          found = content;
        } else {
          found = find(content.position(headerBytes(type)).slice(), path, depth + 1);
        }
      } else if (CONTAINERS.contains(type)) {
        // Walked for its sizes.
        find(content, new String[] {""}, 0);
      }
    }
    return found;
  }

  private static int headerBytes(String type) {
    return switch (type) {
      case "stsd" -> 8;
      case "avc1", "hvc1", "av01" -> 78;
      case "mp4a", "Opus" -> 28;
      default -> 0;
    };
  }

  private static String type(ByteBuffer in) {
    byte[] type = new byte[4];
    in.get(in.position() + 4, type);
    return new String(type, StandardCharsets.US_ASCII);
  }
}
