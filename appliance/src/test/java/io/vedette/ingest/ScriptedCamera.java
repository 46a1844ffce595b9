package io.vedette.ingest;

import io.vedette.camera.CameraAdapter;
import io.vedette.camera.CameraAddress;
import io.vedette.camera.CameraException;
import io.vedette.camera.CameraMemory;
import io.vedette.camera.Credentials;
import io.vedette.camera.PacketSource;
import io.vedette.media.AccessUnit;
import io.vedette.media.CodecParameters;
import io.vedette.media.MediaEvent;
import io.vedette.media.Packet;
import io.vedette.media.StreamFormat;
import io.vedette.media.Track;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A camera whose every answer the test hands in. */
final class ScriptedCamera implements CameraAdapter {

  /** What the camera does next. */
  sealed interface Turn {
    record Accept() implements Turn {}

    record Fail(CameraException.Reason reason) implements Turn {}

    record Send(MediaEvent event) implements Turn {}

    record Break(RuntimeException exception) implements Turn {}
  }

  /** High profile, level 3.1, 1280x720. */
  static final StreamFormat FORMAT =
      new StreamFormat(
          List.of(
              new Track(
                  1,
                  90_000,
                  CodecParameters.H264.of(
                      HexFormat.of()
                          .parseHex("6764001facd9405005bb011000000300100000030320f1831960"),
                      HexFormat.of().parseHex("68ebe3cb22c0")))));

  final BlockingQueue<Turn> turns = new LinkedBlockingQueue<>();
  final BlockingQueue<String> opened = new LinkedBlockingQueue<>();
  final BlockingQueue<CameraException.Reason> ended = new LinkedBlockingQueue<>();
  final AtomicInteger openNow = new AtomicInteger();
  final AtomicInteger mostOpen = new AtomicInteger();

  /** How long the camera's last picture is ago. */
  volatile Duration quiet = Duration.ZERO;

  private long frames;

  @Override
  public PacketSource open(
      CameraAddress address, Optional<Credentials> credentials, CameraMemory memory)
      throws CameraException {
    opened.add(address + credentials.map(known -> " as " + known.username()).orElse(""));
    if (take() instanceof Turn.Fail(CameraException.Reason reason)) {
      throw new CameraException(reason, "DESCRIBE", "as the test said");
    }
    mostOpen.accumulateAndGet(openNow.incrementAndGet(), Math::max);
    return new Session();
  }

  /** A picture; the first byte of an IDR or non-IDR slice is all that matters here. */
  Turn picture(boolean key) {
    byte[] unit = {0, 0, 0, 2, (byte) (key ? 0x65 : 0x41), (byte) 0x88};
    long time = frames++ * 3600;
    return new Turn.Send(
        new Packet(1, time, time, 3600, key, AccessUnit.copyOf(unit), System.nanoTime()));
  }

  private Turn take() throws CameraException {
    try {
      return turns.take();
    } catch (InterruptedException e) {
      throw new CameraException(CameraException.Reason.STOPPED, "connect", "interrupted", e);
    }
  }

  private final class Session implements PacketSource {

    private static final Turn END = new Turn.Fail(CameraException.Reason.STOPPED);
    private boolean closed;

    @Override
    public MediaEvent next() throws CameraException {
      return switch (take()) {
        case Turn.Send(MediaEvent event) -> event;
        case Turn.Fail(CameraException.Reason reason) -> {
          ended.add(reason);
          throw new CameraException(reason, "read", "as the test said");
        }
        case Turn.Break(RuntimeException exception) -> throw exception;
        case Turn.Accept _ -> throw new IllegalStateException("the session is open already");
      };
    }

    @Override
    public Duration sincePicture() {
      return quiet;
    }

    @Override
    public synchronized void close() {
      if (!closed) {
        closed = true;
        openNow.decrementAndGet();
        turns.add(END);
      }
    }
  }
}
