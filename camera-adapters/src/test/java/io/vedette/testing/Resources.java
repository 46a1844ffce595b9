package io.vedette.testing;

import static java.lang.System.Logger.Level.INFO;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;

/** What this process holds that Java does not count. */
public final class Resources {

  /** Something that is begun and ended. */
  @FunctionalInterface
  public interface Round {
    void run() throws Exception;
  }

  private static final System.Logger LOG = System.getLogger(Resources.class.getName());

  private static final int ATTEMPTS = 10;
  private static final long SETTLING_MILLIS = 50;

  /** How long what was ended may take to be gone: other threads hang up on it, or free it. */
  private static final long GONE_NANOS = 30_000_000_000L;

  private Resources() {}

  /**
   * Fails unless many rounds leave as much memory of C's allocated and about as many files open as
   * a few have.
   *
   * @param warmUp rounds that are not measured
   * @param rounds those that are
   * @param mostBytes what all of them together may leave
   */
  public static void assertFlat(int warmUp, int rounds, long mostBytes, Round round)
      throws Throwable {
    for (int i = 0; i < warmUp; i++) {
      round.run();
    }
    settle();
    long files = openFiles();
    List<Long> left = new ArrayList<>();
    long memory = allocatedBytes();
    // Java's compiler takes and gives back megabytes beside, which may look like a leak or hide
    // one. In the long run a leak only grows, and what the compiler holds does not.
    while (left.size() < ATTEMPTS && (left.isEmpty() || Math.abs(left.getLast()) > mostBytes)) {
      for (int i = 0; i < rounds; i++) {
        round.run();
      }
      settle();
      left.add(allocatedBytes() - memory);
    }
    LOG.log(INFO, "every {0} rounds, more bytes than before: {1}", rounds, left);
    // Few more are no leak of the rounds: Java opens the archive of a class when it needs one.
    long mostFiles = files + rounds / 10;
    assertTrue(
        isSoon(() -> openFiles() <= mostFiles),
        () -> "more open files than the " + files + " before");
    assertTrue(left.getLast() <= mostBytes, "every " + rounds + " rounds, more bytes: " + left);
  }

  /** Something to be looked at. */
  @FunctionalInterface
  public interface Look {
    boolean isSo() throws Exception;
  }

  /** Whether something comes to be so within half a minute, while Java collects what it can. */
  public static boolean isSoon(Look look) throws Exception {
    long deadline = System.nanoTime() + GONE_NANOS;
    while (!look.isSo()) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      System.gc();
      Thread.sleep(SETTLING_MILLIS);
    }
    return true;
  }

  /**
   * Lets go what Java's collector has not looked at yet: what it still holds of C after that
   * counts. JavaCPP frees on a thread of its own, so its count goes down a little later.
   */
  private static void settle() throws InterruptedException {
    long before;
    do {
      before = Pointer.totalCount();
      System.gc();
      Thread.sleep(SETTLING_MILLIS);
    } while (Pointer.totalCount() < before);
  }

  /** What C has allocated and not freed, by mallinfo2(3): the heap of Java is not in it. */
  @SuppressWarnings("restricted")
  private static long allocatedBytes() throws Throwable {
    StructLayout layout =
        MemoryLayout.structLayout(
            Stream.of(
                    "arena",
                    "ordblks",
                    "smblks",
                    "hblks",
                    "hblkhd",
                    "usmblks",
                    "fsmblks",
                    "uordblks",
                    "fordblks",
                    "keepcost")
                .map(ValueLayout.JAVA_LONG::withName)
                .toArray(MemoryLayout[]::new));
    MethodHandle mallinfo =
        Linker.nativeLinker()
            .downcallHandle(
                Linker.nativeLinker().defaultLookup().findOrThrow("mallinfo2"),
                FunctionDescriptor.of(layout));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = (MemorySegment) mallinfo.invokeExact((SegmentAllocator) arena);
      long mapped = info.get(ValueLayout.JAVA_LONG, 4 * Long.BYTES);
      long used = info.get(ValueLayout.JAVA_LONG, 7 * Long.BYTES);
      return mapped + used;
    }
  }

  /** How many files this process has open. */
  private static long openFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }
}
