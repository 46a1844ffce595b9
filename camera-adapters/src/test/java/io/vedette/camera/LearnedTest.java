package io.vedette.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class LearnedTest {

  private static Learned asked(SignInScheme... schemes) {
    Learned learned = Learned.NOTHING;
    for (SignInScheme scheme : schemes) {
      learned = learned.withSignIn(scheme);
    }
    return learned;
  }

  @Test
  void theBestWayToSignInIsKept() {
    assertFalse(asked(SignInScheme.NONE).takesDigest());
    assertFalse(asked(SignInScheme.NONE, SignInScheme.BASIC).takesDigest());
    assertTrue(asked(SignInScheme.BASIC, SignInScheme.DIGEST).takesDigest());
    assertTrue(asked(SignInScheme.DIGEST, SignInScheme.NONE, SignInScheme.BASIC).takesDigest());
  }

  /** Many cameras take a digest by ONVIF, and want the password itself for their video. */
  @Test
  void aDigestByOnvifCountsWhereTheVideoNeedsNoPassword() {
    assertTrue(asked(SignInScheme.NONE).withDigestByOnvif().takesDigest());
    assertFalse(asked().withDigestByOnvif().takesDigest());
    assertFalse(asked(SignInScheme.BASIC).withDigestByOnvif().takesDigest());
  }

  @Test
  void nothingElseIsForgottenWithIt() {
    Learned known = Learned.NOTHING.withLink(Link.UDP).withCertificate("ab".repeat(32));
    assertEquals(known, known.withSignIn(SignInScheme.DIGEST).withoutSignIn());
    Learned without = known.withSignIn(SignInScheme.DIGEST).withoutCertificate();
    assertEquals(Optional.of(SignInScheme.DIGEST), without.signIn());
  }
}
