package io.vedette.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SearchScheduleTest {

  private static final Instant START = Seen.NOW;

  private final SearchSchedule schedule = new SearchSchedule();

  private static Instant at(long seconds) {
    return START.plusSeconds(seconds);
  }

  @Test
  void aCameraIsLeftAloneForAMoment() {
    schedule.update(Map.of("a", START));
    assertEquals(Set.of(), schedule.due(at(2)));
    assertEquals(Set.of(), schedule.missing(at(2)));
    assertEquals(Optional.of(at(3)), schedule.next());
    assertEquals(Set.of("a"), schedule.due(at(3)));
    assertEquals(Set.of("a"), schedule.missing(at(3)));
  }

  @Test
  void whoComesBackIsForgotten() {
    schedule.update(Map.of("a", START, "b", START));
    schedule.looked("a", at(3000));
    schedule.update(Map.of("b", START));
    schedule.update(Map.of("a", at(4000), "b", START));
    assertEquals(Set.of("a", "b"), schedule.due(at(4003)), "a begins anew");
  }

  @Test
  void whoWasThereBetweenTwoLooksIsGoneAnew() {
    schedule.update(Map.of("a", START));
    schedule.looked("a", at(3000));
    schedule.update(Map.of("a", at(3100)));
    assertEquals(Set.of(), schedule.missing(at(3102)));
    assertEquals(Set.of("a"), schedule.due(at(3103)));
  }

  @Test
  void whoIsMissedWhileNoRoundIsDueIsStillMissed() {
    schedule.update(Map.of("a", START));
    schedule.looked("a", at(3));
    assertEquals(Set.of(), schedule.due(at(10)));
    assertEquals(Set.of("a"), schedule.missing(at(10)));
  }

  @Test
  void oneThatIsSwitchedOffIsLookedForEverLess() {
    schedule.update(Map.of("a", START));
    List<Long> rounds = new ArrayList<>();
    long day = Duration.ofDays(1).toSeconds();
    for (long now = 0; now < day; now++) {
      if (schedule.due(at(now)).contains("a")) {
        rounds.add(now);
        schedule.looked("a", at(now));
      }
    }
    assertEquals(List.of(3L, 18L, 33L, 50L, 75L), rounds.subList(0, 5), rounds.toString());
    assertEquals(14, rounds.stream().filter(second -> second < 3600).count(), rounds.toString());
    assertTrue(rounds.size() < 14 + 26, rounds.size() + " rounds a day");
    assertEquals(
        SearchSchedule.LONGEST.toSeconds(), rounds.getLast() - rounds.get(rounds.size() - 2));
  }
}
