package io.vedette.control;

import io.vedette.camera.CameraAddress;
import io.vedette.camera.discovery.DiscoveredCamera;
import io.vedette.config.CameraConfig;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Where a camera's ONVIF service may be: only ever at the host that the camera's own address names.
 * Safe for use by any thread.
 */
public final class DevicePlaces {

  /**
   * TCP ports of ONVIF where discovery does not tell: the standard's, TP-Link's, Reolink's and
   * Hikvision's recorders', the one that is used where the first is taken, Xiongmai's.
   */
  public static final List<Integer> USUAL_PORTS = List.of(80, 2020, 8000, 8080, 8899);

  private static final String PATH = "/onvif/device_service";
  private static final int HTTPS_PORT = 443;

  private final Supplier<List<DiscoveredCamera>> discovered;
  private final List<Integer> ports;

  /**
   * @param discovered all cameras that were seen
   * @param ports where to ask a camera for ONVIF that discovery does not know
   */
  public DevicePlaces(Supplier<List<DiscoveredCamera>> discovered, List<Integer> ports) {
    this.discovered = discovered;
    this.ports = List.copyOf(ports);
  }

  /**
   * A place.
   *
   * @param address the camera's address
   * @param service the device service there
   * @param told whether the camera has told it itself; else it is a guess
   */
  record Place(InetAddress address, URI service, boolean told) {

    boolean isSecure() {
      return "https".equalsIgnoreCase(service.getScheme());
    }

    /** Its TCP port. */
    int port() {
      return service.getPort() > 0 ? service.getPort() : isSecure() ? HTTPS_PORT : 80;
    }
  }

  /** Whether a camera has a host that may be asked. */
  static boolean isAsked(CameraConfig camera) {
    return camera.enabled() && camera.address() instanceof CameraAddress.Rtsp;
  }

  /**
   * Where to ask a camera, the likeliest first. One that is reached over TLS is never asked
   * without. May wait for a name server.
   */
  List<Place> of(CameraConfig camera) {
    if (!(camera.address() instanceof CameraAddress.Rtsp(URI url, _))) {
      return List.of();
    }
    InetAddress address;
    try {
      address = InetAddress.getByName(url.getHost().replaceAll("^\\[|]$", ""));
    } catch (UnknownHostException e) {
      return List.of();
    }
    boolean secure = "rtsps".equalsIgnoreCase(url.getScheme());
    List<Place> places = new ArrayList<>();
    List<DiscoveredCamera> here =
        discovered.get().stream().filter(one -> one.address().equals(address)).toList();
    // Behind one address there may be several; which of them is meant, nothing tells.
    if (here.size() == 1) {
      here.getFirst().services().stream()
          .filter(service -> address.getHostAddress().equals(service.getHost()))
          .forEach(service -> places.add(new Place(address, service, true)));
    }
    for (int port : secure ? List.of(HTTPS_PORT) : ports) {
      String scheme = secure ? "https" : "http";
      URI service = URI.create(scheme + "://" + url.getHost() + ":" + port + PATH);
      places.add(new Place(address, service, false));
    }
    return places.stream().filter(place -> !secure || place.isSecure()).toList();
  }
}
