package io.vedette.camera.simulated;

import io.vedette.camera.ffmpeg.AnnexB;
import io.vedette.camera.ffmpeg.EncodedFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * An encoded loop in a file that is mapped, not read: it costs no heap, however many cameras there
 * are. Immutable.
 *
 * <p>The file, all numbers big-endian in four bytes: magic number, number of frames, for each frame
 * its length times two plus one if it is a key frame, then the frames, each as NAL units behind
 * their lengths, then the CRC-32 of all that.
 */
final class Clip {

  private static final int MAGIC = 0x56445431;
  private static final int MAX_FRAMES = 60 * 60;
  private static final int SEI = 6;

  private final ByteBuffer file;
  private final int[] offsets;
  private final boolean[] keys;

  private Clip(ByteBuffer file, int[] offsets, boolean[] keys) {
    this.file = file;
    this.offsets = offsets;
    this.keys = keys;
  }

  /**
   * Opens a file.
   *
   * @throws IOException if it cannot be read, or is cut short or damaged
   */
  static Clip open(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path)) {
      return new Reading(channel.map(MapMode.READ_ONLY, 0, channel.size()), path).clip();
    }
  }

  /** Writes a file, which is either there as a whole afterwards or not at all. */
  static void write(Path path, List<EncodedFrame> frames) throws IOException {
    Path part = Files.createTempFile(path.getParent(), path.getFileName().toString(), ".part");
    try {
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = encoded(frames);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  int frames() {
    return keys.length;
  }

  boolean isKey(int frame) {
    return keys[frame];
  }

  /** The NAL units of a frame, as views of the file. */
  List<ByteBuffer> nalUnits(int frame) {
    List<ByteBuffer> units = new ArrayList<>(4);
    int at = offsets[frame];
    while (at < offsets[frame + 1]) {
      int length = file.getInt(at);
      units.add(file.slice(at + Integer.BYTES, length));
      at += Integer.BYTES + length;
    }
    return units;
  }

  /** The sequence parameter set. */
  byte[] sps() {
    return bytes(nalUnits(0).get(0));
  }

  /** The picture parameter set. */
  byte[] pps() {
    return bytes(nalUnits(0).get(1));
  }

  private static byte[] bytes(ByteBuffer unit) {
    byte[] bytes = new byte[unit.remaining()];
    unit.get(bytes);
    return bytes;
  }

  private static ByteBuffer encoded(List<EncodedFrame> frames) {
    List<List<ByteBuffer>> units =
        frames.stream().map(frame -> withoutMessages(frame.annexB())).toList();
    int[] lengths =
        units.stream()
            .mapToInt(all -> all.stream().mapToInt(unit -> Integer.BYTES + unit.remaining()).sum())
            .toArray();
    int size = (3 + frames.size()) * Integer.BYTES;
    for (int length : lengths) {
      size = Math.addExact(size, length);
    }
    ByteBuffer out = ByteBuffer.allocate(size).putInt(MAGIC).putInt(frames.size());
    for (int i = 0; i < lengths.length; i++) {
      out.putInt(lengths[i] << 1 | (frames.get(i).key() ? 1 : 0));
    }
    units.forEach(all -> all.forEach(unit -> out.putInt(unit.remaining()).put(unit)));
    return out.putInt(crc(out.duplicate().flip())).flip();
  }

  /** Without the encoder's note on itself, which no camera sends. */
  private static List<ByteBuffer> withoutMessages(byte[] annexB) {
    return AnnexB.nalUnits(annexB).stream().filter(unit -> (unit.get(0) & 0x1f) != SEI).toList();
  }

  private static int crc(ByteBuffer bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  /** Checks a file from its front to its end. */
  private record Reading(ByteBuffer file, Path path) {

    Clip clip() throws IOException {
      int tail = file.capacity() - Integer.BYTES;
      check(tail >= 2 * Integer.BYTES && file.getInt(0) == MAGIC, "is no scene");
      check(crc(file.slice(0, tail)) == file.getInt(tail), "is cut short or damaged");
      int count = file.getInt(Integer.BYTES);
      check(count > 0 && count <= MAX_FRAMES, "has " + count + " frames");
      int[] offsets = new int[count + 1];
      boolean[] keys = new boolean[count];
      offsets[0] = (2 + count) * Integer.BYTES;
      for (int i = 0; i < count; i++) {
        int entry = file.getInt((2 + i) * Integer.BYTES);
        keys[i] = (entry & 1) == 1;
        offsets[i + 1] = offsets[i] + (entry >>> 1);
      }
      check(offsets[count] == tail && keys[0], "has an index that does not fit");
      return new Clip(file, offsets, keys);
    }

    private void check(boolean holds, String otherwise) throws IOException {
      if (!holds) {
        throw new IOException(path.getFileName() + " " + otherwise);
      }
    }
  }
}
