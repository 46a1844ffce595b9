package io.vedette.web;

import io.vedette.camera.onvif.PanTiltZoom.Vector;
import java.time.Duration;

/** What a camera's motors are to do. */
sealed interface PtzCommand {

  /** To move on and on, for this time at most. */
  record Move(Vector speed, Duration most) implements PtzCommand {}

  /** To stop. */
  record Stop() implements PtzCommand {}

  /** To move by a part of what the camera can. */
  record Step(Vector way) implements PtzCommand {}

  /** To go to a place, by its token. */
  record GoTo(String preset) implements PtzCommand {}

  /** To remember where it looks, by this name. */
  record Remember(String name) implements PtzCommand {}

  /** To forget a place, by its token. */
  record Forget(String preset) implements PtzCommand {}

  /** To go home. */
  record Home() implements PtzCommand {}
}
