package io.vedette.camera.onvif;

import io.vedette.camera.CameraException;
import io.vedette.camera.onvif.soap.XmlElement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * What concerns a device as a whole: its clock, its relays, its end and beginning (ONVIF Core,
 * device management). Blocks as {@link OnvifDevice} does.
 */
public final class Maintenance {

  private static final OnvifService DEVICE = OnvifService.DEVICE;

  private final OnvifDevice device;

  Maintenance(OnvifDevice device) {
    this.device = device;
  }

  /**
   * A relay.
   *
   * @param token its name for the device
   * @param bistable whether it stays as it is put; one that does not falls back by itself
   */
  public record Relay(String token, boolean bistable) {}

  /** Restarts the device, which is away for a minute or so then. */
  public void reboot() throws CameraException {
    ask(DEVICE.operation("SystemReboot"));
  }

  /**
   * Sets the device's clock by hand, which ends its use of NTP. Its time zone stays.
   *
   * @return its clock as it is then
   */
  public DeviceClock setTime(Instant time) throws CameraException {
    ZonedDateTime utc = time.atZone(ZoneOffset.UTC);
    ask(
        dateAndTime("Manual")
            .with(
                DEVICE.operation(
                    "UTCDateTime",
                    schema(
                        "Time",
                        number("Hour", utc.getHour()),
                        number("Minute", utc.getMinute()),
                        number("Second", utc.getSecond())),
                    schema(
                        "Date",
                        number("Year", utc.getYear()),
                        number("Month", utc.getMonthValue()),
                        number("Day", utc.getDayOfMonth())))));
    device.expectTime(time);
    return device.readClock();
  }

  /**
   * Lets the device take its time from NTP.
   *
   * @param servers addresses or host names, at least one
   */
  public void useNtp(List<String> servers) throws CameraException {
    if (servers.isEmpty()) {
      throw new IllegalArgumentException("no server to take the time from");
    }
    XmlElement request = DEVICE.operation("SetNTP", DEVICE.text("FromDHCP", "false"));
    for (String server : servers) {
      request = request.with(server(server));
    }
    ask(request);
    ask(dateAndTime("NTP"));
  }

  /** Lets the device take its time from NTP, and ask its network for the servers. */
  public void useNtpOfDhcp() throws CameraException {
    ask(DEVICE.operation("SetNTP", DEVICE.text("FromDHCP", "true")));
    ask(dateAndTime("NTP"));
  }

  /** From where the device takes its time; without servers where it does not tell them. */
  public NtpSettings ntp() throws CameraException {
    return NtpSettings.of(
        device.ask(DEVICE, DEVICE.operation("GetNTP")).content(),
        ask(DEVICE.operation("GetSystemDateAndTime")));
  }

  /** Reads the device's clock again. */
  public DeviceClock clock() throws CameraException {
    return device.readClock();
  }

  private static XmlElement server(String server) {
    String type = server.matches("[0-9.]+") ? "IPv4" : server.contains(":") ? "IPv6" : "DNS";
    String element = type.equals("DNS") ? "DNSname" : type + "Address";
    return DEVICE.operation("NTPManual", text("Type", type), text(element, server));
  }

  /** Mandatory in it is whether summer time is kept, which goes with the time zone: as it is. */
  private XmlElement dateAndTime(String type) throws CameraException {
    XmlElement now =
        ask(DEVICE.operation("GetSystemDateAndTime"))
            .at("SystemDateAndTime")
            .orElseGet(() -> DEVICE.operation("SystemDateAndTime"));
    XmlElement request =
        DEVICE.operation(
            "SetSystemDateAndTime",
            DEVICE.text("DateTimeType", type),
            DEVICE.text("DaylightSavings", now.textAt("DaylightSavings").orElse("false")));
    return now.textAt("TimeZone", "TZ")
        .map(zone -> request.with(DEVICE.operation("TimeZone", text("TZ", zone))))
        .orElse(request);
  }

  /** The device's relays, possibly none. */
  public List<Relay> relays() throws CameraException {
    return ask(DEVICE.operation("GetRelayOutputs")).all("RelayOutputs").stream()
        .filter(told -> told.attribute("token").isPresent())
        .map(
            told ->
                new Relay(
                    told.attribute("token").orElseThrow(),
                    !"Monostable".equals(told.textAt("Properties", "Mode").orElse(""))))
        .toList();
  }

  /** Switches a relay. */
  public void setRelay(String token, boolean active) throws CameraException {
    ask(
        DEVICE.operation(
            "SetRelayOutputState",
            DEVICE.text("RelayOutputToken", token),
            DEVICE.text("LogicalState", active ? "active" : "inactive")));
  }

  private XmlElement ask(XmlElement operation) throws CameraException {
    return device.ask(DEVICE, operation).orThrow();
  }

  private static XmlElement schema(String name, XmlElement... children) {
    return XmlElement.of(OnvifService.SCHEMA, name, children);
  }

  private static XmlElement text(String name, String text) {
    return XmlElement.text(OnvifService.SCHEMA, name, text);
  }

  private static XmlElement number(String name, int value) {
    return text(name, String.valueOf(value));
  }
}
