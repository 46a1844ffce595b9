package io.vedette.camera.simulated;

import io.vedette.camera.CameraAdapter;
import io.vedette.camera.CameraAddress;
import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.camera.CameraMemory;
import io.vedette.camera.Credentials;
import io.vedette.camera.PacketSource;
import io.vedette.rtsp.server.RtspServer;
import io.vedette.rtsp.server.ServerLogin;
import io.vedette.rtsp.server.StreamCatalog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sixteen cameras that the box plays itself, on one RTSP server on the loopback interface. A camera
 * costs nothing until it is asked for; its scene is drawn the first time. May be used from any
 * thread.
 */
public final class SimulatedCameras implements CameraAdapter, AutoCloseable {

  private static final Pattern PATH = Pattern.compile("/([1-9]|1[0-6])(/sub)?");

  private final CameraAdapter rtsp;
  private final Optional<Credentials> credentials;
  private final SceneStudio studio;
  private final Map<Integer, SimulatedDevice> devices = new ConcurrentHashMap<>();
  private final RtspServer server;

  private SimulatedCameras(
      CameraAdapter rtsp, Path sceneCache, SceneSpec spec, Optional<Credentials> credentials)
      throws IOException {
    this.rtsp = rtsp;
    this.credentials = credentials;
    this.studio = new SceneStudio(sceneCache, spec);
    for (int number = 1; number <= 16; number++) {
      devices.put(number, new SimulatedDevice(number, spec));
    }
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    StreamCatalog catalog = this::find;
    this.server =
        credentials.isEmpty()
            ? RtspServer.start(loopback, 0, catalog)
            : RtspServer.start(loopback, 0, catalog, login(credentials.get()));
  }

  /**
   * Starts cameras that anybody on this machine may ask.
   *
   * @param rtsp how to read them: the box's own RTSP client
   * @param sceneCache folder of the drawn scenes, made when the first one is drawn
   * @param spec how large, fast and long the scenes are
   * @throws IOException if no port can be had
   */
  public static SimulatedCameras start(CameraAdapter rtsp, Path sceneCache, SceneSpec spec)
      throws IOException {
    return new SimulatedCameras(rtsp, sceneCache, spec, Optional.empty());
  }

  /** As above, with cameras that want to be signed in to. */
  public static SimulatedCameras start(
      CameraAdapter rtsp, Path sceneCache, SceneSpec spec, Credentials credentials)
      throws IOException {
    return new SimulatedCameras(rtsp, sceneCache, spec, Optional.of(credentials));
  }

  private static ServerLogin login(Credentials credentials) {
    return new ServerLogin(credentials.username(), credentials.password());
  }

  /** What people would call a camera, after what it looks at; the number is from 1 to 16. */
  public static String name(int number) {
    return SimulatedCamera.of(new CameraAddress.Simulated(number).number()).name();
  }

  /** Where a camera's main stream is; the number is from 1 to 16. */
  public URI url(int number) {
    device(number);
    return URI.create("rtsp://127.0.0.1:" + server.port() + "/" + number);
  }

  /** Where a camera's sub-stream is; the number is from 1 to 16. */
  public URI subUrl(int number) {
    return URI.create(url(number) + "/sub");
  }

  /** The faults of a camera; the number is from 1 to 16. */
  public FaultPlan faults(int number) {
    return device(number).faults();
  }

  /**
   * Begins to draw a camera's scene, unless that was done before.
   *
   * @param number from 1 to 16
   * @return done when the camera can be opened; failed if the scene could not be drawn
   */
  public CompletableFuture<Void> drawn(int number) {
    return studio.scene(device(number).number()).thenAccept(scene -> {});
  }

  private SimulatedDevice device(int number) {
    return devices.get(new CameraAddress.Simulated(number).number());
  }

  /**
   * Opens a simulated camera's main or sub-stream over TCP, with the credentials that these cameras
   * were started with; those given are not looked at.
   *
   * @throws IllegalArgumentException for any other kind of address
   * @throws CameraException with {@link Reason#STARTING} while the scene is being drawn
   */
  @Override
  public PacketSource open(CameraAddress address, Optional<Credentials> given, CameraMemory memory)
      throws CameraException {
    if (!(address instanceof CameraAddress.Simulated(int number, boolean sub))) {
      throw new IllegalArgumentException("not a simulated camera: " + address);
    }
    return switch (studio.request(number)) {
      case SceneState.Drawing(int percent) ->
          throw new CameraException(
              Reason.STARTING, "draw", "drawing the scene, " + percent + " % done");
      case SceneState.Failed(String why) ->
          throw new CameraException(
              Reason.UNREACHABLE, "draw", "the scene could not be drawn: " + why);
      case SceneState.Ready _ -> {
        CameraAddress camera =
            new CameraAddress.Rtsp(sub ? subUrl(number) : url(number), CameraAddress.Transport.TCP);
        yield rtsp.open(camera, credentials, memory);
      }
    };
  }

  private StreamCatalog.Entry find(String path) {
    Matcher matcher = PATH.matcher(path);
    if (!matcher.matches()) {
      return new StreamCatalog.Missing();
    }
    SimulatedDevice device = devices.get(Integer.valueOf(matcher.group(1)));
    boolean sub = matcher.group(2) != null;
    return device
        .refusal()
        .orElseGet(
            () ->
                switch (studio.request(device.number())) {
                  case SceneState.Drawing(int percent) ->
                      new StreamCatalog.Refused(503, "Drawing The Scene, " + percent + " % Done");
                  case SceneState.Failed _ ->
                      new StreamCatalog.Refused(500, "The Scene Could Not Be Drawn");
                  case SceneState.Ready ready ->
                      new StreamCatalog.Found(device.stream(ready.scene(), sub));
                });
  }

  /** Hangs up on everybody and stops drawing. Idempotent, never throws. */
  @Override
  public void close() {
    server.close();
    studio.close();
  }
}
