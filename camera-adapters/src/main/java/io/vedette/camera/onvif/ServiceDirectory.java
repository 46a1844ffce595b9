package io.vedette.camera.onvif;

import io.vedette.camera.CameraException;
import io.vedette.camera.onvif.soap.SoapAnswer;
import io.vedette.camera.onvif.soap.XmlElement;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a device has its services. */
final class ServiceDirectory {

  private ServiceDirectory() {}

  /**
   * Asks by GetServices (ONVIF Core), and where that is not known, by GetCapabilities, which is
   * older and knows no Media 2.
   *
   * @throws CameraException if the device knows neither
   */
  static Map<OnvifService, URI> read(OnvifDevice device) throws CameraException {
    Map<OnvifService, URI> found = new EnumMap<>(OnvifService.class);
    Optional<XmlElement> services =
        device
            .ask(
                OnvifService.DEVICE,
                OnvifService.DEVICE.operation(
                    "GetServices", OnvifService.DEVICE.text("IncludeCapability", "false")))
            .content();
    for (XmlElement service : services.map(s -> s.all("Service")).orElseGet(List::of)) {
      service
          .textAt("Namespace")
          .flatMap(OnvifService::of)
          .ifPresent(known -> put(device, found, known, service.textAt("XAddr")));
    }
    if (!found.containsKey(OnvifService.MEDIA) && !found.containsKey(OnvifService.MEDIA2)) {
      SoapAnswer answer =
          device.ask(
              OnvifService.DEVICE,
              OnvifService.DEVICE.operation(
                  "GetCapabilities", OnvifService.DEVICE.text("Category", "All")));
      // A device that has told of services may know no capabilities.
      XmlElement response =
          found.isEmpty() ? answer.orThrow() : answer.content().orElse(services.orElseThrow());
      capabilities(device, found, response);
    }
    // Where the user says it is, whatever it says itself.
    found.put(OnvifService.DEVICE, device.address().service());
    return found;
  }

  private static void capabilities(
      OnvifDevice device, Map<OnvifService, URI> found, XmlElement response) {
    XmlElement told = response.at("Capabilities").orElse(response);
    put(device, found, OnvifService.MEDIA, told.textAt("Media", "XAddr"));
    put(device, found, OnvifService.PTZ, told.textAt("PTZ", "XAddr"));
    put(device, found, OnvifService.EVENTS, told.textAt("Events", "XAddr"));
    put(device, found, OnvifService.IMAGING, told.textAt("Imaging", "XAddr"));
    put(device, found, OnvifService.DEVICE_IO, told.textAt("Extension", "DeviceIO", "XAddr"));
  }

  private static void put(
      OnvifDevice device,
      Map<OnvifService, URI> found,
      OnvifService service,
      Optional<String> address) {
    address
        .flatMap(told -> device.address().web(told))
        .ifPresent(place -> found.putIfAbsent(service, place));
  }
}
