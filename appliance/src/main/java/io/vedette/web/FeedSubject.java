package io.vedette.web;

/** What the status feed tells of. */
sealed interface FeedSubject {

  /**
   * A camera of the box.
   *
   * @param id its identifier
   */
  record Camera(String id) implements FeedSubject {}

  /** The search for cameras. */
  record Search() implements FeedSubject {}
}
