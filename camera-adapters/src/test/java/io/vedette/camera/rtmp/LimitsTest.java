package io.vedette.camera.rtmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vedette.camera.rtmp.GuessLimit.Guess;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LimitsTest {

  private static final InetAddress ONE = InetAddress.ofLiteral("192.0.2.1");
  private static final InetAddress OTHER = InetAddress.ofLiteral("192.0.2.2");

  @Test
  void tenGuessesAreFreeAndThenOneEverySixSeconds() {
    AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    GuessLimit limit = new GuessLimit(now::get);
    assertEquals(Guess.FIRST, limit.guessed(ONE));
    for (int i = 1; i < 10; i++) {
      assertEquals(Guess.ANOTHER, limit.guessed(ONE), "guess " + i);
    }
    assertEquals(Guess.TOO_MANY, limit.guessed(ONE));
    assertEquals(Guess.FIRST, limit.guessed(OTHER));
    now.addAndGet(Duration.ofSeconds(6).toNanos());
    assertEquals(Guess.ANOTHER, limit.guessed(ONE));
    assertEquals(Guess.TOO_MANY, limit.guessed(ONE));
    now.addAndGet(Duration.ofMinutes(2).toNanos());
    assertEquals(Guess.FIRST, limit.guessed(ONE));
  }

  @Test
  void aNetworkOfIpv6IsOneAddress() {
    assertEquals(
        GuessLimit.key(InetAddress.ofLiteral("2001:db8::1")),
        GuessLimit.key(InetAddress.ofLiteral("2001:db8::ffff:1")));
    assertFalse(
        GuessLimit.key(InetAddress.ofLiteral("2001:db8::1"))
            .equals(GuessLimit.key(InetAddress.ofLiteral("2001:db8:0:1::1"))));
  }

  @Test
  void strangersHaveFewPlacesAndOneOfThemFewer() {
    Strangers strangers = new Strangers(3, 2);
    assertTrue(strangers.enter(ONE));
    assertTrue(strangers.enter(ONE));
    assertFalse(strangers.enter(ONE));
    assertTrue(strangers.enter(OTHER));
    assertFalse(strangers.enter(OTHER));
    strangers.leave(ONE);
    assertTrue(strangers.enter(OTHER));
    assertFalse(strangers.enter(ONE));
  }
}
