package io.vedette.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NtpInputTest {

  private static List<String> read(String json) {
    return NtpInput.read(JsonBody.object(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void serversAreNamedOrLeftToDhcp() {
    assertEquals(
        List.of("192.0.2.1", "ntp.example", "fd00::1"),
        read("{'servers':['192.0.2.1',' ntp.example ','fd00::1']}"));
    assertEquals(List.of("gateway"), read("{'servers':['gateway'],'fromDhcp':false}"));
    assertEquals(List.of(), read("{'fromDhcp':true}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|servers",
        "{'fromDhcp':false}|servers",
        "{'fromDhcp':1}|fromDhcp",
        "{'fromDhcp':true,'servers':['a.example']}|servers",
        "{'servers':[]}|servers",
        "{'servers':'ntp.example'}|servers",
        "{'servers':['a','b','c','d','e']}|servers",
        "{'servers':['a.example',7]}|servers",
        "{'servers':['http://a.example']}|servers",
        "{'fromDhcp':true,'server':'a'}|server",
      })
  void anythingElseIsRefusedByTheFieldsName(String json, String field) {
    Problem problem = assertThrows(ProblemException.class, () -> read(json)).problem();
    assertEquals("invalid-setting", problem.name());
    assertEquals(field, problem.errors().getFirst().field(), problem.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.pool.ntp.org",
        "ntp",
        "a-b.example",
        "3com.example",
        "255.255.255.255",
        "::1",
        "2001:db8::192.0.2.1"
      })
  void aHost(String text) {
    assertTrue(NtpInput.isHost(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "a..b",
        "a.",
        "-a.example",
        "a-.example",
        "a_b.example",
        "a b",
        "a/b",
        "1",
        "1.2.3",
        "256.1.1.1",
        "01.2.3.4",
        "1.2.3.4:123",
        "fe80::1%eth0",
        "[::1]",
        "::g",
        "ntp.example<x>"
      })
  void noHost(String text) {
    assertFalse(NtpInput.isHost(text));
  }

  @Test
  void aNameIsNotTooLong() {
    String label = "a".repeat(63);
    assertTrue(NtpInput.isHost(label + "." + label + "." + label + "." + "b".repeat(61)));
    assertFalse(NtpInput.isHost(label + "." + label + "." + label + "." + "b".repeat(62)));
    assertFalse(NtpInput.isHost(label + "a"));
  }
}
