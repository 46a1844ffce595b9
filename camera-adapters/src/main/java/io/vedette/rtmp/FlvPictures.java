package io.vedette.rtmp;

import io.vedette.media.AccessUnit;
import io.vedette.media.Joining;
import io.vedette.media.NalUnitRole;
import io.vedette.media.VideoTracks;
import java.util.Arrays;
import java.util.Optional;

/**
 * Takes the access units of one video codec out of FLV: NAL units behind their lengths, or OBUs,
 * without those that a decoder gets beside them. Decoding begins with an IDR picture of H.264, an
 * IRAP picture of H.265 or a key frame of AV1. Used by one thread.
 */
public final class FlvPictures {

  private static final int LENGTH_BYTES = 4;
  private static final int MAX_OBU_SIZE_BYTES = 5;

  /**
   * An access unit.
   *
   * @param data as in {@link io.vedette.media.Packet#data()}
   * @param key whether decoding can begin with it
   */
  public record Picture(AccessUnit data, boolean key) {}

  private final FlvCodec codec;
  private final VideoTracks tracks;
  private final Joining joining;
  private byte[] unit = new byte[128 * 1024];
  private int size;
  private int lengthBytes = LENGTH_BYTES;

  /**
   * Nothing has come yet.
   *
   * @param tracks those of this codec, told of parameter sets
   */
  public FlvPictures(FlvCodec codec, VideoTracks tracks) {
    this.codec = codec;
    this.tracks = tracks;
    this.joining = new Joining(codec == FlvCodec.H265);
  }

  /** What codec it is. */
  public FlvCodec codec() {
    return codec;
  }

  /**
   * Takes a configuration record (ISO/IEC 14496-15 5.3.3.1, 8.3.3.1; AV1 in ISO-BMFF 2.3). What it
   * holds may come in the stream as well, so one that is cut short is taken as far as it goes.
   */
  public void configure(byte[] bytes, int from, int to) {
    switch (codec) {
      case H264 -> {
        if (to - from > 6) {
          lengthBytes = (bytes[from + 4] & 3) + 1;
          int at = sets(bytes, from + 6, to, bytes[from + 5] & 0x1f);
          if (at < to) {
            sets(bytes, at + 1, to, bytes[at] & 0xff);
          }
        }
      }
      case H265 -> {
        if (to - from > 23) {
          lengthBytes = (bytes[from + 21] & 3) + 1;
          int at = from + 23;
          for (int i = bytes[from + 22] & 0xff; i > 0 && at + 3 <= to; i--) {
            at = sets(bytes, at + 3, to, u16(bytes, at + 1));
          }
        }
      }
      case AV1 -> {
        size = 0;
        obus(bytes, Math.min(from + 4, to), to);
      }
    }
  }

  /** Parameter sets, each behind its length in two bytes; the index behind them. */
  private int sets(byte[] bytes, int from, int to, int count) {
    int at = from;
    for (int i = 0; i < count && at + 2 <= to; i++) {
      int length = u16(bytes, at);
      at += 2;
      if (length > to - at) {
        return to;
      }
      tracks.note(bytes, at, length);
      at += length;
    }
    return at;
  }

  /**
   * Takes an access unit.
   *
   * @param encoderSaysKey whether the message calls it a key frame, which only AV1 needs
   * @return empty if it cannot be decoded with what has come, or is broken: then the next key frame
   *     is waited for
   */
  public Optional<Picture> picture(byte[] bytes, int from, int to, boolean encoderSaysKey) {
    size = 0;
    int type = codec == FlvCodec.AV1 ? (obus(bytes, from, to) ? 0 : -1) : nalUnits(bytes, from, to);
    if (type < 0) {
      joining.interrupt();
      return Optional.empty();
    }
    boolean key = codec == FlvCodec.AV1 ? encoderSaysKey : role(type) == NalUnitRole.KEY_PICTURE;
    if (!joining.isDecodable(key, type)) {
      return Optional.empty();
    }
    return Optional.of(new Picture(AccessUnit.copyOf(unit, 0, size), key));
  }

  /** Copies what a decoder needs; the type of the first picture unit, or -1 if there is none. */
  private int nalUnits(byte[] bytes, int from, int to) {
    int headerBytes = codec == FlvCodec.H265 ? 2 : 1;
    int picture = -1;
    int at = from;
    while (to - at >= lengthBytes) {
      long length = 0;
      for (int i = 0; i < lengthBytes; i++) {
        length = length << 8 | bytes[at++] & 0xff;
      }
      if (length > to - at) {
        return -1;
      }
      int count = (int) length;
      if (count > headerBytes) {
        int type = codec == FlvCodec.H265 ? bytes[at] >> 1 & 0x3f : bytes[at] & 0x1f;
        switch (role(type)) {
          case PICTURE, KEY_PICTURE -> {
            picture = picture < 0 ? type : picture;
            append(bytes, at, count);
          }
          case PARAMETER_SET -> tracks.note(bytes, at, count);
          case OTHER -> append(bytes, at, count);
          case DROPPED -> {
            // Of no use to a decoder.
          }
        }
      }
      at += count;
    }
    return at == to ? picture : -1;
  }

  private void append(byte[] bytes, int at, int length) {
    reserve(LENGTH_BYTES + length);
    unit[size++] = (byte) (length >> 24);
    unit[size++] = (byte) (length >> 16);
    unit[size++] = (byte) (length >> 8);
    unit[size++] = (byte) length;
    System.arraycopy(bytes, at, unit, size, length);
    size += length;
  }

  /** OBUs with their sizes (AV1 5.3.1); whether all is whole and there is a frame. */
  private boolean obus(byte[] bytes, int from, int to) {
    boolean frame = false;
    int at = from;
    while (at < to) {
      int header = bytes[at];
      int sizeAt = at + ((header & 4) == 0 ? 1 : 2);
      if (header < 0 || (header & 2) == 0) {
        return false;
      }
      long length = 0;
      int sizeBytes = 0;
      boolean more = true;
      while (more) {
        if (sizeAt + sizeBytes >= to || sizeBytes == MAX_OBU_SIZE_BYTES) {
          return false;
        }
        int part = bytes[sizeAt + sizeBytes];
        length |= (long) (part & 0x7f) << 7 * sizeBytes++;
        more = part < 0;
      }
      int data = sizeAt + sizeBytes;
      if (length > to - data) {
        return false;
      }
      int end = data + (int) length;
      int type = header >> 3 & 0x0f;
      switch (type) {
        case 1 -> {
          tracks.note(bytes, at, end - at);
          copy(bytes, at, end);
        }
        case 2, 8, 15 -> {
          // Temporal delimiter, tile list, padding.
        }
        default -> {
          frame |= type == 3 || type == 6;
          copy(bytes, at, end);
        }
      }
      at = end;
    }
    return frame;
  }

  private void copy(byte[] bytes, int from, int to) {
    reserve(to - from);
    System.arraycopy(bytes, from, unit, size, to - from);
    size += to - from;
  }

  private void reserve(int more) {
    if (size + more > unit.length) {
      unit = Arrays.copyOf(unit, Math.max(unit.length * 2, size + more));
    }
  }

  private NalUnitRole role(int type) {
    return codec == FlvCodec.H265 ? NalUnitRole.h265(type) : NalUnitRole.h264(type);
  }

  private static int u16(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }
}
