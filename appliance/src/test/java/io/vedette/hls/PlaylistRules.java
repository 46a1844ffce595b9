package io.vedette.hls;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rules of RFC 8216bis that a live media playlist of fragmented MP4 has to keep, by itself and
 * against the ones before it. What is broken is named with its section.
 */
final class PlaylistRules {

  /** Durations are written with five digits. */
  private static final double ROUNDING = 0.00002;

  private static final double LEAST_PART = 0.85;

  private final List<String> broken = new ArrayList<>();
  private final Map<Long, ParsedPlaylist.Segment> known = new HashMap<>();
  private final Map<String, Double> knownParts = new HashMap<>();
  private Optional<ParsedPlaylist> last = Optional.empty();
  private String firstMap = "";
  private int playlists;
  private int checks;

  /** What was broken so far. */
  List<String> broken() {
    return broken;
  }

  /** How many playlists were looked at. */
  int playlists() {
    return playlists;
  }

  /** How many single checks were made. */
  int checks() {
    return checks;
  }

  /** Looks at the next playlist of the same rendition; a delta update is looked at as one. */
  void check(String text) {
    playlists++;
    ParsedPlaylist playlist = ParsedPlaylist.parse(text);
    form(text, playlist);
    header(playlist);
    segments(playlist);
    parts(playlist);
    hint(playlist);
    last.ifPresent(before -> update(before, playlist));
    for (ParsedPlaylist.Segment segment : playlist.complete()) {
      known.putIfAbsent(segment.sequence(), segment);
    }
    last = Optional.of(playlist);
  }

  private void rule(String section, boolean kept, String what) {
    checks++;
    if (!kept) {
      broken.add(section + ": " + what + " (playlist " + playlists + ")");
    }
  }

  private void form(String text, ParsedPlaylist playlist) {
    rule("4.1", !text.startsWith("\ufeff"), "no byte order mark");
    rule(
        "4.1",
        text.chars().noneMatch(c -> c < 0x20 && c != '\n' && c != '\r' || c >= 0x7f && c <= 0x9f),
        "no control characters");
    rule("4.4.1.1", playlist.lines().getFirst().equals("#EXTM3U"), "EXTM3U is the first line");
    for (String tag :
        List.of(
            "#EXT-X-VERSION",
            "#EXT-X-TARGETDURATION",
            "#EXT-X-MEDIA-SEQUENCE",
            "#EXT-X-SERVER-CONTROL",
            "#EXT-X-PART-INF")) {
      long count = playlist.lines().stream().filter(line -> line.startsWith(tag + ":")).count();
      rule("4.4.1, 4.4.3", count == 1, tag + " stands there once, not " + count + " times");
    }
    rule(
        "4.4.3.2",
        indexOf(playlist, "#EXT-X-MEDIA-SEQUENCE") < indexOf(playlist, "#EXTINF"),
        "EXT-X-MEDIA-SEQUENCE comes before the first segment");
    rule(
        "4.4.3.3",
        indexOf(playlist, "#EXT-X-DISCONTINUITY-SEQUENCE") < indexOf(playlist, "#EXTINF"),
        "EXT-X-DISCONTINUITY-SEQUENCE comes before the first segment");
  }

  private void header(ParsedPlaylist playlist) {
    double target = playlist.targetDuration();
    double part = playlist.partTarget();
    Map<String, String> control =
        ParsedPlaylist.attributes(playlist.single().get("#EXT-X-SERVER-CONTROL"));
    rule(
        "4.4.4.5, 8",
        playlist.number("#EXT-X-VERSION") >= 6,
        "EXT-X-MAP in a playlist with more than I-frames needs version 6");
    rule(
        "4.4.5.2, 8",
        playlist.skipped() == 0 || playlist.number("#EXT-X-VERSION") >= 9,
        "EXT-X-SKIP needs version 9");
    rule(
        "4.4.3.8",
        Double.parseDouble(control.get("CAN-SKIP-UNTIL")) >= 6 * target,
        "the skip boundary is at least six target durations");
    rule(
        "4.4.3.8",
        Double.parseDouble(control.get("PART-HOLD-BACK")) >= 3 * part - ROUNDING,
        "PART-HOLD-BACK should be at least three part target durations");
    rule("4.4.3.8", "YES".equals(control.get("CAN-BLOCK-RELOAD")), "reloads can be blocked");
    rule("B.1", part < target, "the part target duration is less than the target duration");
  }

  private void segments(ParsedPlaylist playlist) {
    double target = playlist.targetDuration();
    Optional<ParsedPlaylist.Segment> before = Optional.empty();
    for (ParsedPlaylist.Segment segment : playlist.segments()) {
      if (segment.complete()) {
        rule(
            "4.4.3.1",
            Math.round(segment.seconds()) <= target,
            "segment " + segment.sequence() + " of " + segment.seconds() + " s exceeds the target");
      }
      rule(
          "4.4.4.5",
          !segment.map().isEmpty() || playlist.skipped() > 0,
          "segment " + segment.sequence() + " has an init segment");
      rule(
          "6.2.1",
          segment.date().isPresent(),
          "segment " + segment.sequence() + " has a program date-time, as the others have");
      if (before.isPresent() && !segment.discontinuity()) {
        dates(before.get(), segment);
      }
      if (before.isPresent() && !segment.map().equals(before.get().map())) {
        rule(
            "4.4.4.3",
            segment.discontinuity(),
            "another init segment comes with a discontinuity at segment " + segment.sequence());
      }
      before = Optional.of(segment);
    }
  }

  private void dates(ParsedPlaylist.Segment before, ParsedPlaylist.Segment segment) {
    if (before.date().isEmpty() || segment.date().isEmpty()) {
      return;
    }
    double passed =
        (Instant.parse(segment.date().get()).toEpochMilli()
                - Instant.parse(before.date().get()).toEpochMilli())
            / 1000.0;
    rule(
        "6.2.1",
        passed >= 0 && Math.abs(passed - before.seconds()) < 1,
        "program date-time goes on with the media at segment "
            + segment.sequence()
            + ": "
            + passed
            + " s behind one of "
            + before.seconds());
  }

  private void parts(ParsedPlaylist playlist) {
    if (firstMap.isEmpty()) {
      firstMap = playlist.segments().getFirst().map();
    }
    double most = playlist.partTarget();
    double toEnd = 0;
    for (ParsedPlaylist.Segment segment : playlist.segments().reversed()) {
      toEnd += segment.complete() ? segment.seconds() : sum(segment);
      if (!segment.parts().isEmpty()) {
        rule(
            "6.2.2",
            toEnd - segment.seconds() <= 3 * playlist.targetDuration() + ROUNDING,
            "parts farther than three target durations from the end are not listed");
      }
      for (int i = 0; i < segment.parts().size(); i++) {
        ParsedPlaylist.Part part = segment.parts().get(i);
        boolean lastOfAll = segment.complete() && i == segment.parts().size() - 1;
        rule(
            "4.4.4.9",
            part.seconds() <= most + ROUNDING,
            "part " + part.uri() + " of " + part.seconds() + " s exceeds " + most);
        // Where a camera changes its frame rate, the part target stays and fewer frames may fit.
        rule(
            "4.4.4.9",
            part.independent()
                || !segment.map().equals(firstMap)
                || part.gap()
                || lastOfAll
                || !segment.complete()
                || part.seconds() >= LEAST_PART * most - ROUNDING,
            "part " + part.uri() + " of " + part.seconds() + " s is under 85 % of " + most);
        Double before = knownParts.putIfAbsent(part.uri(), part.seconds());
        rule(
            "6.2.1",
            before == null || before == part.seconds(),
            "part " + part.uri() + " is what it was");
      }
      if (segment.complete() && !segment.parts().isEmpty()) {
        rule(
            "4.4.4.9",
            segment.gap() || segment.parts().getFirst().independent(),
            "segment " + segment.sequence() + " begins with an independent part");
        rule(
            "3",
            Math.abs(sum(segment) - segment.seconds()) < 0.05 * segment.seconds() + most,
            "the parts of segment " + segment.sequence() + " are as long as it");
      }
    }
  }

  private static double sum(ParsedPlaylist.Segment segment) {
    return segment.parts().stream().mapToDouble(ParsedPlaylist.Part::seconds).sum();
  }

  private void hint(ParsedPlaylist playlist) {
    Set<String> listed = new HashSet<>();
    playlist.segments().forEach(segment -> segment.parts().forEach(part -> listed.add(part.uri())));
    rule("B.1", playlist.hint().isPresent(), "a preload hint names the next part");
    rule(
        "4.4.5.3",
        !listed.contains(playlist.hint().orElse("")),
        "what is hinted at is not listed yet");
  }

  private void update(ParsedPlaylist before, ParsedPlaylist now) {
    rule(
        "6.2.1",
        now.targetDuration() >= before.targetDuration(),
        "the target duration does not fall");
    rule(
        "6.2.1, 4.4.3.2",
        now.firstSequence() >= before.firstSequence(),
        "media sequence numbers do not go back");
    rule(
        "4.4.3.3",
        now.number("#EXT-X-DISCONTINUITY-SEQUENCE")
            >= before.number("#EXT-X-DISCONTINUITY-SEQUENCE"),
        "discontinuity sequence numbers do not go back");
    rule("4.4.3.7", now.partTarget() == before.partTarget(), "the part target stays as it is");
    for (ParsedPlaylist.Segment segment : now.complete()) {
      ParsedPlaylist.Segment was = known.get(segment.sequence());
      rule(
          "6.2.1",
          was == null
              || was.uri().equals(segment.uri())
                  && was.seconds() == segment.seconds()
                  && was.date().equals(segment.date())
                  && was.discontinuity() == segment.discontinuity()
                  && was.gap() == segment.gap(),
          "segment " + segment.sequence() + " is what it was");
    }
    long gone = now.firstSequence() - before.firstSequence();
    long discontinuities =
        before.segments().stream()
            .filter(segment -> segment.sequence() < now.firstSequence())
            .filter(ParsedPlaylist.Segment::discontinuity)
            .count();
    if (before.skipped() == 0 && now.skipped() == 0 && gone <= before.segments().size()) {
      double seconds = now.complete().stream().mapToDouble(ParsedPlaylist.Segment::seconds).sum();
      rule(
          "6.2.2",
          gone == 0 || seconds >= 3 * now.targetDuration() - ROUNDING,
          "what remains when a segment is removed lasts three target durations, not " + seconds);
      rule(
          "6.2.2",
          now.number("#EXT-X-DISCONTINUITY-SEQUENCE")
              == before.number("#EXT-X-DISCONTINUITY-SEQUENCE") + discontinuities,
          "a discontinuity that leaves the list is counted");
    }
  }

  private static int indexOf(ParsedPlaylist playlist, String tag) {
    for (int i = 0; i < playlist.lines().size(); i++) {
      if (playlist.lines().get(i).startsWith(tag)) {
        return i;
      }
    }
    return Integer.MAX_VALUE;
  }
}
