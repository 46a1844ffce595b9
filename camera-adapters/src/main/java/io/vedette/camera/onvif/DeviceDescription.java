package io.vedette.camera.onvif;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a device tells of itself. All texts come from the device and are to be shown as texts.
 *
 * @param identity make, model, firmware, serial number
 * @param hostname the name it gives itself
 * @param interfaces its network interfaces
 * @param clock its clock
 * @param services what it can do
 * @param profiles its streams, those without video included
 * @param notes what it did not tell and why, or told and was not believed; for people
 */
public record DeviceDescription(
    DeviceIdentity identity,
    Optional<String> hostname,
    List<NetworkInterface> interfaces,
    DeviceClock clock,
    Set<OnvifService> services,
    List<MediaProfile> profiles,
    List<String> notes) {

  public DeviceDescription {
    interfaces = List.copyOf(interfaces);
    services = Set.copyOf(services);
    profiles = List.copyOf(profiles);
    notes = List.copyOf(notes);
  }

  /** The hardware address of its first interface that is used and has one. */
  public Optional<String> mac() {
    return interfaces.stream()
        .filter(NetworkInterface::enabled)
        .flatMap(i -> i.mac().stream())
        .findFirst();
  }

  /** Which streams to use of a camera; of a recorder, those of its largest channel. */
  public StreamChoice choice() {
    return StreamChoice.of(profiles);
  }

  /** Which streams to use of each video source, in the device's order: a recorder has many. */
  public Map<String, StreamChoice> choices() {
    Map<String, List<MediaProfile>> bySource = new LinkedHashMap<>();
    for (MediaProfile profile : profiles) {
      profile
          .source()
          .ifPresent(
              source -> bySource.computeIfAbsent(source, _ -> new ArrayList<>()).add(profile));
    }
    Map<String, StreamChoice> choices = new LinkedHashMap<>();
    bySource.forEach((source, own) -> choices.put(source, StreamChoice.of(own)));
    return choices;
  }
}
