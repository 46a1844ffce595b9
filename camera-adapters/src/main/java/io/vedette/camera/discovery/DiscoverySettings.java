package io.vedette.camera.discovery;

import java.time.Duration;

/**
 * What a site wants of discovery.
 *
 * @param scans whether {@link Discovery#search} tries the addresses of local networks one by one
 * @param scanPrefix the largest network that is scanned whole, as the length of its prefix, 20 to
 *     30; of a larger one only the part of that size around our own address is
 * @param scanRate connections that the scan begins in a second, 1 to 1000
 * @param mostDevices how many devices are kept, cameras or not
 * @param quiet how long a device has to be silent before its UUID may be somewhere else
 */
public record DiscoverySettings(
    boolean scans, int scanPrefix, int scanRate, int mostDevices, Duration quiet) {

  /** What suits a box on a site's network. */
  public static final DiscoverySettings DEFAULT =
      new DiscoverySettings(true, 22, 100, 1000, Duration.ofSeconds(30));

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public DiscoverySettings {
    if (scanPrefix < 20 || scanPrefix > 30) {
      throw new IllegalArgumentException("a scan's prefix is 20 to 30: " + scanPrefix);
    }
    if (scanRate < 1 || scanRate > 1000) {
      throw new IllegalArgumentException(
          "a scan begins 1 to 1000 connections a second: " + scanRate);
    }
    if (mostDevices < 1) {
      throw new IllegalArgumentException("no room for a device: " + mostDevices);
    }
  }

  /** The same with a scan of networks up to this size. */
  public DiscoverySettings withScan(int prefix) {
    return new DiscoverySettings(true, prefix, scanRate, mostDevices, quiet);
  }

  /** The same without a scan. */
  public DiscoverySettings withoutScan() {
    return new DiscoverySettings(false, scanPrefix, scanRate, mostDevices, quiet);
  }
}
