package io.vedette.web;

/** What a camera is to do as a device. */
sealed interface MaintenanceCommand {

  /** To take the box's time. */
  record SetClock() implements MaintenanceCommand {}

  /** To restart. */
  record Reboot() implements MaintenanceCommand {}

  /** To switch a relay, by its token. */
  record SetRelay(String relay, boolean active) implements MaintenanceCommand {}
}
