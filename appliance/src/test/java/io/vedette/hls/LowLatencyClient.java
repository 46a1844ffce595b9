package io.vedette.hls;

import io.vedette.testing.Box;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Follows a rendition as a low-latency player does: reloads that wait for the part hinted at, the
 * parts themselves, now and then the playlist without waiting, as a delta and as a whole segment,
 * which all have to agree.
 */
final class LowLatencyClient implements AutoCloseable {

  private static final int OK = 200;
  private static final Duration RETRY = Duration.ofMillis(500);

  private final Box box;
  private final URI base;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> playlists = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private final Map<Long, ByteArrayOutputStream> joined = new HashMap<>();
  private Optional<ParsedPlaylist> now = Optional.empty();
  private int reloads;
  private int deltas;
  private int partsRead;

  LowLatencyClient(Box box, String cameraId, String rendition) {
    this.box = box;
    this.base = box.address().resolve("/streams/" + cameraId + "/" + rendition + "/");
  }

  /** Every playlist that came, in order; deltas are not among them. */
  List<String> playlists() {
    return playlists;
  }

  /** The playlists that came since this was last asked. */
  List<String> takePlaylists() {
    List<String> taken = List.copyOf(playlists);
    playlists.clear();
    return taken;
  }

  /** What did not agree. */
  List<String> wrong() {
    return wrong;
  }

  /** Delta updates that left something out. */
  int deltas() {
    return deltas;
  }

  int partsRead() {
    return partsRead;
  }

  /** Follows for some time. */
  void follow(Duration time) throws IOException, InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      step();
    }
  }

  /** Follows until it has met enough, at most for some time. */
  void followUntil(BooleanSupplier enough, Duration atMost)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (!enough.getAsBoolean() && System.nanoTime() < end) {
      step();
    }
  }

  /** One reload and what it brings. */
  void step() throws IOException, InterruptedException {
    String path =
        now.flatMap(ParsedPlaylist::hint)
            .map(hint -> hint.split("\\."))
            .map(name -> "index.m3u8?_HLS_msn=" + name[0] + "&_HLS_part=" + name[1])
            .orElse("index.m3u8");
    Optional<ParsedPlaylist> before = now;
    HttpResponse<byte[]> response = get(path);
    if (response.statusCode() != OK) {
      // The camera is away, or the box: a player would begin anew too, and not ask at once.
      now = Optional.empty();
      LockSupport.parkNanos(RETRY.toNanos());
      return;
    }
    String text = new String(response.body(), StandardCharsets.UTF_8);
    playlists.add(text);
    ParsedPlaylist playlist = ParsedPlaylist.parse(text);
    now = Optional.of(playlist);
    if (before.isPresent()) {
      newParts(before.get(), playlist);
    }
    if (++reloads % 10 == 0) {
      delta(text);
    }
  }

  private void newParts(ParsedPlaylist before, ParsedPlaylist playlist)
      throws IOException, InterruptedException {
    long from = before.hint().map(hint -> Long.parseLong(hint.split("\\.")[0])).orElse(0L);
    int index = before.hint().map(hint -> Integer.parseInt(hint.split("\\.")[1])).orElse(0);
    for (ParsedPlaylist.Segment segment : playlist.segments()) {
      if (segment.sequence() < from || segment.gap()) {
        continue;
      }
      int first = segment.sequence() == from ? index : 0;
      for (int i = first; i < segment.parts().size(); i++) {
        byte[] part = media(segment.parts().get(i).uri());
        if (i == 0) {
          joined.put(segment.sequence(), new ByteArrayOutputStream());
        }
        if (joined.containsKey(segment.sequence())) {
          joined.get(segment.sequence()).writeBytes(part);
        }
      }
      if (segment.complete() && joined.containsKey(segment.sequence())) {
        byte[] parts = joined.remove(segment.sequence()).toByteArray();
        byte[] whole = media(segment.uri());
        if (!Arrays.equals(parts, whole)) {
          wrong.add("segment " + segment.sequence() + " is not its parts behind each other");
        }
      }
    }
  }

  private void delta(String whole) throws IOException, InterruptedException {
    String text = new String(get("index.m3u8?_HLS_skip=YES").body(), StandardCharsets.UTF_8);
    ParsedPlaylist delta = ParsedPlaylist.parse(text);
    if (delta.skipped() == 0) {
      return;
    }
    deltas++;
    // By the time of the second request more may have been listed, but nothing less.
    List<String> known =
        ParsedPlaylist.parse(whole).complete().stream().map(ParsedPlaylist.Segment::uri).toList();
    List<String> told = delta.complete().stream().map(ParsedPlaylist.Segment::uri).toList();
    for (String name : known) {
      long sequence = Long.parseLong(name.split("\\.")[0]);
      boolean skipped = sequence < delta.firstSequence() + delta.skipped();
      if (!skipped && !told.contains(name)) {
        wrong.add("the delta update leaves out " + name + " without saying so");
      }
    }
  }

  private byte[] media(String uri) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = get(uri);
    partsRead++;
    if (response.statusCode() != OK) {
      wrong.add(uri + " is listed and gave " + response.statusCode());
    }
    return response.body();
  }

  /** What the box answers to a path relative to the rendition. */
  HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path))
            .header("Authorization", "Bearer " + box.token())
            .timeout(Duration.ofSeconds(30))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  @Override
  public void close() {
    http.close();
  }
}
