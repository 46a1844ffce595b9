package io.vedette.camera.discovery;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A device and all that was seen of it, newest first, for each means and address. */
final class KnownDevice {

  /** A device with more addresses than this is a liar. */
  private static final int MOST_ADDRESSES = 4;

  /** Serial numbers shorter than this are no device's alone. */
  private static final int SHORTEST_SERIAL = 6;

  private record Origin(SightingSource source, InetAddress address) {}

  private final String id;
  private final Instant firstSeen;
  private final Map<Origin, Sighting> sightings = new LinkedHashMap<>();
  private final Map<InetAddress, Instant> heard = new LinkedHashMap<>();
  private InetAddress address;
  private Instant lastSeen;

  KnownDevice(String id, Sighting first, Instant now) {
    this.id = id;
    this.firstSeen = now;
    this.address = first.address();
    add(first, now, Duration.ZERO);
  }

  String id() {
    return id;
  }

  Instant firstSeen() {
    return firstSeen;
  }

  Instant lastSeen() {
    return lastSeen;
  }

  /** Whether anything says that it is a camera. */
  boolean isCamera() {
    return sightings.values().stream().anyMatch(Sighting::camera);
  }

  boolean isAt(InetAddress there) {
    return heard.containsKey(there);
  }

  /** Whether it has been silent for longer than this. */
  boolean isSilentSince(Instant then) {
    return lastSeen.isBefore(then);
  }

  /**
   * Takes what was seen.
   *
   * @param quiet how long the address that it answers at has to be silent before another is its
   */
  void add(Sighting sighting, Instant now, Duration quiet) {
    lastSeen = now;
    heard.put(sighting.address(), now);
    sightings.merge(
        new Origin(sighting.source(), sighting.address()),
        sighting,
        (earlier, newest) -> newest.after(earlier));
    if (heard.get(address).plus(quiet).isBefore(now)) {
      address = sighting.address();
    }
    if (heard.size() > MOST_ADDRESSES) {
      heard.keySet().stream()
          .filter(one -> !one.equals(address) && !one.equals(sighting.address()))
          .findFirst()
          .ifPresent(this::forget);
    }
  }

  /** Takes over what was seen of another, which was this one all along. */
  void absorb(KnownDevice other, Duration quiet) {
    other.sightings.values().forEach(one -> add(one, other.heard.get(one.address()), quiet));
  }

  /**
   * Forgets an address, at which another device is now.
   *
   * @return whether another address is left
   */
  boolean forget(InetAddress there) {
    heard.remove(there);
    sightings.keySet().removeIf(origin -> origin.address.equals(there));
    if (there.equals(address) && !heard.isEmpty()) {
      address = Collections.max(heard.entrySet(), Map.Entry.comparingByValue()).getKey();
    }
    return !heard.isEmpty();
  }

  boolean hasMac(Sighting seen) {
    return seen.mac().isPresent() && told(Sighting::mac).contains(seen.mac().get());
  }

  /** Whether both have told hardware addresses, and none of them is the same. */
  boolean hasOtherMac(Sighting seen) {
    return seen.mac().isPresent()
        && !told(Sighting::mac).isEmpty()
        && !told(Sighting::mac).contains(seen.mac().get());
  }

  /** Whether it has this serial number, which is long enough to be its own. */
  boolean hasSerial(Sighting seen) {
    Optional<String> serial = seen.serial();
    return serial.isPresent()
        && serial.get().length() >= SHORTEST_SERIAL
        && serial.get().chars().distinct().count() > 1
        && told(Sighting::serial).contains(serial.get());
  }

  boolean hasUuid(Sighting seen) {
    return seen.uuid().isPresent() && told(Sighting::uuid).contains(seen.uuid().get());
  }

  boolean hasUuid(String uuid) {
    return told(Sighting::uuid).contains(uuid);
  }

  /**
   * Whether the same means has told something else of the one at this address: then it is another
   * one. Between two means that says nothing; a camera has a hardware address for each interface,
   * and may have a UUID for each protocol.
   */
  boolean isContradictedBy(Sighting seen) {
    Sighting before = sightings.get(new Origin(seen.source(), seen.address()));
    return before != null
        && (differ(before.mac(), seen.mac())
            || differ(before.serial(), seen.serial())
            || differ(before.uuid(), seen.uuid()));
  }

  /** Whether it is another device at the same host, as behind one that speaks for several. */
  boolean isNeighbourOf(Sighting seen) {
    Sighting before = sightings.get(new Origin(seen.source(), seen.address()));
    return before != null
        && differ(before.uuid(), seen.uuid())
        && !before.services().isEmpty()
        && !seen.services().isEmpty()
        && Collections.disjoint(before.services(), seen.services());
  }

  private static boolean differ(Optional<?> one, Optional<?> other) {
    return one.isPresent() && other.isPresent() && !one.equals(other);
  }

  private <T> Set<T> told(Function<Sighting, Optional<T>> what) {
    return sightings.values().stream()
        .map(what)
        .flatMap(Optional::stream)
        .collect(Collectors.toSet());
  }

  /** All that is known of it. */
  DiscoveredCamera camera() {
    List<InetAddress> addresses = new ArrayList<>(List.of(address));
    heard.keySet().stream().filter(one -> !one.equals(address)).forEach(addresses::add);
    Set<SightingSource> sources = EnumSet.noneOf(SightingSource.class);
    sightings.keySet().forEach(origin -> sources.add(origin.source));
    return new DiscoveredCamera(
        id,
        address,
        addresses,
        first(Sighting::network),
        first(Sighting::uuid),
        first(Sighting::mac),
        first(Sighting::serial),
        first(Sighting::make),
        first(Sighting::model),
        first(Sighting::name),
        first(Sighting::place),
        here(Sighting::services),
        here(Sighting::streams),
        new ArrayList<>(new TreeSet<>(here(Sighting::rtspPorts))),
        first(Sighting::httpPort),
        sources,
        firstSeen,
        lastSeen);
  }

  /** What the means tells that tells most, at the address that counts before the others. */
  private <T> Optional<T> first(Function<Sighting, Optional<T>> what) {
    return ordered().stream().map(what).flatMap(Optional::stream).findFirst();
  }

  private <T> List<T> here(Function<Sighting, ? extends Collection<T>> what) {
    return ordered().stream()
        .filter(one -> one.address().equals(address))
        .flatMap(one -> what.apply(one).stream())
        .distinct()
        .toList();
  }

  private List<Sighting> ordered() {
    return sightings.values().stream()
        .sorted(
            Comparator.comparing((Sighting one) -> !one.address().equals(address))
                .thenComparing(Sighting::source))
        .toList();
  }
}
