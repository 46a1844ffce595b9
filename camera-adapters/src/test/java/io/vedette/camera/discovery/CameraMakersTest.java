package io.vedette.camera.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class CameraMakersTest {

  private final CameraMakers makers = new CameraMakers();

  private Optional<CameraMakers.Maker> of(String mac) {
    return makers.of(new MacAddress(mac));
  }

  @Test
  void atLeastSixtyMakersAreKnown() {
    assertTrue(makers.makers() >= 60, makers.makers() + " makers");
    assertTrue(makers.prefixes() >= 300, makers.prefixes() + " prefixes");
  }

  @Test
  void prefixesTellTheMaker() {
    assertEquals(Optional.of(new CameraMakers.Maker("AXIS", true)), of("ac:cc:8e:00:00:01"));
    assertEquals("Hikvision", of("bc:ad:28:00:00:01").orElseThrow().make());
    assertEquals("Dahua", of("3c:ef:8c:00:00:01").orElseThrow().make());
    assertEquals("Hanwha", of("00:09:18:00:00:01").orElseThrow().make());
    assertFalse(of("74:83:c2:00:00:01").orElseThrow().onlyCameras());
    assertEquals(Optional.empty(), of("00:00:00:00:00:01"));
    // A local address that looks like a maker's is not.
    assertEquals(Optional.empty(), of("02:40:8c:00:00:01"));
  }

  @Test
  void makersAreKnownAsTheirDevicesWriteThem() {
    assertTrue(makers.makesOnlyCameras("AXIS"));
    assertTrue(makers.makesOnlyCameras("Axis Communications AB"));
    assertTrue(makers.makesOnlyCameras(" hikvision "));
    assertFalse(makers.makesOnlyCameras("Axisto"));
    assertFalse(makers.makesOnlyCameras("Ubiquiti"));
    assertFalse(makers.makesOnlyCameras(""));
  }
}
