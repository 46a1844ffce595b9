package io.vedette.appliance;

import io.vedette.camera.discovery.DiscoverySettings;
import io.vedette.control.DevicePlaces;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What the command line says.
 *
 * @param bind address to listen on
 * @param port port to listen on, 0 for any free one
 * @param data folder of the database and its key, made if it is not there
 * @param simulatedCameras how many simulated cameras the box has to have; empty leaves those it has
 *     alone
 * @param probe when encoders are tried
 * @param networks names of the interfaces to which cameras are looked for, none of them for none;
 *     empty for all but the loopback
 * @param scan the largest network of which every address is tried, as the length of its prefix, 20
 *     to 30; empty if no addresses are
 * @param onvifPorts TCP ports at which a camera is asked for ONVIF that discovery does not know
 * @param rtmpPort port that cameras push to, open from the start, 0 for any free one; empty for the
 *     usual one, which is open while there is a camera that pushes
 */
record Options(
    String bind,
    int port,
    Path data,
    OptionalInt simulatedCameras,
    Probe probe,
    Optional<Set<String>> networks,
    OptionalInt scan,
    List<Integer> onvifPorts,
    OptionalInt rtmpPort) {

  /** When encoders are tried. */
  enum Probe {
    /** Soon after the start, if the system is a new one; and on demand. */
    AUTO,
    /** On demand only. */
    DEMAND
  }

  static final String USAGE =
      "usage: vedette [--port N] [--bind ADDRESS] [--data DIR] [--cameras N] [--probe auto|demand]"
          + " [--networks all|none|INTERFACE,...] [--scan PREFIX|off] [--onvif-ports none|PORT,...]"
          + " [--rtmp-port N]";

  private static final int MAX_PORT = 65_535;
  private static final int MAX_CAMERAS = 16;
  private static final int USUAL_SCAN = DiscoverySettings.DEFAULT.scanPrefix();

  /**
   * Reads the command line. A later option wins over an earlier one of the same name.
   *
   * @throws StartException if an option is unknown or its value is none
   */
  static Options parse(String... args) throws StartException {
    String bind = "127.0.0.1";
    int port = 8080;
    Path data = Path.of("/var/lib/vedette");
    OptionalInt cameras = OptionalInt.empty();
    Probe probe = Probe.AUTO;
    Optional<Set<String>> networks = Optional.empty();
    OptionalInt scan = OptionalInt.of(USUAL_SCAN);
    List<Integer> onvifPorts = DevicePlaces.USUAL_PORTS;
    OptionalInt rtmpPort = OptionalInt.empty();
    for (int i = 0; i < args.length; i += 2) {
      String name = args[i];
      if (i + 1 == args.length) {
        throw new StartException(name + " needs a value; " + USAGE);
      }
      String value = args[i + 1];
      switch (name) {
        case "--bind" -> bind = value;
        case "--port" -> port = number(name, value, MAX_PORT);
        case "--data" -> data = Path.of(value);
        case "--cameras" -> cameras = OptionalInt.of(number(name, value, MAX_CAMERAS));
        case "--probe" -> probe = probe(name, value);
        case "--networks" -> networks = networks(name, value);
        case "--scan" -> scan = scan(name, value);
        case "--onvif-ports" -> onvifPorts = ports(name, value);
        case "--rtmp-port" -> rtmpPort = OptionalInt.of(number(name, value, MAX_PORT));
        default -> throw new StartException("unknown option " + name + "; " + USAGE);
      }
    }
    return new Options(bind, port, data, cameras, probe, networks, scan, onvifPorts, rtmpPort);
  }

  private static Probe probe(String name, String value) throws StartException {
    return switch (value) {
      case "auto" -> Probe.AUTO;
      case "demand" -> Probe.DEMAND;
      default -> throw new StartException(name + " takes auto or demand, not \"" + value + "\"");
    };
  }

  private static Optional<Set<String>> networks(String name, String value) throws StartException {
    return switch (value) {
      case "all" -> Optional.empty();
      case "none" -> Optional.of(Set.of());
      case "" ->
          throw new StartException(
              name + " takes all, none, or the names of interfaces with commas in between");
      default -> Optional.of(Set.copyOf(List.of(value.split(","))));
    };
  }

  private static OptionalInt scan(String name, String value) throws StartException {
    if (value.equals("off")) {
      return OptionalInt.empty();
    }
    if (value.matches("2\\d|30")) {
      return OptionalInt.of(Integer.parseInt(value));
    }
    throw new StartException(
        name
            + " takes off, or the length of a network's prefix from 20 to 30, not \""
            + value
            + "\"");
  }

  private static List<Integer> ports(String name, String value) throws StartException {
    List<Integer> ports = new ArrayList<>();
    if (!value.equals("none")) {
      for (String port : value.split(",", -1)) {
        ports.add(number(name, port, MAX_PORT));
      }
    }
    return List.copyOf(ports);
  }

  private static int number(String name, String value, int max) throws StartException {
    try {
      int number = Integer.parseInt(value);
      if (number >= 0 && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new StartException(
          name + " takes a number from 0 to " + max + ", not \"" + value + "\"", e);
    }
    throw new StartException(name + " takes a number from 0 to " + max + ", not " + value);
  }
}
