package io.vedette.camera.discovery;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What strangers send, read as discovery reads it. Whatever it is, it is read or refused; what is
 * read is at the sender's address and within its bounds.
 */
public final class StrangersWords {

  private static final InetAddress FROM = Datagrams.address("192.0.2.7");
  private static final CameraMakers MAKERS = new CameraMakers();

  private StrangersWords() {}

  /** A datagram of WS-Discovery. */
  public static void wsDiscovery(byte[] datagram) {
    refusedOr(
        () -> {
          for (WsDiscovery.Message message :
              WsDiscovery.read(datagram, FROM, Optional.of("eth0"))) {
            if (message instanceof WsDiscovery.Present present) {
              check(present.sighting());
            }
          }
        });
  }

  /** A datagram of multicast DNS. */
  public static void multicastDns(byte[] datagram) {
    refusedOr(
        () -> {
          MulticastDns.Told told = MulticastDns.read(datagram, FROM, Optional.of("eth0"));
          told.sighting().ifPresent(StrangersWords::check);
          DnsMessage.queryInstances(told.incomplete().stream().limit(8).toList());
        });
  }

  /** A datagram of SSDP. */
  public static void ssdp(byte[] datagram) {
    refusedOr(
        () -> {
          if (Ssdp.read(datagram, FROM).orElse(null) instanceof Ssdp.Alive alive) {
            that(alive.location().address().equals(FROM), "described elsewhere");
            that(
                !alive.location().path().matches("(?s).*[\\s\\p{Cntrl}].*"), "a path with a break");
          }
        });
  }

  /** A description of a device. */
  public static void description(byte[] xml) {
    refusedOr(() -> check(DeviceDescription.read(xml, FROM, Optional.empty(), 80, MAKERS)));
  }

  @FunctionalInterface
  private interface Reading {
    void read() throws DeviceFormatException;
  }

  private static void refusedOr(Reading reading) {
    try {
      reading.read();
    } catch (DeviceFormatException e) {
      that(e.getMessage() != null && !e.getMessage().isBlank(), "refused without a reason");
    }
  }

  private static void check(Sighting seen) {
    that(seen.address().equals(FROM), "another address");
    seen.services().forEach(one -> that(one.getHost().equals("192.0.2.7"), "service " + one));
    seen.streams().forEach(one -> that(one.getHost().equals("192.0.2.7"), "stream " + one));
    that(seen.services().size() <= Sighting.MOST_ADDRESSES, "many services");
    for (Optional<String> text :
        List.of(seen.name(), seen.model(), seen.make(), seen.place(), seen.serial())) {
      that(text.orElse("").length() <= Sighting.MOST_CHARACTERS, "a long text");
      that(!text.orElse("").matches("(?s).*\\p{Cntrl}.*"), "control characters");
    }
    new KnownDevice("x", seen, Instant.EPOCH).camera();
  }

  private static void that(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
