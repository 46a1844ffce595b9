package io.vedette.web;

import io.vedette.camera.CameraException;
import io.vedette.camera.onvif.ImagingSettings;
import io.vedette.camera.onvif.ImagingSettings.Level;
import io.vedette.camera.onvif.ImagingSettings.Mode;
import io.vedette.camera.onvif.ImagingSettings.Range;
import io.vedette.web.Problem.FieldError;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How a request wants a camera's picture. Used by the request's thread. */
final class PictureInput {

  private final Map<Level, Double> levels = new EnumMap<>(Level.class);
  private final Map<Mode, String> modes = new EnumMap<>(Mode.class);

  private PictureInput() {}

  /**
   * Reads what is wanted; what is not mentioned stays as it is.
   *
   * @throws ProblemException with every field that is no number or no text, or that nobody knows
   */
  static PictureInput read(JsonObject body) {
    PictureInput input = new PictureInput();
    List<FieldError> errors = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (Level level : Level.values()) {
      String name = PictureSetting.name(level);
      known.add(name);
      JsonValue value = body.get(name);
      if (value instanceof JsonNumber number && Double.isFinite(number.doubleValue())) {
        input.levels.put(level, number.doubleValue());
      } else if (value != null) {
        errors.add(new FieldError(name, "It has to be a number."));
      }
    }
    for (Mode mode : Mode.values()) {
      String name = PictureSetting.name(mode);
      known.add(name);
      JsonValue value = body.get(name);
      if (value instanceof JsonString text) {
        input.modes.put(mode, text.getString());
      } else if (value != null) {
        errors.add(new FieldError(name, "It has to be a text, such as \"auto\"."));
      }
    }
    errors.addAll(FieldError.unknown("", body, known));
    complain(errors);
    return input;
  }

  /**
   * The camera's settings with what is wanted.
   *
   * @throws ProblemException with every field that the camera does not have or that is out of its
   *     range
   */
  ImagingSettings on(ImagingSettings now) throws CameraException {
    List<FieldError> errors = new ArrayList<>();
    levels.forEach((level, value) -> check(now, level, value).ifPresent(errors::add));
    modes.forEach((mode, word) -> check(now, mode, word).ifPresent(errors::add));
    complain(errors);
    ImagingSettings wanted = now;
    for (var level : levels.entrySet()) {
      wanted = wanted.with(level.getKey(), level.getValue());
    }
    for (var mode : modes.entrySet()) {
      wanted = wanted.with(mode.getKey(), told(now, mode.getKey(), mode.getValue()).orElseThrow());
    }
    return wanted;
  }

  private static Optional<FieldError> check(ImagingSettings now, Level level, double value) {
    String name = PictureSetting.name(level);
    Optional<Range> range = PictureSetting.range(now, level);
    if (range.isEmpty()) {
      return Optional.of(new FieldError(name, "The camera has no such setting."));
    }
    return range.get().contains(value)
        ? Optional.empty()
        : Optional.of(
            new FieldError(
                name,
                "A number from %s to %s."
                    .formatted(plain(range.get().min()), plain(range.get().max()))));
  }

  private static Optional<FieldError> check(ImagingSettings now, Mode mode, String word) {
    String name = PictureSetting.name(mode);
    List<String> choices = now.mode(mode).isPresent() ? now.choices(mode) : List.of();
    if (choices.isEmpty()) {
      return Optional.of(new FieldError(name, "The camera has no such setting."));
    }
    return told(now, mode, word).isPresent()
        ? Optional.empty()
        : Optional.of(
            new FieldError(
                name,
                choices.stream()
                    .map(choice -> '"' + PictureSetting.word(choice) + '"')
                    .collect(Collectors.joining(" or ", "Either ", "."))));
  }

  /** The camera's own spelling of a word. */
  private static Optional<String> told(ImagingSettings now, Mode mode, String word) {
    return now.choices(mode).stream()
        .filter(choice -> PictureSetting.word(choice).equals(word))
        .findFirst();
  }

  /** 100, not 100.0. */
  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  private static void complain(List<FieldError> errors) {
    if (!errors.isEmpty()) {
      throw new ProblemException(Problem.invalidSetting(errors));
    }
  }
}
