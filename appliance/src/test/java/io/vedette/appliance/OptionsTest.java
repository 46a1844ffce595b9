package io.vedette.appliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.OptionalInt;
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
            "--data", "/a", "--cameras", "4", "--data", "/b", "--cameras", "0", "--port", "0");
    assertEquals(new Options("127.0.0.1", 0, Path.of("/b"), OptionalInt.of(0)), options);
  }

  @ParameterizedTest
  @CsvSource({
    "--port,65536",
    "--port,-1",
    "--port,http",
    "--cameras,17",
    "--cameras,''",
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
