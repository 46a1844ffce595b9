package io.vedette.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vedette.config.ConfigStore;
import io.vedette.health.HardwareAside;
import io.vedette.health.HealthBoard;
import io.vedette.transcode.probe.TrialResult;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is told of the encoders of a box on which all of them work. */
@Timeout(240)
class EncoderApiTest {

  @TempDir private Path folder;

  private final HealthBoard health = new HealthBoard();

  private static JsonObject tried(Encoders encoders, EncoderApi api) throws InterruptedException {
    encoders.probe();
    while (encoders.status().running()) {
      Thread.sleep(5);
    }
    return api.json();
  }

  @Test
  void hardwareThatIsSetAsideIsNotUsedAndSaysWhyAndUntilWhen() throws Exception {
    try (ConfigStore store = ConfigStore.open(folder);
        Encoders encoders =
            new Encoders(
                store,
                candidate -> new TrialResult(candidate, true, 200, 100, ""),
                () -> "here",
                InstantSource.system())) {
      EncoderApi api = new EncoderApi(encoders, health);
      JsonObject before = tried(encoders, api);
      assertEquals("h264_v4l2m2m", before.getString("inUse"));
      assertEquals(7, before.getJsonArray("order").size());
      assertEquals("[]", before.getJsonArray("setAside").toString());

      encoders.choose("h264_vaapi");
      assertEquals("h264_vaapi", api.json().getString("inUse"));
      health.setAside(
          List.of(
              new HardwareAside(
                  "encoder",
                  "h264_vaapi",
                  "h264_vaapi, send: Input/output error",
                  Optional.of(Instant.parse("2026-01-02T03:14:05Z"))),
              new HardwareAside("decoder", "v4l2m2m", "it no longer answers", Optional.empty())));
      JsonObject now = api.json();
      assertEquals("h264_vaapi", now.getString("encoder"));
      assertEquals("h264_v4l2m2m", now.getString("inUse"));
      assertEquals(6, now.getJsonArray("order").size());
      assertEquals(
          "[{\"kind\":\"encoder\",\"name\":\"h264_vaapi\","
              + "\"reason\":\"h264_vaapi, send: Input/output error\","
              + "\"until\":\"2026-01-02T03:14:05Z\"},"
              + "{\"kind\":\"decoder\",\"name\":\"v4l2m2m\",\"reason\":\"it no longer answers\","
              + "\"until\":null}]",
          now.getJsonArray("setAside").toString());
      assertEquals(
          "h264_vaapi failed while it was in use, and is set aside. The box uses h264_v4l2m2m.",
          now.getString("warning"));

      health.setAside(List.of());
      assertEquals("h264_vaapi", api.json().getString("inUse"));
      assertEquals("", api.json().getString("warning"));
    }
  }
}
