package io.vedette.rtsp.server;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A stream whose frames a test hands over one by one. */
final class HandFedStream implements ServedStream {

  static final byte[] SPS = {0x67, 0x64, 0, 0x1f, 1, 2, 3};
  static final byte[] PPS = {0x68, 1, 2};

  private final List<FrameSink> sinks = new CopyOnWriteArrayList<>();
  private final Semaphore came = new Semaphore(0);
  private final Semaphore left = new Semaphore(0);

  @Override
  public VideoDescription video() {
    return new VideoDescription("TEST", SPS, PPS, 12.5);
  }

  @Override
  public Subscription play(FrameSink sink) {
    sinks.add(sink);
    came.release();
    return () -> {
      if (sinks.remove(sink)) {
        left.release();
      }
    };
  }

  boolean awaitViewer() throws InterruptedException {
    return came.tryAcquire(30, TimeUnit.SECONDS);
  }

  boolean awaitLeaving() throws InterruptedException {
    return left.tryAcquire(30, TimeUnit.SECONDS);
  }

  int viewers() {
    return sinks.size();
  }

  void end() {
    sinks.forEach(FrameSink::end);
  }

  void key(long ticks, int size) {
    frame(ticks, true, size);
  }

  void delta(long ticks, int size) {
    frame(ticks, false, size);
  }

  private void frame(long ticks, boolean key, int size) {
    byte[] slice = new byte[size];
    slice[0] = (byte) (key ? 0x65 : 0x41);
    ServedFrame frame =
        new ServedFrame(
            key
                ? List.of(ByteBuffer.wrap(SPS), ByteBuffer.wrap(PPS), ByteBuffer.wrap(slice))
                : List.of(ByteBuffer.wrap(slice)),
            key,
            ticks,
            Instant.now());
    sinks.forEach(sink -> sink.frame(frame));
  }
}
