package io.vedette.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vedette.camera.onvif.PanTiltZoom.Vector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandInputTest {

  private static CommandInput input(String json) {
    return new CommandInput(
        JsonBody.object(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void whatAMotorCanDoIsRead() {
    assertEquals(
        new PtzCommand.Move(new Vector(-1, 0.5, 0), Duration.ofMillis(1500)),
        input("{'action':'move','pan':-1,'tilt':0.5,'seconds':1.5}").motors());
    assertEquals(
        new PtzCommand.Move(new Vector(0, 0, 1), Duration.ofSeconds(2)),
        input("{'action':'move','zoom':1}").motors());
    assertEquals(
        new PtzCommand.Step(new Vector(0.1, 0, 0)), input("{'action':'step','pan':0.1}").motors());
    assertEquals(new PtzCommand.Stop(), input("{'action':'stop'}").motors());
    assertEquals(new PtzCommand.Home(), input("{'action':'home'}").motors());
    assertEquals(new PtzCommand.GoTo("7"), input("{'action':'goto','preset':'7'}").motors());
    assertEquals(new PtzCommand.Forget("7"), input("{'action':'remove','preset':'7'}").motors());
    assertEquals(new PtzCommand.Remember("Gate"), input("{'action':'set','name':'Gate'}").motors());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|action",
        "{'action':7}|action",
        "{'action':'dance'}|action",
        "{'action':'move'}|pan",
        "{'action':'move','pan':0,'zoom':0}|pan",
        "{'action':'move','pan':1.01}|pan",
        "{'action':'move','pan':'1'}|pan",
        "{'action':'move','pan':null}|pan",
        "{'action':'move','pan':1,'seconds':0.5}|seconds",
        "{'action':'move','pan':1,'seconds':11}|seconds",
        "{'action':'move','pan':1e999,'seconds':2}|pan",
        "{'action':'stop','pan':1}|pan",
        "{'action':'goto'}|preset",
        "{'action':'goto','preset':''}|preset",
        "{'action':'set','name':7}|name",
        "{'action':'set','name':'a\\u0000b'}|name",
      })
  void whatNoMotorCanDoIsNamed(String json, String field) {
    ProblemException refused =
        assertThrows(ProblemException.class, () -> input(json).motors(), json);
    assertEquals(422, refused.problem().status());
    assertEquals(field, refused.problem().errors().getFirst().field(), json);
  }

  @Test
  void maintenanceIsRead() {
    assertEquals(
        new MaintenanceCommand.SetRelay("r1", true),
        input("{'action':'set_relay','relay':'r1','active':true}").maintenance());
    assertEquals(new MaintenanceCommand.Reboot(), input("{'action':'reboot'}").maintenance());
    assertEquals(new MaintenanceCommand.SetClock(), input("{'action':'set_clock'}").maintenance());
    for (String wrong :
        List.of(
            "{'action':'reset'}",
            "{'action':'reboot','hard':true}",
            "{'action':'set_relay','relay':'r1'}",
            "{'action':'set_relay','active':true}")) {
      assertThrows(ProblemException.class, () -> input(wrong).maintenance(), wrong);
    }
  }
}
