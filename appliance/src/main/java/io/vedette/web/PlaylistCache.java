package io.vedette.web;

import io.vedette.live.LiveStream;
import io.vedette.live.PlaylistWindow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;

/**
 * Playlists as they go out. All players of a stream ask for the same one at the same moment, so
 * each is rendered and compressed once. Safe for use by any thread.
 */
final class PlaylistCache {

  /** One playlist, plain and, once somebody takes it so, compressed. */
  static final class Rendered {

    private final byte[] plain;
    private Optional<byte[]> compressed = Optional.empty();

    private Rendered(String text) {
      plain = text.getBytes(StandardCharsets.UTF_8);
    }

    byte[] plain() {
      return plain;
    }

    synchronized byte[] gzip() {
      if (compressed.isEmpty()) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(plain.length / 2);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
          gzip.write(plain);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        compressed = Optional.of(bytes.toByteArray());
      }
      return compressed.get();
    }
  }

  private record Versions(long version, Optional<Rendered> whole, Optional<Rendered> delta) {}

  private final Map<LiveStream, Versions> newest = new WeakHashMap<>();

  /**
   * The playlist of a window.
   *
   * @param delta whether it is the one that leaves out what is known
   * @param render makes its text
   */
  Rendered get(LiveStream stream, PlaylistWindow window, boolean delta, Supplier<String> render) {
    synchronized (newest) {
      Versions known = newest.get(stream);
      if (known == null || known.version() < window.version()) {
        known = new Versions(window.version(), Optional.empty(), Optional.empty());
      } else if (known.version() > window.version()) {
        // Overtaken by a newer one between waiting and rendering.
        return new Rendered(render.get());
      }
      Optional<Rendered> there = delta ? known.delta() : known.whole();
      Rendered rendered = there.orElseGet(() -> new Rendered(render.get()));
      if (there.isEmpty()) {
        newest.put(
            stream,
            delta
                ? new Versions(known.version(), known.whole(), Optional.of(rendered))
                : new Versions(known.version(), Optional.of(rendered), known.delta()));
      }
      return rendered;
    }
  }
}
