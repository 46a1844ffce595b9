package io.vedette.testing;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;

/**
 * Checks that hold the product to its pace beside programs and threads that a busy machine may stop
 * for seconds: they are made up to three times, and one that succeeds is enough. What is broken
 * fails each time.
 */
public final class Attempts {

  /** One attempt, which depends on nothing that another has left. */
  @FunctionalInterface
  public interface Check {
    /**
     * Makes it.
     *
     * @param number of the attempt, from 1 on
     */
    void make(int number) throws Exception;
  }

  private static final System.Logger LOG = System.getLogger(Attempts.class.getName());
  private static final int MOST = 3;

  private Attempts() {}

  /** Makes a check until it succeeds; the third time, what it throws is thrown. */
  public static void upToThree(Check check) throws Exception {
    for (int number = 1; number < MOST; number++) {
      try {
        check.make(number);
        return;
      } catch (AssertionError | IOException | RuntimeException e) {
        LOG.log(WARNING, "attempt " + number + " failed", e);
      }
    }
    check.make(MOST);
  }
}
