package io.vedette.camera.discovery;

/** By which means a device was seen; those that tell most of a device come first. */
public enum SightingSource {
  /** WS-Discovery (OASIS 1.0, namespace of 2005/04), as ONVIF Core 7 uses it. */
  WS_DISCOVERY,
  /** DNS service discovery over multicast DNS (RFC 6762, 6763). */
  MDNS,
  /** Simple Service Discovery Protocol (UPnP Device Architecture 1.1, clause 1). */
  SSDP,
  /** A port of it was open, and what it answered. */
  SCAN,
  /** The kernel's neighbour table. */
  NEIGHBOURS
}
