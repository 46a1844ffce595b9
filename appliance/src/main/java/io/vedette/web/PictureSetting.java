package io.vedette.web;

import io.vedette.camera.onvif.ImagingSettings;
import io.vedette.camera.onvif.ImagingSettings.Level;
import io.vedette.camera.onvif.ImagingSettings.Mode;
import io.vedette.camera.onvif.ImagingSettings.Range;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** What can be set in a camera's picture, by its names in the API. */
final class PictureSetting {

  private PictureSetting() {}

  static String name(Level level) {
    return switch (level) {
      case BRIGHTNESS -> "brightness";
      case CONTRAST -> "contrast";
      case SATURATION -> "saturation";
      case SHARPNESS -> "sharpness";
      case WIDE_DYNAMIC_RANGE -> "wideDynamicRangeLevel";
      case BACKLIGHT_COMPENSATION -> "backlightCompensationLevel";
    };
  }

  static String name(Mode mode) {
    return switch (mode) {
      case INFRARED_FILTER -> "infraredFilter";
      case WIDE_DYNAMIC_RANGE -> "wideDynamicRange";
      case BACKLIGHT_COMPENSATION -> "backlightCompensation";
    };
  }

  /** The API writes the camera's words in small letters. */
  static String word(String told) {
    return told.toLowerCase(Locale.ROOT);
  }

  /** From what to what it can be set; empty if it cannot be, or the camera does not tell. */
  static Optional<Range> range(ImagingSettings settings, Level level) {
    return settings.level(level).isPresent() ? settings.range(level) : Optional.empty();
  }

  /**
   * All that can be set; what the camera does not have, or does not tell the range of, is left out.
   */
  static JsonObject json(ImagingSettings settings) {
    JsonObjectBuilder json = Json.createObjectBuilder();
    for (Level level : Level.values()) {
      OptionalDouble value = settings.level(level);
      range(settings, level)
          .ifPresent(
              range ->
                  json.add(
                      name(level),
                      Json.createObjectBuilder()
                          .add("value", value.orElseThrow())
                          .add("min", range.min())
                          .add("max", range.max())));
    }
    for (Mode mode : Mode.values()) {
      settings
          .mode(mode)
          .filter(_ -> !settings.choices(mode).isEmpty())
          .ifPresent(
              value ->
                  json.add(
                      name(mode),
                      Json.createObjectBuilder()
                          .add("value", word(value))
                          .add(
                              "choices",
                              Json.createArrayBuilder(
                                  settings.choices(mode).stream()
                                      .map(PictureSetting::word)
                                      .toList()))));
    }
    return json.build();
  }
}
