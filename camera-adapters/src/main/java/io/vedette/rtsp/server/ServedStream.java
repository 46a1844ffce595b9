package io.vedette.rtsp.server;

/** A stream that can be asked for: one H.264 video. Called from many threads. */
public interface ServedStream {

  /** What it is at this moment; asked anew for every description. */
  VideoDescription video();

  /**
   * Hands frames over until the subscription is closed. Returns at once.
   *
   * @param sink takes the frames; its calls never block
   */
  Subscription play(FrameSink sink);

  /** The way to stop. */
  @FunctionalInterface
  interface Subscription extends AutoCloseable {

    /** No frame is handed over after this, but for one that is under way. Idempotent. */
    @Override
    void close();
  }
}
