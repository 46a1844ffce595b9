package io.vedette.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.Credentials;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrialInputTest {

  private static TrialInput read(String json) {
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      return TrialInput.read(reader.readObject());
    }
  }

  private static List<String> faults(String json) {
    Problem problem = assertThrows(ProblemException.class, () -> read(json)).problem();
    assertEquals(422, problem.status());
    assertFalse(problem.toString().contains("secret"), "a password is not sent back");
    return problem.errors().stream().map(Problem.FieldError::field).toList();
  }

  @Test
  void credentialsAreThereOrNot() {
    assertEquals(new TrialInput(Optional.empty(), false), read("{}"));
    assertEquals(
        new TrialInput(Optional.empty(), false), read("{\"username\":null,\"password\":null}"));
    assertEquals(
        new TrialInput(Optional.of(new Credentials("admin", "")), false),
        read("{\"username\":\"admin\",\"password\":\"\"}"));
    assertTrue(read("{\"foreign\":true}").foreign());
  }

  @Test
  void whatIsWrongIsNamed() {
    assertEquals(List.of("password"), faults("{\"username\":\"admin\"}"));
    assertEquals(List.of("username"), faults("{\"password\":\"secret\"}"));
    assertEquals(List.of("username", "password"), faults("{\"username\":7,\"password\":[]}"));
    assertEquals(List.of("foreign"), faults("{\"foreign\":\"yes\"}"));
    assertEquals(List.of("user"), faults("{\"user\":\"admin\"}"));
    assertEquals(
        List.of("username", "password"),
        faults("{\"username\":\"a\\nb\",\"password\":\"secret" + "x".repeat(200) + "\"}"));
  }
}
