package io.vedette.rtsp;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes AAC access units out of LATM in RTP packets (RFC 6416 6.1; ISO/IEC 14496-3 1.7.3): with the
 * configuration from the session description or in the stream, several access units in an
 * audioMuxElement, one element in several packets, and several elements in one packet, which the
 * RFC forbids and cameras do.
 */
public final class LatmDepacketizer implements AudioDepacketizer {

  private static final int MAX_BYTES = 64 * 1024;

  private final int clockRate;
  private final Consumer<AudioSpecificConfig> configurations;
  private final Sink sink;
  private final boolean configurationInStream;
  private Optional<StreamMuxConfig> config = Optional.empty();

  private byte[] element = new byte[2048];
  private int size;
  private int timestamp;
  private boolean damaged;
  private boolean cutsElements;

  /**
   * A depacketizer of a stream that brings its configuration along ({@code cpresent=1}).
   *
   * @param clockRate ticks per second of the RTP timestamps
   * @param configurations is told the decoder's configuration before the first access unit and
   *     whenever it changes
   * @param sink takes raw data blocks
   */
  public LatmDepacketizer(int clockRate, Consumer<AudioSpecificConfig> configurations, Sink sink) {
    this(clockRate, configurations, sink, true);
  }

  private LatmDepacketizer(
      int clockRate,
      Consumer<AudioSpecificConfig> configurations,
      Sink sink,
      boolean configurationInStream) {
    this.clockRate = clockRate;
    this.configurations = configurations;
    this.sink = sink;
    this.configurationInStream = configurationInStream;
  }

  /**
   * A depacketizer of a stream whose configuration the session description told ({@code
   * cpresent=0}).
   *
   * @param streamMuxConfig the parameter {@code config}
   * @throws IllegalArgumentException if it cannot be read
   */
  public static LatmDepacketizer configured(byte[] streamMuxConfig, int clockRate, Sink sink) {
    LatmDepacketizer depacketizer = new LatmDepacketizer(clockRate, _ -> {}, sink, false);
    depacketizer.config = Optional.of(read(streamMuxConfig));
    return depacketizer;
  }

  /**
   * The decoder's configuration in the parameter {@code config}.
   *
   * @throws IllegalArgumentException if it cannot be read
   */
  public static AudioSpecificConfig audioConfig(byte[] streamMuxConfig) {
    return read(streamMuxConfig).audio();
  }

  private static StreamMuxConfig read(byte[] bytes) {
    return StreamMuxConfig.parse(new PayloadBits(bytes, 0, bytes.length));
  }

  @Override
  public void lost() {
    size = 0;
    // What comes next may be the rest of an element, where elements are cut.
    damaged = cutsElements;
  }

  @Override
  public void packet(RtpHeader header, byte[] buffer) {
    if (size > 0 && header.timestamp() != timestamp) {
      // The element before it never ended.
      size = 0;
    }
    if (size == 0) {
      timestamp = header.timestamp();
    }
    if (!damaged) {
      append(buffer, header.payloadOffset(), header.payloadLength());
    }
    // The marker is on the last piece of an element (RFC 6416 6.1).
    if (header.marker()) {
      elements();
      size = 0;
      damaged = false;
    } else {
      cutsElements = true;
    }
  }

  private void append(byte[] buffer, int from, int length) {
    if (size + length > MAX_BYTES) {
      damaged = true;
      size = 0;
      return;
    }
    if (size + length > element.length) {
      element = Arrays.copyOf(element, Math.max(element.length * 2, size + length));
    }
    System.arraycopy(buffer, from, element, size, length);
    size += length;
  }

  private void elements() {
    PayloadBits in = new PayloadBits(element, 0, size);
    int time = timestamp;
    try {
      while (in.remaining() >= Byte.SIZE) {
        time = audioMuxElement(in, time);
        in.align();
      }
    } catch (IllegalArgumentException _) {
      // It was cut short, or begins in the middle of one after a loss: what was whole is out.
      return;
    }
  }

  /** AudioMuxElement (ISO/IEC 14496-3 1.7.3.1); the time at which the next one begins. */
  private int audioMuxElement(PayloadBits in, int from) {
    if (configurationInStream && !in.flag()) {
      StreamMuxConfig read = StreamMuxConfig.parse(in);
      boolean changed = config.isEmpty() || !config.get().audio().equals(read.audio());
      config = Optional.of(read);
      if (changed) {
        configurations.accept(read.audio());
      }
    }
    if (config.isEmpty()) {
      throw new IllegalArgumentException("no configuration yet");
    }
    StreamMuxConfig layout = config.get();
    int ticks = unitTicks(layout.audio(), clockRate);
    int time = from;
    for (int i = 0; i < layout.subFrames(); i++, time += ticks) {
      int bytes = layout.fixedBytes() > 0 ? layout.fixedBytes() : payloadLength(in);
      if (bytes > 0) {
        sink.accessUnit(in.bytes(bytes), time, ticks);
      }
    }
    in.skip(layout.otherDataBits());
    return time;
  }

  /** PayloadLengthInfo (ISO/IEC 14496-3 1.7.3.1). */
  private static int payloadLength(PayloadBits in) {
    int length = 0;
    int part;
    do {
      part = in.bits(8);
      length += part;
    } while (part == 255);
    return length;
  }

  /**
   * How long an access unit of AAC sounds.
   *
   * @param clockRate ticks per second
   * @return ticks, at least 1
   */
  public static int unitTicks(AudioSpecificConfig config, int clockRate) {
    long ticks = Math.round((double) config.frameSamples() * clockRate / config.coreRate());
    return (int) Math.max(1, ticks);
  }
}
