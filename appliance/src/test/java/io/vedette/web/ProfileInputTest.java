package io.vedette.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.config.OverBudget;
import io.vedette.config.RenditionProfile;
import io.vedette.config.RenditionProfile.Offer;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileInputTest {

  private static final RenditionProfile DEFAULT =
      new RenditionProfile("h264", 1280, 720, 30, 3_000_000, Offer.WHEN_NEEDED);

  private static JsonObject json(String text) {
    return JsonBody.object(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static RenditionProfile read(String body) {
    return ProfileInput.read("wall", DEFAULT, json(body));
  }

  private static List<Problem.FieldError> errors(String name, String body) {
    ProblemException refused =
        assertThrows(
            ProblemException.class, () -> ProfileInput.read(name, DEFAULT, json(body)), body);
    assertEquals(422, refused.problem().status());
    assertEquals("invalid-profile", refused.problem().name());
    return refused.problem().errors();
  }

  private static List<String> wrong(String name, String body) {
    return errors(name, body).stream().map(Problem.FieldError::field).toList();
  }

  @Test
  void readsAWholeProfile() {
    assertEquals(
        new RenditionProfile("wall", 640, 360, 10, 400_000, Offer.ALWAYS),
        read("{'width':640,'height':360,'frameRate':10,'bitRate':400000,'offer':'always'}"));
  }

  @Test
  void whatIsNotMentionedStaysAsItWas() {
    assertEquals(
        new RenditionProfile("wall", 1280, 720, 30, 3_000_000, Offer.WHEN_NEEDED), read("{}"));
    assertEquals(800, read("{'width':800}").width());
    assertEquals(720, read("{'width':800}").height());
    assertEquals(600, read("{'height':600}").height());
    assertEquals(5, read("{'frameRate':5}").frameRate());
    assertEquals(500_000, read("{'bitRate':500000}").bitRate());
    assertEquals(Offer.ALWAYS, read("{'offer':'always'}").offer());
  }

  @ParameterizedTest
  @CsvSource({
    "width, 64, 3840",
    "height, 64, 3840",
    "frameRate, 1, 60",
    "bitRate, 100000, 20000000"
  })
  void theLimitsThemselvesArePossibleAndNothingBeyond(String field, int least, int most) {
    read("{'%s':%d}".formatted(field, least));
    read("{'%s':%d}".formatted(field, most));
    for (long beyond : new long[] {least - 1, most + 1L, 0, -least, 1L << 32, Long.MAX_VALUE}) {
      List<Problem.FieldError> errors = errors("wall", "{'%s':%d}".formatted(field, beyond));
      assertEquals(field, errors.getFirst().field());
      assertTrue(
          errors.getFirst().detail().startsWith("A whole number from " + least + " to " + most),
          errors.getFirst().detail());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"width", "height", "frameRate", "bitRate"})
  void whatIsNoWholeNumberIsRefusedAtItsField(String field) {
    for (String value :
        List.of(
            "'640'",
            "null",
            "true",
            "[640]",
            "{'pixels':640}",
            "640.5",
            "6.4e-1",
            "-1",
            // As a float it would be infinite, as an integer it would wrap, written out fill
            // memory.
            "1e999999999",
            "-1e999999999",
            "1e-999999999",
            "4294967936",
            "9".repeat(1000))) {
      assertEquals(List.of(field), wrong("wall", "{'" + field + "':" + value + "}"), value);
    }
  }

  /** A number with a fraction of nothing is an integer in JSON Schema, and some clients send it. */
  @Test
  void aWholeNumberMayBeWrittenInAnyWay() {
    assertEquals(640, read("{'width':640.0}").width());
    assertEquals(640, read("{'width':6.4e2}").width());
    assertEquals(3_000_000, read("{'bitRate':3e6}").bitRate());
  }

  /** Pictures have to fit into it; what an encoder gets is even in any case. */
  @ParameterizedTest
  @CsvSource({"641, 361", "65, 65", "3839, 2159", "64, 3840", "3840, 64"})
  void oddSizesArePossible(int width, int height) {
    RenditionProfile profile = read("{'width':%d,'height':%d}".formatted(width, height));
    assertEquals(width, profile.width());
    assertEquals(height, profile.height());
  }

  @ParameterizedTest
  @ValueSource(strings = {"'never'", "'ALWAYS'", "''", "true", "null", "1", "['always']"})
  void aChoiceThatIsNoneIsRefused(String offer) {
    List<Problem.FieldError> errors = errors("wall", "{'offer':" + offer + "}");
    assertEquals("offer", errors.getFirst().field());
    assertEquals("Either when_needed or always.", errors.getFirst().detail());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "main",
        "sub",
        "",
        "Wall",
        "1wall",
        "-wall",
        "wall 2",
        "wall/2",
        "..",
        "wall.m3u8",
        "wall%2F",
        "wand-größe",
        "ｗall",
        "wall\n",
        "wall\0",
        "a'b\"c",
        "<b>wall</b>",
        "${jndi:x}",
        "abcdefghijklmnopqrstu"
      })
  void aNameThatCannotStandInAnAddressOrIsACamerasOwnIsRefused(String name) {
    List<Problem.FieldError> errors = errors(name, "{}");
    assertEquals("name", errors.getFirst().field());
    assertEquals(
        "A lower-case letter, then letters, digits and hyphens, at most 20; not main or sub.",
        errors.getFirst().detail());
  }

  @ParameterizedTest
  @ValueSource(strings = {"h264", "w", "wall-2", "abcdefghijklmnopqrst", "mains", "sub2"})
  void otherNamesArePossible(String name) {
    assertEquals(name, ProfileInput.read(name, DEFAULT, json("{}")).name());
  }

  @Test
  void everyFaultIsToldAtOnceWithItsField() {
    assertEquals(
        List.of("name", "colour", "name", "width", "height", "frameRate", "bitRate", "offer"),
        wrong(
            "main",
            "{'colour':'red','name':'wall','width':1,'height':'x','frameRate':0,'bitRate':1,"
                + "'offer':'no'}"));
  }

  @Test
  void whatNobodyKnowsIsNamedButNotAtLength() {
    List<Problem.FieldError> errors = errors("wall", "{'" + "x".repeat(5000) + "':1}");
    assertEquals("x".repeat(40) + "…", errors.getFirst().field());
    assertEquals("There is no such field.", errors.getFirst().detail());
  }

  @ParameterizedTest
  @CsvSource({"refuse, REFUSE", "lower, LOWER"})
  void whatIsTooMuchIsRefusedOrMadeSmaller(String chosen, OverBudget wanted) {
    for (OverBudget before : OverBudget.values()) {
      assertEquals(
          wanted, ProfileInput.overBudget(before, json("{'overBudget':'" + chosen + "'}")));
      assertEquals(before, ProfileInput.overBudget(before, json("{}")));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{'overBudget':'more'}", "{'overBudget':null}", "{'overBudget':1}", "{'over':1}"})
  void anotherChoiceIsNone(String body) {
    ProblemException refused =
        assertThrows(
            ProblemException.class, () -> ProfileInput.overBudget(OverBudget.LOWER, json(body)));
    assertEquals(422, refused.problem().status());
    assertEquals(1, refused.problem().errors().size());
  }
}
