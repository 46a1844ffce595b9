package io.vedette.camera.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PathTemplatesTest {

  private final PathTemplates templates = new PathTemplates();

  @Test
  void atLeastFortyMakesAreThereEachWithASource() {
    Set<String> makes = new HashSet<>();
    Set<String> rows = new HashSet<>();
    for (PathTemplate template : templates.all()) {
      makes.add(template.make());
      assertTrue(rows.add(template.make() + template.main()), template + " comes twice");
      assertFalse(template.source().isBlank());
      assertFalse(
          (template.main() + template.sub().orElse("")).toLowerCase().matches(".*pass(word)?=.*"),
          template + " carries a password");
      assertEquals(
          template.main(),
          PathTemplate.at("192.0.2.7", 8554, template.main())
              .toString()
              .substring("rtsp://192.0.2.7:8554".length()));
    }
    assertTrue(makes.size() >= 40, makes.size() + " makes");
  }

  private String first(String make) {
    return templates.ordered(Optional.of(make)).getFirst().main();
  }

  @Test
  void theMakesOwnPathsComeFirstHoweverItIsWritten() {
    assertEquals("/axis-media/media.amp", first("Axis Communications AB"));
    assertEquals("/Streaming/Channels/101", first("HIKVISION"));
    assertEquals("/stream1", first("Tapo"));
    assertEquals("/defaultPrimary?streamType=u", first("avigilon"));
    assertEquals("/profile2/media.smp", first("Hanwha Vision"));
    // Part of a word is no name.
    assertEquals(templates.ordered(Optional.empty()), templates.ordered(Optional.of("maxis")));
    assertEquals(
        List.of("/media/video1", "/unicast/c1/s0/live"),
        templates.ordered(Optional.of("UNV")).stream().limit(2).map(PathTemplate::main).toList());
  }

  @Test
  void anUnknownMakeGetsTheCommonPathsFirstAndEachOnce() {
    List<String> paths =
        templates.ordered(Optional.empty()).stream().map(PathTemplate::main).toList();
    assertEquals(
        List.of("/Streaming/Channels/101", "/cam/realmonitor?channel=1&subtype=0", "/stream1"),
        paths.subList(0, 3));
    assertEquals(paths.size(), new HashSet<>(paths).size());
    assertEquals(
        new HashSet<>(templates.all().stream().map(PathTemplate::main).toList()),
        new HashSet<>(paths));
  }

  @Test
  void whatIsNoPathIsRefused() {
    for (String bad : List.of("", "live", "/a b", "@host/", "/%zz")) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new PathTemplate("M", List.of(), 554, bad, Optional.empty(), "s"),
          bad);
    }
  }
}
