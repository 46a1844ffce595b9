package io.vedette.camera.onvif;

import io.vedette.camera.onvif.soap.XmlElement;

/**
 * Who a device says it is (ONVIF Core, GetDeviceInformation). Any of it may be empty.
 *
 * @param make the maker's name
 * @param model the model's name
 * @param firmware the firmware's version
 * @param serial the serial number; not every maker's are unique
 * @param hardware the hardware's version
 */
public record DeviceIdentity(
    String make, String model, String firmware, String serial, String hardware) {

  private static final int MOST = 128;

  static DeviceIdentity of(XmlElement response) {
    return new DeviceIdentity(
        shown(response, "Manufacturer"),
        shown(response, "Model"),
        shown(response, "FirmwareVersion"),
        shown(response, "SerialNumber"),
        shown(response, "HardwareId"));
  }

  private static String shown(XmlElement response, String name) {
    String text = response.textAt(name).orElse("").replaceAll("\\s+", " ");
    return text.length() > MOST ? text.substring(0, MOST) : text;
  }
}
