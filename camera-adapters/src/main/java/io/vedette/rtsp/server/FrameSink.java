package io.vedette.rtsp.server;

/** Takes a stream's frames. Never blocks: what cannot be kept is dropped. */
public interface FrameSink {

  /** Takes the next frame; called by one thread at a time. */
  void frame(ServedFrame frame);

  /** The stream has ended: hang up. */
  void end();
}
