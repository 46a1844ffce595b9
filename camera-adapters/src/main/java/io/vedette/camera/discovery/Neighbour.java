package io.vedette.camera.discovery;

/**
 * The device that packets to an address on our own network reach.
 *
 * @param mac its hardware address
 * @param shared whether packets to other addresses reach it too: it has several, or answers for
 *     others as routers do (RFC 1027)
 */
public record Neighbour(MacAddress mac, boolean shared) {}
