package io.vedette.fuzz;

/** What has to be so whatever comes in. */
final class Check {

  private Check() {}

  /** Fails with these words if it is not so. */
  static void that(boolean so, String otherwise) {
    if (!so) {
      throw new AssertionError(otherwise);
    }
  }
}
