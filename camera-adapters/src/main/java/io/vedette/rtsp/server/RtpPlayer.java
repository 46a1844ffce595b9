package io.vedette.rtsp.server;

import io.vedette.rtsp.H264Packetizer;
import io.vedette.rtsp.SenderReport;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Plays a stream to one client from a thread of its own. Frames wait in a bounded queue; when it is
 * full, the client reads too slowly, and goes on with the next key frame.
 */
final class RtpPlayer implements FrameSink, Runnable {

  /** Two seconds at the usual rate: longer than any hiccup, shorter than anybody's patience. */
  private static final int QUEUE_FRAMES = 50;

  /** Fits an Ethernet frame with IPv6 and UDP headers, with room for a tunnel's. */
  private static final int MAX_PACKET_BYTES = 1400;

  private static final Duration REPORT_INTERVAL = Duration.ofSeconds(5);
  private static final String CNAME = "vedette";

  /** Not an interrupt: that would close the socket which a virtual thread is writing to. */
  private static final ServedFrame STOP = new ServedFrame(List.of(), false, 0, Instant.EPOCH);

  private final BlockingQueue<ServedFrame> queue = new ArrayBlockingQueue<>(QUEUE_FRAMES);
  private final RtpTransport transport;
  private final H264Packetizer packetizer;
  private final int ssrc;
  private final int firstTimestamp;
  private final Runnable ended;

  private volatile boolean stopped;
  private boolean awaitingKey = true;
  private ServedFrame last;
  private int offset;
  private long nextReport;

  /**
   * @param transport takes the packets
   * @param random gives SSRC, first sequence number and first timestamp (RFC 3550 5.1)
   * @param ended told when the stream has ended; must not block
   */
  RtpPlayer(RtpTransport transport, RandomGenerator random, Runnable ended) {
    this.transport = transport;
    this.ssrc = random.nextInt();
    this.firstTimestamp = random.nextInt();
    this.ended = ended;
    this.packetizer =
        new H264Packetizer(
            VideoDescription.PAYLOAD_TYPE, ssrc, random.nextInt(1 << 16), MAX_PACKET_BYTES);
  }

  int ssrc() {
    return ssrc;
  }

  /** What a PLAY answer says of the first packet (RFC 2326 12.33); to be asked before it plays. */
  String rtpInfo(String url) {
    return "url=%s;seq=%d;rtptime=%d"
        .formatted(url, packetizer.nextSequence(), Integer.toUnsignedLong(firstTimestamp));
  }

  @Override
  public void frame(ServedFrame frame) {
    if (awaitingKey && !frame.key()) {
      return;
    }
    awaitingKey = !queue.offer(frame);
    if (awaitingKey) {
      queue.clear();
    }
  }

  @Override
  public void end() {
    ended.run();
  }

  /** Ends {@link #run} after what it is sending at this moment. */
  void stop() {
    stopped = true;
    queue.clear();
    queue.offer(STOP);
  }

  /** Sends until stopped or until the client is gone. */
  @Override
  public void run() {
    try {
      while (!stopped) {
        ServedFrame frame = nextFrame();
        if (frame == STOP) {
          return;
        }
        if (frame != null) {
          send(frame);
        }
        if (last != null && System.nanoTime() - nextReport >= 0) {
          report();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      ended.run();
    }
  }

  /** The next frame; null when a report is due first. */
  private ServedFrame nextFrame() throws InterruptedException {
    return last == null
        ? queue.take()
        : queue.poll(nextReport - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private void send(ServedFrame frame) throws IOException {
    if (last == null) {
      offset = firstTimestamp - (int) frame.ticks();
      // With the first picture, so that clients know the wall-clock time from the start.
      nextReport = System.nanoTime();
    }
    last = frame;
    packetizer.packetize(frame.nalUnits(), offset + (int) frame.ticks(), transport::rtp);
    transport.flush();
  }

  private void report() throws IOException {
    Instant now = Instant.now();
    long sinceLast = Duration.between(last.taken(), now).toMillis() * 90;
    int timestamp = offset + (int) (last.ticks() + sinceLast);
    transport.rtcp(
        new SenderReport(ssrc, now, timestamp, packetizer.packets(), packetizer.payloadBytes())
            .encoded(CNAME));
    nextReport = System.nanoTime() + REPORT_INTERVAL.toNanos();
  }
}
