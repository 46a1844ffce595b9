package io.vedette.testing;

import io.vedette.camera.Credentials;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** GStreamer's RTSP server as a camera, in a process of its own on loopback. */
public final class GStreamerCamera implements AutoCloseable {

  /** Who may watch where a camera asks for it. */
  public static final Credentials CREDENTIALS = new Credentials("joe", "p@ss#1/%");

  /** 320x240 at 25 fps, a key frame a second, a ball that moves. */
  public static final String VIDEO =
      "videotestsrc is-live=true pattern=ball ! video/x-raw,width=320,height=240,framerate=25/1"
          + " ! x264enc tune=zerolatency speed-preset=ultrafast key-int-max=25 bitrate=500"
          + " ! video/x-h264,profile=main";

  /** The same, paid out with parameter sets in the stream too. */
  public static final String VIDEO_TRACK =
      VIDEO + " ! rtph264pay name=pay0 pt=96 config-interval=-1";

  /** A tone in AAC. */
  public static final String AUDIO_TRACK =
      "audiotestsrc is-live=true ! audio/x-raw,rate=16000,channels=1 ! avenc_aac ! rtpmp4gpay name=pay1 pt=97";

  private final Path script;
  private final Process process;
  private final int port;
  private final AtomicInteger teardowns = new AtomicInteger();

  private GStreamerCamera(
      int port, String auth, Credentials credentials, String transport, String launch)
      throws IOException {
    script = Files.createTempFile("vedette-camera", ".py");
    try (InputStream resource = GStreamerCamera.class.getResourceAsStream("camera.py")) {
      Files.write(script, resource.readAllBytes());
    }
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    "/usr/bin/python3",
                    script.toString(),
                    Integer.toString(port),
                    auth,
                    transport,
                    "( " + launch + " )"))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("CAMERA_USER", credentials.username());
    builder.environment().put("CAMERA_PASSWORD", credentials.password());
    process = builder.start();
    BufferedReader output = process.inputReader();
    String line = output.readLine();
    // It tells -1 where the port was taken.
    if (line == null || !line.matches("\\d+")) {
      process.destroyForcibly();
      Files.deleteIfExists(script);
      throw new IOException("GStreamer's RTSP server did not start: " + line);
    }
    this.port = Integer.parseInt(line);
    // Reading a pipe keeps the carrier of a virtual thread, and there are as few as processors.
    Thread.ofPlatform()
        .daemon()
        .start(() -> output.lines().forEach(_ -> teardowns.incrementAndGet()));
  }

  /** Plays a pipeline to everybody, over whatever transport is asked for. */
  public static GStreamerCamera playing(String launch) throws IOException {
    return new GStreamerCamera(0, "none", CREDENTIALS, "any", launch);
  }

  /**
   * As {@link #playing}, at the port of another that has been closed; waits for it to be free, as
   * the kernel may have lent it to somebody's connection.
   */
  public static GStreamerCamera playing(int port, String launch) throws IOException {
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (true) {
      GStreamerCamera camera = new GStreamerCamera(port, "none", CREDENTIALS, "any", launch);
      if (camera.port == port) {
        return camera;
      }
      camera.close();
      if (System.nanoTime() - deadline > 0) {
        throw new IOException("port " + port + " does not become free");
      }
    }
  }

  /** Plays video to {@link #CREDENTIALS}; {@code auth} is {@code basic} or {@code digest}. */
  public static GStreamerCamera asking(String auth) throws IOException {
    return asking(auth, CREDENTIALS);
  }

  /** As above, to others. */
  public static GStreamerCamera asking(String auth, Credentials credentials) throws IOException {
    return new GStreamerCamera(0, auth, credentials, "any", VIDEO_TRACK);
  }

  /** Plays video over one transport only, {@code tcp} or {@code udp}. */
  public static GStreamerCamera over(String transport) throws IOException {
    return new GStreamerCamera(0, "none", CREDENTIALS, transport, VIDEO_TRACK);
  }

  public URI url() {
    return URI.create("rtsp://127.0.0.1:" + port + "/camera");
  }

  public int port() {
    return port;
  }

  /** Waits for clients to have ended so many sessions; whether they did within 30 seconds. */
  public boolean awaitTeardowns(int count) throws InterruptedException {
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (teardowns.get() != count && System.nanoTime() < deadline) {
      Thread.sleep(10);
    }
    return teardowns.get() == count;
  }

  /** Ends it as a power cut would. */
  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().join();
    Files.deleteIfExists(script);
  }
}
