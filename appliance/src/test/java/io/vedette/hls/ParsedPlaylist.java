package io.vedette.hls;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A media playlist, read by somebody who did not write it.
 *
 * @param lines its lines
 * @param single the values of tags that stand for the whole playlist, by tag
 * @param segments its segments; the last one has no duration if only parts of it are there
 * @param hint what the preload hint names
 */
record ParsedPlaylist(
    List<String> lines, Map<String, String> single, List<Segment> segments, Optional<String> hint) {

  private static final Pattern ATTRIBUTE = Pattern.compile("([A-Z0-9-]+)=(\"[^\"]*\"|[^\",]+)");

  /**
   * A part.
   *
   * @param uri where it is
   * @param seconds how long
   * @param independent whether it says that it holds an independent frame
   * @param gap whether it says that it is not there
   */
  record Part(String uri, double seconds, boolean independent, boolean gap) {}

  /**
   * A segment.
   *
   * @param sequence media sequence number
   * @param uri where it is; empty while only parts of it are listed
   * @param seconds how long; 0 while only parts of it are listed
   * @param map init segment in force
   * @param discontinuity whether one comes before it
   * @param gap whether it says that it is not there
   * @param date program date-time, if it has one
   * @param parts its parts
   */
  record Segment(
      long sequence,
      String uri,
      double seconds,
      String map,
      boolean discontinuity,
      boolean gap,
      Optional<String> date,
      List<Part> parts) {

    boolean complete() {
      return !uri.isEmpty();
    }
  }

  /** Reads a playlist; tags that it does not know are passed over, as a player would. */
  static ParsedPlaylist parse(String text) {
    List<String> lines = text.lines().toList();
    Map<String, String> single = new LinkedHashMap<>();
    List<Segment> segments = new ArrayList<>();
    Optional<String> hint = Optional.empty();
    long sequence = 0;
    String map = "";
    Open open = new Open();
    for (String line : lines) {
      int colon = line.indexOf(':');
      String tag = line.startsWith("#") ? line.substring(0, colon < 0 ? line.length() : colon) : "";
      String value = colon < 0 ? "" : line.substring(colon + 1);
      switch (tag) {
        case "" -> {
          if (!line.isEmpty()) {
            segments.add(open.end(sequence++, line, map));
            open = new Open();
          }
        }
        case "#EXTINF" -> open.seconds = Double.parseDouble(value.replaceAll(",.*", ""));
        case "#EXT-X-MAP" -> map = attributes(value).get("URI");
        case "#EXT-X-DISCONTINUITY" -> open.discontinuity = true;
        case "#EXT-X-GAP" -> open.gap = true;
        case "#EXT-X-PROGRAM-DATE-TIME" -> open.date = Optional.of(value);
        case "#EXT-X-PART" -> open.parts.add(part(attributes(value)));
        case "#EXT-X-PRELOAD-HINT" -> hint = Optional.of(attributes(value).get("URI"));
        case "#EXT-X-SKIP" -> {
          single.put(tag, value);
          sequence += Long.parseLong(attributes(value).get("SKIPPED-SEGMENTS"));
        }
        default -> single.put(tag, value);
      }
      if (tag.equals("#EXT-X-MEDIA-SEQUENCE")) {
        sequence = Long.parseLong(value);
      }
    }
    if (!open.parts.isEmpty()) {
      segments.add(open.end(sequence, "", map));
    }
    return new ParsedPlaylist(lines, single, List.copyOf(segments), hint);
  }

  private static final class Open {
    private double seconds;
    private boolean discontinuity;
    private boolean gap;
    private Optional<String> date = Optional.empty();
    private final List<Part> parts = new ArrayList<>();

    Segment end(long sequence, String uri, String map) {
      return new Segment(sequence, uri, seconds, map, discontinuity, gap, date, List.copyOf(parts));
    }
  }

  private static Part part(Map<String, String> attributes) {
    return new Part(
        attributes.get("URI"),
        Double.parseDouble(attributes.get("DURATION")),
        "YES".equals(attributes.get("INDEPENDENT")),
        "YES".equals(attributes.get("GAP")));
  }

  /** An attribute list (4.2), quotes taken off. */
  static Map<String, String> attributes(String value) {
    Map<String, String> attributes = new HashMap<>();
    Matcher matcher = ATTRIBUTE.matcher(value);
    while (matcher.find()) {
      attributes.put(matcher.group(1), matcher.group(2).replace("\"", ""));
    }
    return attributes;
  }

  /** A number that a tag for the whole playlist gives. */
  double number(String tag) {
    return Double.parseDouble(single.get(tag));
  }

  /** A number that an attribute of a tag for the whole playlist gives. */
  double number(String tag, String attribute) {
    return Double.parseDouble(attributes(single.get(tag)).get(attribute));
  }

  int targetDuration() {
    return (int) number("#EXT-X-TARGETDURATION");
  }

  double partTarget() {
    return number("#EXT-X-PART-INF", "PART-TARGET");
  }

  long firstSequence() {
    return (long) number("#EXT-X-MEDIA-SEQUENCE");
  }

  long skipped() {
    return single.containsKey("#EXT-X-SKIP") ? (long) number("#EXT-X-SKIP", "SKIPPED-SEGMENTS") : 0;
  }

  List<Segment> complete() {
    return segments.stream().filter(Segment::complete).toList();
  }
}
