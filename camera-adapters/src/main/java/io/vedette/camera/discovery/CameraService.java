package io.vedette.camera.discovery;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;

/** The service types by which cameras announce themselves, and what an instance of each says. */
enum CameraService {
  /** Any RTSP server; {@code path} leads to its stream. */
  RTSP("_rtsp._tcp") {
    @Override
    boolean describe(
        Sighting.Builder sighting, InetAddress at, int port, Map<String, String> text) {
      sighting.rtspPort(port);
      String path = text.getOrDefault("path", "");
      if (port > 0 && !path.isEmpty() && path.length() <= Sighting.MOST_CHARACTERS) {
        try {
          String absolute = path.startsWith("/") ? path : "/" + path;
          sighting.stream(new URI("rtsp://" + at.getHostAddress() + ":" + port + absolute));
        } catch (URISyntaxException e) {
          // The port is of use without the path.
        }
      }
      return true;
    }
  },
  /** Axis; {@code macaddress} is its serial number too. */
  AXIS("_axis-video._tcp") {
    @Override
    boolean describe(
        Sighting.Builder sighting, InetAddress at, int port, Map<String, String> text) {
      String mac = text.getOrDefault("macaddress", "");
      sighting.make("AXIS").httpPort(port).mac(mac).serial(mac);
      return true;
    }
  },
  /** What some makers announce their ONVIF device service as. */
  ONVIF("_onvif._tcp") {
    @Override
    boolean describe(
        Sighting.Builder sighting, InetAddress at, int port, Map<String, String> text) {
      sighting.httpPort(port);
      return true;
    }
  },
  /** The Physical Security Interoperability Alliance's, as Hikvision announces it. */
  PSIA("_psia._tcp") {
    @Override
    boolean describe(
        Sighting.Builder sighting, InetAddress at, int port, Map<String, String> text) {
      sighting.httpPort(port);
      return true;
    }
  },
  /** HomeKit accessories, cameras (category 17) and doorbells (18) among them. */
  HOMEKIT("_hap._tcp") {
    @Override
    boolean describe(
        Sighting.Builder sighting, InetAddress at, int port, Map<String, String> text) {
      String category = text.getOrDefault("ci", "");
      if (!category.equals("17") && !category.equals("18")) {
        return false;
      }
      sighting.model(text.getOrDefault("md", ""));
      return true;
    }
  };

  private final DnsName type;

  CameraService(String type) {
    this.type = DnsName.of(type + ".local");
  }

  /** Its name, in the domain of multicast DNS. */
  DnsName type() {
    return type;
  }

  /**
   * Notes what an instance says.
   *
   * @param port where it is, as the SRV record says; 0 if that has not come
   * @param text its TXT record, empty if that has not come
   * @return whether it is a camera's
   */
  abstract boolean describe(
      Sighting.Builder sighting, InetAddress at, int port, Map<String, String> text);
}
