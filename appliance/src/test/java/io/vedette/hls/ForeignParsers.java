package io.vedette.hls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vedette.testing.Command;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code hls-parser} and {@code m3u8-parser}, from npm, understand of playlists. */
final class ForeignParsers {

  private static final Path SCRIPT = Path.of("..", "web-ui", "tools", "parse-playlists.mjs");

  private ForeignParsers() {}

  /** Both have to take every playlist without complaint and to understand it as we do. */
  static void agree(List<String> playlists, Path folder) throws IOException, InterruptedException {
    Path file = folder.resolve("playlists.jsonl");
    Files.writeString(
        file,
        playlists.stream()
            .map(text -> Json.createValue(text).toString())
            .collect(Collectors.joining("\n")));
    Command parsed =
        Command.run(Duration.ofSeconds(60), List.of("node", SCRIPT.toString(), file.toString()));
    assertEquals(0, parsed.status(), parsed.output());
    List<String> lines = parsed.output().lines().toList();
    assertEquals(playlists.size(), lines.size());
    for (int i = 0; i < lines.size(); i++) {
      ParsedPlaylist ours = ParsedPlaylist.parse(playlists.get(i));
      try (JsonReader reader = Json.createReader(new StringReader(lines.get(i)))) {
        JsonObject both = reader.readObject();
        agree(ours, both.getJsonObject("hlsParser"), playlists.get(i));
        agree(ours, both.getJsonObject("m3u8Parser"), playlists.get(i));
        assertEquals(
            0, both.getJsonObject("m3u8Parser").getJsonArray("warnings").size(), lines.get(i));
      }
    }
  }

  private static void agree(ParsedPlaylist ours, JsonObject theirs, String text) {
    assertEquals(ours.targetDuration(), theirs.getInt("target"), text);
    assertEquals(
        ours.partTarget(), theirs.getJsonNumber("partTarget").doubleValue(), 0.00001, text);
    assertEquals(ours.firstSequence(), theirs.getJsonNumber("first").longValue(), text);
    assertEquals(
        ours.complete().stream().map(ParsedPlaylist.Segment::uri).toList(),
        strings(theirs, "segments"),
        text);
    assertEquals(
        ours.segments().stream()
            .flatMap(segment -> segment.parts().stream())
            .map(ParsedPlaylist.Part::uri)
            .toList(),
        strings(theirs, "parts"),
        text);
    assertEquals(ours.hint().orElseThrow(), theirs.getString("hint"), text);
    assertEquals(true, theirs.getBoolean("blocks"), text);
  }

  private static List<String> strings(JsonObject json, String name) {
    return json.getJsonArray(name).getValuesAs(JsonString::getString);
  }
}
