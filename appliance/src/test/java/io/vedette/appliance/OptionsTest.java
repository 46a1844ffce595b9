package io.vedette.appliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.control.DevicePlaces;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

  @Test
  void listensOnLoopbackUnlessToldOtherwise() throws StartException {
    assertEquals("127.0.0.1", Options.parse().bind());
  }

  @Test
  void theLastOfTwoWins() throws StartException {
    Options options =
        Options.parse(
            "--data",
            "/a",
            "--cameras",
            "4",
            "--probe",
            "auto",
            "--data",
            "/b",
            "--cameras",
            "0",
            "--port",
            "0",
            "--probe",
            "demand");
    assertEquals(
        new Options(
            "127.0.0.1",
            0,
            Path.of("/b"),
            OptionalInt.of(0),
            Options.Probe.DEMAND,
            Optional.empty(),
            OptionalInt.of(22),
            DevicePlaces.USUAL_PORTS,
            OptionalInt.empty()),
        options);
  }

  @Test
  void thePortForRtmpIsTheUsualOneUnlessItIsSaid() throws StartException {
    assertEquals(OptionalInt.empty(), Options.parse().rtmpPort());
    assertEquals(OptionalInt.of(0), Options.parse("--rtmp-port", "0").rtmpPort());
  }

  @Test
  void camerasAreLookedForWhereItIsSaid() throws StartException {
    assertEquals(Optional.empty(), Options.parse("--networks", "all").networks());
    assertEquals(Optional.of(Set.of()), Options.parse("--networks", "none").networks());
    assertEquals(
        Optional.of(Set.of("eth0", "eth1")), Options.parse("--networks", "eth0,eth1").networks());
  }

  @Test
  void addressesAreTriedInNetworksOfTheSizeThatIsSaid() throws StartException {
    assertEquals(OptionalInt.empty(), Options.parse("--scan", "off").scan());
    assertEquals(OptionalInt.of(20), Options.parse("--scan", "20").scan());
    for (String wrong : List.of("", "19", "31", "/24", "no")) {
      assertThrows(StartException.class, () -> Options.parse("--scan", wrong), wrong);
    }
  }

  @Test
  void camerasAreAskedForOnvifWhereItIsSaid() throws StartException {
    assertEquals(List.of(), Options.parse("--onvif-ports", "none").onvifPorts());
    assertEquals(List.of(80, 8000), Options.parse("--onvif-ports", "80,8000").onvifPorts());
    for (String wrong : List.of("", "80,", "all", "65536", "-1")) {
      assertThrows(StartException.class, () -> Options.parse("--onvif-ports", wrong), wrong);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--port,65536",
    "--port,-1",
    "--port,http",
    "--cameras,17",
    "--cameras,''",
    "--probe,never",
    "--networks,''",
    "--colour,red"
  })
  void whatMakesNoSenseIsNamed(String name, String value) {
    StartException refused = assertThrows(StartException.class, () -> Options.parse(name, value));
    assertTrue(refused.getMessage().contains(name), refused.getMessage());
  }

  @Test
  void anOptionWithoutItsValueIsNamed() {
    StartException refused = assertThrows(StartException.class, () -> Options.parse("--port"));
    assertTrue(refused.getMessage().startsWith("--port needs a value"), refused.getMessage());
  }
}
