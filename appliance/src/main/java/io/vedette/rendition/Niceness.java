package io.vedette.rendition;

import static java.lang.System.Logger.Level.DEBUG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** How far a thread gives way to others where the processor is short. */
final class Niceness {

  private static final System.Logger LOG = System.getLogger(Niceness.class.getName());

  private Niceness() {}

  /**
   * Makes the calling platform thread, and the threads that it starts from now on, give way to the
   * others of the process. Java's own thread priorities do nothing for a process without rights.
   * Where the system refuses, the thread goes on as it is.
   *
   * @param more how much nicer than it is, 0 to 19, as nice(2) takes it: on Linux that is the
   *     thread's and not the process's, and ends at 19
   */
  @SuppressWarnings("restricted") // nice takes and returns an integer.
  static void increase(int more) {
    try {
      Linker linker = Linker.nativeLinker();
      MethodHandle nice =
          linker.downcallHandle(
              linker.defaultLookup().findOrThrow("nice"),
              FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
      int now = (int) nice.invokeExact(more);
      LOG.log(DEBUG, "A thread has niceness {0}", now);
    } catch (Throwable e) {
      LOG.log(DEBUG, "A thread cannot be made nicer", e);
    }
  }
}
