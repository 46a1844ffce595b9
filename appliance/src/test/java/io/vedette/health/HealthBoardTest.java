package io.vedette.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HealthBoardTest {

  private static final CameraState IDLE = new CameraState.Idle(Instant.EPOCH);

  private final HealthBoard board = new HealthBoard();
  private final List<HealthChange> changes = new ArrayList<>();

  @Test
  void whatIsKnownOfADeviceOutlivesItsStreamsButNotTheCamera() {
    board.device("c-1", facts -> facts.withNotices(List.of("too early")));
    board.state("c-1", "main", IDLE);
    board.state("c-1", "sub", IDLE);
    board.subscribe(changes::add);
    board.device("c-1", facts -> facts.told(Optional.of("1.2"), Optional.of(Duration.ofDays(1))));
    board.device("c-1", facts -> facts.withNotices(List.of("moved")));
    assertEquals(2, changes.size());
    board.device("c-1", facts -> facts.told(Optional.empty(), Optional.empty()));
    assertEquals(2, changes.size(), "nothing new");
    board.remove("c-1", "sub");
    board.state("c-1", "main", new CameraState.Streaming(Instant.EPOCH));
    assertEquals(
        new DeviceFacts(
            Optional.of("1.2"),
            Optional.of(Duration.ofDays(1)),
            List.of("moved"),
            OnvifFacts.UNKNOWN),
        board.camera("c-1").orElseThrow().device());
    board.remove("c-1");
    board.state("c-1", "main", IDLE);
    assertEquals(DeviceFacts.NONE, board.camera("c-1").orElseThrow().device());
    assertTrue(changes.contains(new HealthChange.Removed("c-1")));
  }
}
