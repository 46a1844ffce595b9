package io.vedette.bench.micro;

import io.vedette.fragment.Fragment;
import io.vedette.fragment.FragmentWriter;
import io.vedette.media.AccessUnit;
import io.vedette.media.Packet;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Writing one access unit as a fragment. */
@State(Scope.Thread)
public class FragmentWriting {

  /** Bytes of the access unit. */
  @Param({"2048", "15360", "61440"})
  public int bytes;

  private final FragmentWriter writer = Pictures.writer();
  private byte[] unit;

  /** Ready to write access units of that many bytes. */
  public static FragmentWriting of(int bytes) {
    FragmentWriting writing = new FragmentWriting();
    writing.bytes = bytes;
    writing.makeUnit();
    return writing;
  }

  /** The same access unit again and again: the time is of no matter to the work. */
  @Setup
  public void makeUnit() {
    unit = Pictures.accessUnit(bytes, false);
  }

  @Benchmark
  public Fragment write() {
    return writer.write(
        new Packet(1, 0, 0, Pictures.FRAME_TICKS, false, AccessUnit.copyOf(unit), 0));
  }
}
