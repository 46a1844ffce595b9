package io.vedette.discovery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TrialPicturesTest {

  private Instant now = Instant.EPOCH;
  private final TrialPictures pictures = new TrialPictures(100, Duration.ofMinutes(1), () -> now);

  private List<String> kept() {
    return Stream.of("a", "b", "c").filter(id -> pictures.find(id).isPresent()).toList();
  }

  @Test
  void theOldestGoWhenThereIsNoRoom() {
    assertTrue(pictures.keep("a", new byte[60]));
    assertTrue(pictures.keep("b", new byte[40]));
    assertEquals(List.of("a", "b"), kept());
    assertTrue(pictures.keep("c", new byte[10]));
    assertEquals(List.of("b", "c"), kept());
    assertFalse(pictures.keep("a", new byte[101]));
    assertEquals(List.of("b", "c"), kept());
  }

  @Test
  void aNewOneTakesThePlaceOfTheOld() {
    pictures.keep("a", new byte[90]);
    pictures.keep("b", new byte[10]);
    pictures.keep("a", new byte[] {7});
    assertEquals(List.of("a", "b"), kept());
    assertArrayEquals(new byte[] {7}, pictures.find("a").orElseThrow());
    pictures.remove("a");
    assertTrue(pictures.keep("c", new byte[90]));
    assertEquals(List.of("b", "c"), kept());
  }

  @Test
  void theyGoAfterAWhile() {
    pictures.keep("a", new byte[1]);
    now = now.plusSeconds(59);
    pictures.keep("b", new byte[1]);
    assertEquals(List.of("a", "b"), kept());
    now = now.plusSeconds(1);
    assertEquals(List.of("b"), kept());
  }
}
