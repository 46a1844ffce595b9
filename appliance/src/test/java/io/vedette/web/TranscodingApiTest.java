package io.vedette.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vedette.health.TranscodeLoad;
import io.vedette.health.TranscodeRefusals;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TranscodingApiTest {

  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  @Test
  void whatWasRefusedIsTold() {
    TranscodeRefusals.Refusal last =
        new TranscodeRefusals.Refusal("c-1", "wall", "the box is slow", START.plusSeconds(60));
    assertEquals(
        "{\"running\":2,\"room\":0,\"used\":1.41,\"refusals\":"
            + "{\"count\":3,\"since\":\"2026-01-02T03:04:05Z\",\"last\":{\"camera\":\"c-1\","
            + "\"profile\":\"wall\",\"reason\":\"the box is slow\","
            + "\"time\":\"2026-01-02T03:05:05Z\"}}}",
        TranscodingApi.json(
                new TranscodeLoad(2, 0, 1.408, new TranscodeRefusals(3, START, Optional.of(last))))
            .toString());
  }

  @Test
  void nothingWasRefusedAtFirst() {
    assertEquals(
        "{\"count\":0,\"since\":\"2026-01-02T03:04:05Z\",\"last\":null}",
        TranscodingApi.json(
                new TranscodeLoad(0, 3, 0, new TranscodeRefusals(0, START, Optional.empty())))
            .getJsonObject("refusals")
            .toString());
  }
}
