package io.vedette.camera.discovery;

import io.vedette.camera.discovery.DeviceXml.Element;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The description of a UPnP device (UPnP Device Architecture 1.1, clause 2.3). Pure. */
final class DeviceDescription {

  private static final Pattern CAMERA =
      Pattern.compile("camera|ip ?cam|surveillance|video server|\\b(nvr|dvr|nvt)\\b");

  private DeviceDescription() {}

  /**
   * Reads a description.
   *
   * @param httpPort where it was
   * @param makers knows who makes cameras
   * @throws DeviceFormatException if it is none
   */
  static Sighting read(
      byte[] xml, InetAddress from, Optional<String> network, int httpPort, CameraMakers makers)
      throws DeviceFormatException {
    Element device =
        DeviceXml.read(xml)
            .child("device")
            .orElseThrow(() -> new DeviceFormatException("a description without a device"));
    String type = device.textOf("deviceType");
    String make = device.textOf("manufacturer");
    boolean basic = type.toLowerCase(Locale.ROOT).contains(":device:basic:");
    boolean says =
        Stream.of(
                type,
                device.textOf("modelDescription"),
                device.textOf("modelName"),
                device.textOf("friendlyName"))
            .anyMatch(text -> CAMERA.matcher(text.toLowerCase(Locale.ROOT)).find());
    Sighting.Builder sighting =
        Sighting.at(SightingSource.SSDP, from)
            .network(network)
            .camera(says || basic && makers.makesOnlyCameras(make))
            .uuid(device.textOf("UDN"))
            .serial(device.textOf("serialNumber"))
            .make(make)
            .model(device.textOf("modelName"))
            .model(device.textOf("modelNumber"))
            .name(device.textOf("friendlyName"))
            .httpPort(httpPort);
    // Axis, and others, number their devices by the hardware address.
    sighting.mac(device.textOf("serialNumber"));
    return sighting.build();
  }
}
