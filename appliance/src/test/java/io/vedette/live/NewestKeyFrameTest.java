package io.vedette.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class NewestKeyFrameTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  private final NewestKeyFrame newest = new NewestKeyFrame();

  private static KeyFrame at(long position) {
    return new KeyFrame(Fragments.INIT, Fragments.picture(position, true, 10), position);
  }

  private Optional<KeyFrame> now(long behind) throws InterruptedException {
    return newest.await(behind, Duration.ZERO);
  }

  private CompletableFuture<Optional<KeyFrame>> waiting(long behind) {
    CompletableFuture<Optional<KeyFrame>> found = new CompletableFuture<>();
    Thread thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    found.complete(newest.await(behind, LONG));
                  } catch (InterruptedException e) {
                    found.completeExceptionally(e);
                  }
                });
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    return found;
  }

  @Test
  void itIsThereUntilItHasLeftTheRing() throws Exception {
    assertEquals(Optional.empty(), now(-1));
    KeyFrame first = at(0);
    newest.come(first);
    assertEquals(Optional.of(first), now(-1));
    assertEquals(Optional.empty(), now(0));
    newest.dropBefore(0);
    assertEquals(Optional.of(first), now(-1));
    newest.dropBefore(1);
    assertEquals(Optional.empty(), now(-1));
  }

  @Test
  void whoWaitsGetsTheNextOne() throws Exception {
    newest.come(at(0));
    CompletableFuture<Optional<KeyFrame>> found = waiting(0);
    KeyFrame next = at(25);
    newest.come(next);
    assertEquals(Optional.of(next), found.get());
  }

  @Test
  void whoWaitsIsLetGoWhenThereWillBeNone() throws Exception {
    CompletableFuture<Optional<KeyFrame>> found = waiting(-1);
    newest.close();
    assertEquals(Optional.empty(), found.get());
    newest.come(at(0));
    assertEquals(Optional.empty(), now(-1));
  }
}
