package io.vedette.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vedette.camera.discovery.MacAddress;
import io.vedette.camera.discovery.Neighbour;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class VerdictTest {

  private static final String MAC = "00:00:5e:00:53:01";
  private static final String OTHER_MAC = "00:00:5e:00:53:02";
  private static final String UUID = "00000000-1111-2222-3333-000000000001";
  private static final String OTHER_UUID = "00000000-1111-2222-3333-000000000002";

  private final AtomicInteger asked = new AtomicInteger();

  /** What is null is not known. */
  private Verdict verdict(String mac, String uuid, Neighbour neighbour, String told) {
    return Verdict.of(
        Seen.identity(mac, uuid, null),
        Optional.ofNullable(neighbour),
        () -> {
          asked.incrementAndGet();
          return Optional.ofNullable(told);
        });
  }

  private static Neighbour at(String mac) {
    return new Neighbour(new MacAddress(mac), false);
  }

  private static Neighbour router(String mac) {
    return new Neighbour(new MacAddress(mac), true);
  }

  @Test
  void theHardwareAddressDecidesAlone() {
    assertEquals(Verdict.SAME, verdict(MAC, UUID, at(MAC), OTHER_UUID));
    // The same firmware, with the same UUID for all.
    assertEquals(Verdict.OTHER, verdict(MAC, UUID, at(OTHER_MAC), UUID));
    assertEquals(0, asked.get(), "who is known is not asked");
  }

  @Test
  void withoutOneTheUuidDecides() {
    assertEquals(Verdict.SAME, verdict(MAC, UUID, null, UUID));
    assertEquals(Verdict.OTHER, verdict(MAC, UUID, null, OTHER_UUID));
    assertEquals(Verdict.SAME, verdict(null, UUID, at(MAC), UUID));
    assertEquals(Verdict.OTHER, verdict(null, UUID, at(MAC), OTHER_UUID));
  }

  @Test
  void silenceTellsNothing() {
    assertEquals(Verdict.UNCLEAR, verdict(MAC, UUID, null, null));
    assertEquals(Verdict.UNCLEAR, verdict(MAC, null, null, UUID));
    assertEquals(Verdict.UNCLEAR, verdict(null, UUID, at(MAC), null));
    assertEquals(Verdict.UNCLEAR, verdict(null, null, at(MAC), UUID));
  }

  @Test
  void whoAnswersForOthersIsNotTakenForThem() {
    assertEquals(Verdict.SAME, verdict(MAC, UUID, router(OTHER_MAC), UUID));
    assertEquals(Verdict.OTHER, verdict(MAC, UUID, router(OTHER_MAC), OTHER_UUID));
    // Somebody with two addresses must not get in by being silent.
    assertEquals(Verdict.OTHER, verdict(MAC, UUID, router(OTHER_MAC), null));
    assertEquals(Verdict.SAME, verdict(MAC, null, router(MAC), null));
  }
}
