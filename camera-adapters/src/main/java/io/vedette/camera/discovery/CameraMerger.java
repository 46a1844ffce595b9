package io.vedette.camera.discovery;

import io.vedette.camera.discovery.DiscoveryEvent.Changed;
import io.vedette.camera.discovery.DiscoveryEvent.Found;
import io.vedette.camera.discovery.DiscoveryEvent.Lost;
import io.vedette.camera.discovery.DiscoveryEvent.Noticed;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Makes one entry of all sightings of a camera. Does no I/O and looks at no clock; used by one
 * thread.
 *
 * <p>Two sightings are of one device if their hardware addresses are the same; or their serial
 * numbers, unless their hardware addresses say otherwise; or, at one address, unless the same means
 * says that another device is there now. A UUID joins two addresses only once the first is silent:
 * firmware ships with the same UUID in every camera.
 */
final class CameraMerger {

  private final int mostDevices;
  private final Duration quiet;
  private final Map<String, KnownDevice> devices = new LinkedHashMap<>();
  private final Map<String, DiscoveredCamera> shown = new LinkedHashMap<>();

  /**
   * @param mostDevices how many devices are kept; of more the one that is silent longest gives way
   * @param quiet after how long without a word a device may be somewhere else; longer than a round
   *     of searching takes
   */
  CameraMerger(int mostDevices, Duration quiet) {
    this.mostDevices = mostDevices;
    this.quiet = quiet;
  }

  /** Takes a sighting; returns what it changed, in order. */
  List<DiscoveryEvent> seen(Sighting sighting, Instant now) {
    List<DiscoveryEvent> events = new ArrayList<>();
    Optional<KnownDevice> known = find(sighting, now);
    for (KnownDevice other : List.copyOf(devices.values())) {
      if (known.filter(one -> one == other).isEmpty() && other.isAt(sighting.address())) {
        meet(sighting, known, other, events);
      }
    }
    if (known.isPresent()) {
      known.get().add(sighting, now, quiet);
      show(known.get(), events);
    } else if (devices.size() < mostDevices || makeRoom(now, events)) {
      KnownDevice device = new KnownDevice(newId(sighting), sighting, now);
      devices.put(device.id(), device);
      show(device, events);
    } else {
      events.add(
          new Noticed(
              new Notice(
                  sighting.source(),
                  sighting.address().getHostAddress(),
                  "more than " + mostDevices + " devices answer; this one is left out")));
    }
    return events;
  }

  /** A device has taken its leave; only one at the address that says so is believed. */
  List<DiscoveryEvent> left(String uuid, InetAddress from) {
    List<DiscoveryEvent> events = new ArrayList<>();
    for (KnownDevice device : List.copyOf(devices.values())) {
      if (device.isAt(from) && device.hasUuid(uuid)) {
        remove(device, "it has said goodbye", events);
      }
    }
    return events;
  }

  private Optional<KnownDevice> find(Sighting seen, Instant now) {
    return devices.values().stream()
        .filter(one -> one.hasMac(seen) && !one.isNeighbourOf(seen))
        .findFirst()
        .or(() -> first(one -> one.hasSerial(seen) && !one.hasOtherMac(seen)))
        .or(() -> first(one -> hasMoved(one, seen, now)))
        .or(() -> first(one -> one.isAt(seen.address()) && one.hasUuid(seen)))
        .or(() -> first(one -> one.isAt(seen.address()) && !one.isContradictedBy(seen)));
  }

  private Optional<KnownDevice> first(Predicate<KnownDevice> wanted) {
    return devices.values().stream().filter(wanted).findFirst();
  }

  private boolean hasMoved(KnownDevice device, Sighting seen, Instant now) {
    return device.hasUuid(seen)
        && !device.hasOtherMac(seen)
        && !device.isAt(seen.address())
        && device.isSilentSince(now.minus(quiet));
  }

  /** Looks at another entry with the sighting's address. */
  private void meet(
      Sighting seen, Optional<KnownDevice> known, KnownDevice other, List<DiscoveryEvent> events) {
    if (other.isNeighbourOf(seen)) {
      return;
    }
    if (known.isEmpty() || other.isContradictedBy(seen) || other.hasOtherMac(seen)) {
      if (!other.forget(seen.address())) {
        remove(other, "another device answers at its address", events);
      } else {
        show(other, events);
      }
    } else if (!known.get().isAt(seen.address()) || other.hasMac(seen) || other.hasSerial(seen)) {
      // What the entry had in common with this one was not known before.
      known.get().absorb(other, quiet);
      remove(other, "it is the same as " + known.get().id(), events);
    }
  }

  private boolean makeRoom(Instant now, List<DiscoveryEvent> events) {
    Optional<KnownDevice> silent =
        devices.values().stream()
            .filter(one -> one.isSilentSince(now.minus(quiet)))
            .min(Comparator.comparing(KnownDevice::lastSeen));
    silent.ifPresent(one -> remove(one, "it is silent, and others need its place", events));
    return silent.isPresent();
  }

  private void remove(KnownDevice device, String why, List<DiscoveryEvent> events) {
    devices.remove(device.id());
    if (shown.remove(device.id()) != null) {
      events.add(new Lost(device.id(), why));
    }
  }

  private void show(KnownDevice device, List<DiscoveryEvent> events) {
    if (!device.isCamera()) {
      return;
    }
    DiscoveredCamera camera = device.camera();
    DiscoveredCamera before = shown.put(device.id(), camera);
    if (before == null) {
      events.add(new Found(camera));
    } else if (!before.saysTheSameAs(camera)) {
      events.add(new Changed(camera));
    }
  }

  private String newId(Sighting sighting) {
    String at = sighting.address().getHostAddress().replaceAll("[^0-9a-fA-F]", "-");
    String id =
        sighting
            .mac()
            .map(mac -> "mac-" + mac.text().replace(":", ""))
            .or(() -> sighting.serial().map(serial -> "serial-" + plain(serial)))
            .or(() -> sighting.uuid().map(uuid -> "uuid-" + uuid))
            .orElse("at-" + at);
    String free = id;
    for (int i = 1; devices.containsKey(free); i++) {
      free = id + "-at-" + at + (i > 1 ? "-" + i : "");
    }
    return free;
  }

  private static String plain(String serial) {
    String kept = serial.replaceAll("[^A-Za-z0-9._-]", "_");
    return kept.substring(0, Math.min(64, kept.length()));
  }

  /** The cameras known now. */
  List<DiscoveredCamera> cameras() {
    return List.copyOf(shown.values());
  }
}
