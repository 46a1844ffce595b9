package io.vedette.bench.micro;

import io.vedette.media.AccessUnit;
import io.vedette.rtsp.AccessUnitSink;
import io.vedette.rtsp.H264Depacketizer;
import io.vedette.rtsp.H264Packetizer;
import io.vedette.rtsp.RtpHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Putting one access unit together from its RTP packets, of 1400 bytes each. */
@State(Scope.Thread)
public class Depacketizing implements AccessUnitSink {

  private static final int MAX_PACKET_BYTES = 1400;

  /** Bytes of the access unit. */
  @Param({"2048", "15360", "61440"})
  public int bytes;

  private H264Depacketizer depacketizer;
  private final RtpHeader header = new RtpHeader();
  private byte[][] packets;
  private AccessUnit unit;

  /** Every picture is an IDR picture, so that none waits for another. */
  @Setup
  public void packetize() throws IOException {
    depacketizer = new H264Depacketizer(this);
    List<byte[]> cut = new ArrayList<>();
    ByteBuffer nal = ByteBuffer.wrap(Pictures.accessUnit(bytes, true)).position(4).slice();
    new H264Packetizer(96, 1, 0, MAX_PACKET_BYTES)
        .packetize(List.of(nal), 0, (buffer, length) -> cut.add(Arrays.copyOf(buffer, length)));
    packets = cut.toArray(byte[][]::new);
  }

  @Benchmark
  public AccessUnit depacketize() {
    for (byte[] packet : packets) {
      header.read(packet, 0, packet.length);
      depacketizer.packet(header, packet);
    }
    return unit;
  }

  @Override
  public void parameterSet(byte[] buffer, int offset, int length) {
    throw new IllegalStateException("none was sent");
  }

  @Override
  public void accessUnit(AccessUnit data, boolean key, int timestamp) {
    unit = data;
  }

  @Override
  public void refused(String why) {
    throw new IllegalStateException(why);
  }
}
