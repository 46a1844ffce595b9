package io.vedette.camera.discovery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Looks whether one host is a camera: at its RTSP ports, and, to tell its make, at its web server.
 * Safe for use by any thread; blocks the calling one.
 */
final class HostScan {

  /** A camera's usual port, and the other one. */
  static final List<Integer> RTSP_PORTS = List.of(554, 8554);

  private static final List<Integer> HTTP_PORTS = List.of(80, 8080);

  /** A SYN that was lost is sent again after a second. */
  private static final Duration CONNECT = Duration.ofMillis(1200);

  private static final Duration GREETING = Duration.ofSeconds(2);
  private static final int GLANCE_BYTES = 0;

  private final Pace pace;
  private final NeighbourTable neighbours;
  private final CameraMakers makers;
  private final MakerSigns signs;
  private final List<Integer> rtspPorts;
  private final Duration greeting;

  /**
   * @param pace every connection waits for its turn
   * @param rtspPorts the ports to try, the likeliest first
   */
  HostScan(
      Pace pace,
      NeighbourTable neighbours,
      CameraMakers makers,
      MakerSigns signs,
      List<Integer> rtspPorts) {
    this(pace, neighbours, makers, signs, rtspPorts, GREETING);
  }

  /**
   * As above.
   *
   * @param greeting how long somebody may take to say what it speaks
   */
  HostScan(
      Pace pace,
      NeighbourTable neighbours,
      CameraMakers makers,
      MakerSigns signs,
      List<Integer> rtspPorts,
      Duration greeting) {
    this.greeting = greeting;
    this.pace = pace;
    this.neighbours = neighbours;
    this.makers = makers;
    this.signs = signs;
    this.rtspPorts = rtspPorts;
  }

  /**
   * Looks.
   *
   * @throws InterruptedException if the thread is interrupted between two connections
   * @return what was seen; nothing if nobody is there, or it is no camera's
   */
  Optional<Sighting> look(InetAddress host, Optional<String> network) throws InterruptedException {
    Sighting.Builder sighting = Sighting.at(SightingSource.SCAN, host).network(network);
    boolean speaksRtsp = false;
    for (int port : rtspPorts) {
      pace.await();
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(host, port), Math.toIntExact(CONNECT.toMillis()));
        Optional<RtspGreeting> said = RtspGreeting.ask(socket, greeting);
        if (said.isPresent()) {
          speaksRtsp = true;
          sighting.rtspPort(port);
          name(sighting, said.get());
          break;
        }
      } catch (IOException e) {
        // It is there and has nothing at this port, or hides it, or nobody is there: who is, the
        // neighbour table tells, and nobody is not tried again.
        if (!isThere(host)) {
          return Optional.empty();
        }
      }
    }
    Optional<CameraMakers.Maker> maker = maker(host);
    if (!speaksRtsp && maker.filter(CameraMakers.Maker::onlyCameras).isEmpty()) {
      return Optional.empty();
    }
    glance(host, sighting);
    return Optional.of(sighting.camera(true).build());
  }

  private void name(Sighting.Builder sighting, RtspGreeting greeting) {
    greeting
        .realm()
        .flatMap(realm -> signs.make(MakerSigns.Place.REALM, realm))
        .or(() -> greeting.server().flatMap(text -> signs.make(MakerSigns.Place.SERVER, text)))
        .ifPresent(sighting::make);
    // Axis: AXIS_ and the hardware address.
    greeting
        .realm()
        .filter(realm -> realm.startsWith("AXIS_"))
        .ifPresent(realm -> sighting.mac(realm.substring(realm.lastIndexOf('_') + 1)));
  }

  private void glance(InetAddress host, Sighting.Builder sighting) throws InterruptedException {
    for (int port : HTTP_PORTS) {
      pace.await();
      try {
        HttpGlance glance = HttpGlance.at(host, port, "/", CONNECT, GLANCE_BYTES);
        sighting.httpPort(port);
        glance
            .header("Server")
            .flatMap(server -> signs.make(MakerSigns.Place.HTTP, server))
            .ifPresent(sighting::make);
        return;
      } catch (IOException e) {
        // No web server there.
      }
    }
  }

  /** Whether somebody answers at an address: no answer may be a firewall's, or nobody's. */
  private boolean isThere(InetAddress host) {
    try {
      return neighbours.read().containsKey(host);
    } catch (IOException e) {
      return true;
    }
  }

  private Optional<CameraMakers.Maker> maker(InetAddress host) {
    try {
      return Optional.ofNullable(neighbours.read().get(host)).flatMap(makers::of);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
