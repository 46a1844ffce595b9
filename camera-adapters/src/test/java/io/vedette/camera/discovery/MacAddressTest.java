package io.vedette.camera.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MacAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"ACCC8E012345", "ac:cc:8e:01:23:45", "AC-CC-8E-01-23-45", "accc.8e01.2345"})
  void everyWayOfWritingIsTheSame(String written) {
    assertEquals(Optional.of(new MacAddress("ac:cc:8e:01:23:45")), MacAddress.parse(written));
    assertEquals("ACCC8E", MacAddress.parse(written).orElseThrow().oui());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00:00:00:00:00:00",
        "ff:ff:ff:ff:ff:ff",
        "01:00:5e:00:00:fb",
        "ac:cc:8e:01:23",
        "x"
      })
  void whatIsNoDevicesOwnIsNone(String written) {
    assertEquals(Optional.empty(), MacAddress.parse(written));
  }

  @ParameterizedTest
  @ValueSource(strings = {"02:42:ac:11:00:02", "de:ad:be:ef:00:01"})
  void locallyMadeAddressesAreKnown(String written) {
    assertTrue(MacAddress.parse(written).orElseThrow().isLocal());
  }
}
