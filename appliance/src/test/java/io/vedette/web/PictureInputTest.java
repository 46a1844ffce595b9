package io.vedette.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vedette.camera.onvif.ImagingSettings;
import io.vedette.camera.onvif.ImagingSettings.Level;
import io.vedette.camera.onvif.ImagingSettings.Mode;
import io.vedette.camera.onvif.soap.XmlElement;
import io.vedette.web.Problem.FieldError;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureInputTest {

  private static XmlElement text(String name, String text) {
    return XmlElement.text("", name, text);
  }

  private static XmlElement range(String name, String min, String max) {
    return XmlElement.of("", name, text("Min", min), text("Max", max));
  }

  /** One that has a sharpness of which it tells no range, and no saturation. */
  private static final ImagingSettings CAMERA =
      new ImagingSettings(
          "source_1",
          XmlElement.of(
              "",
              "ImagingSettings",
              text("Brightness", "50"),
              text("Contrast", "0.5"),
              text("IrCutFilter", "AUTO"),
              text("Sharpness", "7"),
              XmlElement.of("", "WideDynamicRange", text("Mode", "OFF"))),
          Optional.of(
              XmlElement.of(
                  "",
                  "ImagingOptions",
                  range("Brightness", "0", "100"),
                  range("ColorSaturation", "0", "100"),
                  range("Contrast", "-0.5", "1.5"),
                  text("IrCutFilterModes", "ON"),
                  text("IrCutFilterModes", "AUTO"),
                  XmlElement.of(
                      "",
                      "WideDynamicRange",
                      text("Mode", "ON"),
                      text("Mode", "OFF"),
                      range("Level", "1", "7")))));

  private static ImagingSettings on(String json) throws Exception {
    return PictureInput.read(
            JsonBody.object(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)))
        .on(CAMERA);
  }

  @Test
  void whatCanBeSetIsToldWithItsRange() {
    assertEquals(
        ("{'brightness':{'value':50.0,'min':0.0,'max':100.0},"
                + "'contrast':{'value':0.5,'min':-0.5,'max':1.5},"
                + "'infraredFilter':{'value':'auto','choices':['on','auto']},"
                + "'wideDynamicRange':{'value':'off','choices':['on','off']}}")
            .replace('\'', '"'),
        PictureSetting.json(CAMERA).toString());
  }

  @Test
  void whatIsWantedIsSetAndTheRestStays() throws Exception {
    ImagingSettings wanted =
        on("{'brightness':0,'contrast':-0.5,'infraredFilter':'on','wideDynamicRange':'on'}");
    assertEquals(0, wanted.level(Level.BRIGHTNESS).orElseThrow());
    assertEquals(-0.5, wanted.level(Level.CONTRAST).orElseThrow());
    assertEquals(Optional.of("ON"), wanted.mode(Mode.INFRARED_FILTER));
    assertEquals(Optional.of("ON"), wanted.mode(Mode.WIDE_DYNAMIC_RANGE));
    assertEquals(7, wanted.level(Level.SHARPNESS).orElseThrow());
    assertEquals(CAMERA, on("{}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'brightness':100.5}|brightness|A number from 0 to 100.",
        "{'contrast':-1}|contrast|A number from -0.5 to 1.5.",
        "{'brightness':'50'}|brightness|It has to be a number.",
        "{'brightness':null}|brightness|It has to be a number.",
        "{'brightness':1e999}|brightness|It has to be a number.",
        "{'saturation':50}|saturation|The camera has no such setting.",
        "{'sharpness':7}|sharpness|The camera has no such setting.",
        "{'wideDynamicRangeLevel':3}|wideDynamicRangeLevel|The camera has no such setting.",
        "{'backlightCompensation':'on'}|backlightCompensation|The camera has no such setting.",
        "{'infraredFilter':'off'}|infraredFilter|Either \"on\" or \"auto\".",
        "{'infraredFilter':'AUTO'}|infraredFilter|Either \"on\" or \"auto\".",
        "{'infraredFilter':true}|infraredFilter|It has to be a text, such as \"auto\".",
        "{'hue':1}|hue|There is no such field.",
      })
  void whatCannotBeIsNamedWithItsRange(String json, String field, String detail) {
    Problem problem = assertThrows(ProblemException.class, () -> on(json)).problem();
    assertEquals(422, problem.status());
    assertEquals(List.of(new FieldError(field, detail)), problem.errors());
  }

  @Test
  void everyFaultIsToldAtOnce() {
    Problem problem =
        assertThrows(
                ProblemException.class,
                () -> on("{'brightness':101,'contrast':1,'infraredFilter':'off'}"))
            .problem();
    assertEquals(
        List.of("brightness", "infraredFilter"),
        problem.errors().stream().map(FieldError::field).toList());
  }
}
