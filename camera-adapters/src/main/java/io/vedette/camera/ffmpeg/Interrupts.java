package io.vedette.camera.ffmpeg;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.Pointer;

/**
 * Tells FFmpeg, while it waits, whether to go on. One native callback serves all inputs, which it
 * tells apart by a number: JavaCPP has only ten of one kind, and from the eleventh on hands C a
 * null pointer without a word. Safe for use by any thread.
 */
final class Interrupts {

  private final Map<Long, BooleanSupplier> waiting = new ConcurrentHashMap<>();
  private final AtomicLong last = new AtomicLong();
  private final Callback callback = new Callback();

  /**
   * Has FFmpeg ask from now on.
   *
   * @param ends whether to stop waiting; called on the thread that waits
   * @return to be closed after the context
   */
  Registration register(AVFormatContext context, BooleanSupplier ends) {
    long number = last.incrementAndGet();
    waiting.put(number, ends);
    try (AVIOInterruptCB settings = context.interrupt_callback();
        Number opaque = new Number(number)) {
      settings.callback(callback);
      settings.opaque(opaque);
    }
    return () -> waiting.remove(number);
  }

  /** Ends with {@link #close()}. */
  @FunctionalInterface
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  private final class Callback extends AVIOInterruptCB.Callback_Pointer {
    @Override
    public int call(Pointer opaque) {
      BooleanSupplier ends = waiting.get(opaque.address());
      return ends == null || ends.getAsBoolean() ? 1 : 0;
    }
  }

  /** A number where C wants a pointer; nothing lies there. */
  private static final class Number extends Pointer {
    Number(long number) {
      address = number;
    }
  }
}
